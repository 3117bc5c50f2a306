import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endpointFieldsSchema } from '../contract/index.ts';
import { type App, createApp } from './app.ts';
import { silentLogger } from './base/index.ts';
import { createMemorySecrets, createNodeHost } from './host/index.ts';
import { type FakeServer, startFakeServer, wellBehaved } from './remote/testing/fakeServer.ts';

let folder: string;
let server: FakeServer;
let app: App | undefined;
let logged: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-restore-'));
  server = await startFakeServer();
  logged = [];
});
afterEach(async () => {
  await app?.dispose();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const secrets = createMemorySecrets();
function open() {
  const told = (message: string): void => {
    // A busy machine.
    if (message !== 'slow statement') logged.push(message);
  };
  const host = createNodeHost({
    ...{ libraryDir: join(folder, 'library'), modelsDir: join(folder, 'models'), secrets },
    logger: { ...silentLogger, warn: told, error: told },
  });
  app = createApp(host);
  app.start();
  return createRouterClient(app.router);
}

const rows = 20;
const soon = { timeout: 10_000, interval: 20 };

test('restored while a batch runs: nothing uses the closed library, and nothing is sent from the other', async () => {
  const client = open();
  const fields = endpointFieldsSchema.parse({ name: 'GPU box', role: 'chat', url: server.url });
  const { id: endpointId } = await client.endpoints.add({ ...fields, maxConcurrency: 4 });
  await client.endpoints.approve({ id: endpointId, approved: true });
  server.asked.length = 0;
  let answered = 5;
  const held: (() => void)[] = [];
  server.answer = (asked, response) => {
    if (server.asked.length <= answered) return wellBehaved(asked, response);
    held.push(() => response.end(JSON.stringify(wellBehaved(asked, response))));
    return undefined;
  };
  const { id } = await client.batches.create({
    ...{ name: 'Hooks', kind: 'chat', place: 'remote' },
    requests: Array.from({ length: rows }, (_, number) => ({
      customId: `row-${number}`,
      body: { messages: [{ role: 'user', content: `Number ${number}` }] },
    })),
  });
  const progress = async (of: typeof client) => (await of.batches.get({ id })).batch;
  await expect.poll(() => progress(client), soon).toMatchObject({ progress: { done: 5 } });
  await expect.poll(() => held.length, soon).toBe(4);
  const backup = join(folder, 'backup.tar');
  await client.library.backup({ path: backup });
  answered = 10;
  for (const answer of held.splice(0)) answer();
  await expect.poll(() => progress(client), soon).toMatchObject({ progress: { done: 10 } });
  await expect.poll(() => held.length, soon).toBe(4);
  // A page that looks on, and one batch that waits for its last answers.
  const looking = (async () => {
    for await (const _ of await client.batches.watch(undefined));
  })();
  await client.batches.pause({ id });
  await client.library.restore({ path: backup });
  for (const answer of held.splice(0)) answer();
  await looking;
  await app?.dispose();
  expect(logged).toEqual([]);

  server.answer = wellBehaved;
  const asked = server.asked.length;
  const restored = open();
  // The answers of the backup are there. What had none is not sent: a backup is not the user.
  expect(await progress(restored)).toMatchObject({
    ...{ state: 'done', progress: { rows: 5, done: 5, waiting: 0 } },
  });
  expect(await restored.endpoints.list()).toMatchObject({ endpoints: [] });
  await sleep(500);
  expect(server.asked.length).toBe(asked);
  expect(logged).toEqual([]);
});
