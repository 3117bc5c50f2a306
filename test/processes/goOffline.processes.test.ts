import { mkdir } from 'node:fs/promises';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Batch, type BatchId, endpointFieldsSchema } from '../../src/contract/index.ts';
import { type App, createApp } from '../../src/core/app.ts';
import { silentLogger } from '../../src/core/base/index.ts';
import { createNodeHost, createSystemKeychain } from '../../src/core/host/index.ts';
import {
  type FakeServer,
  startFakeServer,
  wellBehaved,
} from '../../src/core/remote/testing/fakeServer.ts';
import { type FarFront, openFarFront } from '../support/farFront.ts';
import { Terminal } from '../support/terminal.ts';

/** The offline switch, while a server beyond this machine works for a batch. */

const rows = 8;
/** The first are answered at once, the others when they are let go. */
const answeredAtOnce = 3;
const tokensEach = 5;

let server: FakeServer;
let far: FarFront;
let terminal: Terminal;
let isHolding: boolean;
let isCheckHeld: boolean;
/** Rows by number, as they came; of those that are held, which ones the device gave up. */
let asked: number[];
let givenUp: number[];
beforeEach(async () => {
  terminal = await Terminal.open();
  await mkdir(terminal.library, { recursive: true });
  isHolding = true;
  isCheckHeld = false;
  asked = [];
  givenUp = [];
  server = await startFakeServer((request, response) => {
    const number = Number(/Number (\d+)/.exec(JSON.stringify(request.body))?.[1] ?? -1);
    if (number < 0) {
      const isHeld = isCheckHeld && request.path === '/v1/chat/completions';
      return isHeld ? undefined : wellBehaved(request, response);
    }
    asked.push(number);
    if (!isHolding || number < answeredAtOnce) return wellBehaved(request, response);
    response.on('close', () => givenUp.push(number));
    return undefined;
  });
  far = await openFarFront(server.url, terminal.folder);
});
afterEach(async () => {
  await far.close();
  await server.close();
  await terminal.close();
});

type Client = RouterClient<App['router']>;

async function withApp<Result>(
  use: (client: Client, app: App) => Promise<Result>,
): Promise<Result> {
  const app = createApp(
    createNodeHost({
      ...{ libraryDir: terminal.library, modelsDir: terminal.folder, logger: silentLogger },
      keychain: createSystemKeychain(silentLogger, terminal.consents),
    }),
  );
  try {
    return await use(createRouterClient(app.router), app);
  } finally {
    await app.dispose();
  }
}

async function createBatch(client: Client): Promise<BatchId> {
  const { url, caPem, proxyUrl } = far;
  const fields = { name: 'GPU box', role: 'chat', url, caPem, proxyUrl, inputPrice: 1_000_000 };
  const { id, contract } = await client.endpoints.add(endpointFieldsSchema.parse(fields));
  expect(contract?.state).toBe('ready');
  await client.endpoints.approve({ id, approved: true });
  const batch = await client.batches.create({
    ...{ name: 'Hooks', kind: 'chat', place: 'remote' },
    requests: Array.from({ length: rows }, (_, number) => ({
      customId: `row-${number}`,
      body: { messages: [{ role: 'user', content: `Number ${number}` }] },
    })),
  });
  return batch.id;
}

const offline = (isOffline: boolean) => terminal.json('settings', 'set', 'offline', `${isOffline}`);
const held = Array.from({ length: rows - answeredAtOnce }, (_, at) => at + answeredAtOnce);
const sorted = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);
const soon = { timeout: 3_000, interval: 20 };
const later = { timeout: 20_000, interval: 50 };

test('offline, what is under way is given up at once, waits, and is asked once more when online', async () => {
  await withApp(async (client, app) => {
    const id = await createBatch(client);
    app.start();
    const batch = async (): Promise<Batch> => (await client.batches.get({ id })).batch;
    const progress = async () => (await batch()).progress;
    await expect.poll(progress, later).toMatchObject({ done: answeredAtOnce });
    await expect.poll(() => asked.length, later).toBe(rows);
    // Another process of the library, as the terminal beside an open window.
    await offline(true);
    await expect.poll(() => sorted(givenUp), soon).toEqual(held);
    await expect.poll(batch, soon).toMatchObject({
      state: 'running',
      waitingFor: { code: 'network.notAllowed', message: expect.stringMatching(/offline/i) },
      progress: { waiting: held.length, done: answeredAtOnce, failed: 0, inFlight: 0 },
    });
    // Offline nothing is asked, also after a while.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(asked).toHaveLength(rows);
    isHolding = false;
    await client.settings.set({ offline: false });
    await expect.poll(async () => (await batch()).state, later).toBe('done');
    expect(await progress()).toMatchObject({ done: rows, failed: 0, cost: rows * tokensEach });
    expect(sorted(asked.slice(rows))).toEqual(held);
    const page = await client.batches.rows({ id, offset: 0, limit: rows });
    expect(page.rows.map(({ attempts }) => attempts)).toEqual(
      Array.from({ length: rows }, () => 1),
    );
  });
}, 60_000);

test('a program that is killed takes its requests with it, and the next one asks what had no answer', async () => {
  const id = await withApp(createBatch);
  const program = terminal.start('batches', 'watch', id);
  await expect.poll(() => asked.length, later).toBe(rows);
  const stored = () => withApp(async (client) => (await client.batches.get({ id })).batch.progress);
  await expect.poll(stored, later).toMatchObject({ done: answeredAtOnce });
  program.kill('SIGKILL');
  await expect.poll(() => sorted(givenUp), soon).toEqual(held);
  isHolding = false;
  expect(await terminal.json('batches', 'watch', id)).toMatchObject({
    batch: { state: 'done', progress: { done: rows, failed: 0, cost: rows * tokensEach } },
  });
  expect(sorted(asked.slice(rows))).toEqual(held);
}, 60_000);

test('a check that going offline ends says nothing of the server', async () => {
  await withApp(async (client) => {
    await createBatch(client);
    const [endpoint] = (await client.endpoints.list()).endpoints;
    if (endpoint === undefined) throw new Error('No server.');
    isCheckHeld = true;
    server.asked.length = 0;
    const check = client.endpoints.check({ id: endpoint.id });
    await expect.poll(() => server.asked.at(-1)?.path, later).toBe('/v1/chat/completions');
    await client.settings.set({ offline: true });
    await expect(check).rejects.toMatchObject({ code: 'network.notAllowed' });
    const [after] = (await client.endpoints.list()).endpoints;
    expect(after?.contract).toEqual(endpoint.contract);
  });
}, 60_000);
