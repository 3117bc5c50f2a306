import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Batch, endpointFieldsSchema } from '../../../contract/index.ts';
import { AppError, silentLogger, systemClock } from '../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createMemorySecrets, createNodeHost } from '../../host/index.ts';
import { createEndpoints, type Endpoints } from '../endpoints/createEndpoints.ts';
import {
  type Answer,
  type FakeServer,
  startFakeServer,
  wellBehaved,
} from '../testing/fakeServer.ts';
import { mediaWithoutSound } from '../testing/mediaWithoutSound.ts';
import { createQueuedBatches, type QueuedBatches } from '../testing/queuedBatches.ts';
import type { LocalAnswerer } from './lanes/lanes.ts';

let temporary: TemporaryLibrary;
let server: FakeServer;
let endpoints: Endpoints;
let batches: QueuedBatches;
let local: LocalAnswerer;

const host = createNodeHost({
  libraryDir: '',
  modelsDir: '',
  logger: silentLogger,
  secrets: createMemorySecrets(),
});
beforeEach(async () => {
  temporary = await temporaryLibrary();
  server = await startFakeServer();
  endpoints = createEndpoints({ host, library: temporary.library });
  local = async () => {
    throw new Error('not asked');
  };
  open();
});
afterEach(async () => {
  await batches.dispose();
  await endpoints.dispose();
  await server.close();
  await temporary.remove();
});

function open(): void {
  batches = createQueuedBatches({
    library: temporary.library,
    servers: endpoints.servers,
    media: mediaWithoutSound(temporary.library),
    local: (...asked) => local(...asked),
    clock: systemClock,
    logger: silentLogger,
  });
}

async function addServer(url = server.url, more = {}): Promise<void> {
  const fields = endpointFieldsSchema.parse({ name: 'GPU box', role: 'chat', url, ...more });
  const { id } = await endpoints.add(fields);
  await endpoints.approve(id, true);
  server.asked.length = 0;
}

const rows = (count: number, more = {}) =>
  Array.from({ length: count }, (_, index) => ({
    customId: `row-${index}`,
    body: { messages: [{ role: 'user', content: `Number ${index}` }], ...more },
  }));
const numberOf = (body: Record<string, unknown>): number =>
  Number(/Number (\d+)/.exec(JSON.stringify(body))?.[1] ?? -1);
const create = (count: number, more = {}, place: Batch['place'] = 'remote') =>
  batches.create({ name: 'Hooks', kind: 'chat', place }, rows(count, more));

async function until(id: Batch['id'], holds: (batch: Batch) => boolean): Promise<Batch> {
  await expect.poll(() => holds(batches.get(id).batch), { timeout: 20_000 }).toBe(true);
  return batches.get(id).batch;
}
const ended = (id: Batch['id']) => until(id, ({ state }) => state === 'done');
const failing =
  (status: number, when: (body: Record<string, unknown>) => boolean): Answer =>
  (asked, response) => {
    if (!when(asked.body)) return wellBehaved(asked, response);
    response.writeHead(status, { 'retry-after': '0' }).end('{"error":{"message":"No."}}');
    return undefined;
  };

test('every row is asked once and kept with its model, tokens and cost', async () => {
  await addServer(server.url, { inputPrice: 2, outputPrice: 10 });
  batches.start();
  const batch = await ended((await create(300)).id);
  expect(batch.progress).toMatchObject({
    rows: 300,
    done: 300,
    waiting: 0,
    inputTokens: 1_500,
    outputTokens: 600,
    inFlight: 0,
  });
  expect(batch.progress.cost).toBeCloseTo(300 * (5 * 2e-6 + 2 * 10e-6), 9);
  expect(server.asked.map(({ body }) => numberOf(body)).sort((a, b) => a - b)).toEqual(
    rows(300).map((_, index) => index),
  );
  const { rows: kept, total } = batches.rows(batch.id, { offset: 298, limit: 10 });
  expect(total).toBe(300);
  expect(kept).toMatchObject([
    { customId: 'row-298', state: 'done', model: 'tiny', attempts: 1 },
    { customId: 'row-299', state: 'done', model: 'tiny', attempts: 1 },
  ]);
  // The server takes a priority, so a person's question passes these.
  expect(server.asked[0]?.body).toMatchObject({ model: 'tiny', priority: 10 });
});

test('the same custom id twice: nothing is kept', async () => {
  const [first] = rows(1);
  if (first === undefined) return;
  await expect(
    batches.create({ name: 'Twice', kind: 'chat', place: 'remote' }, [...rows(5), first]),
  ).rejects.toMatchObject({ code: 'batch.duplicateId' });
  expect(batches.list(10)).toEqual([]);
});

test('refused rows fail with the server’s words; a retry asks only for them', async () => {
  await addServer();
  server.answer = failing(400, (body) => numberOf(body) % 10 === 0);
  batches.start();
  const { id } = await create(50);
  expect((await ended(id)).progress).toMatchObject({ done: 45, failed: 5 });
  expect(await batches.errors(id)).toEqual([
    {
      state: 'failed',
      code: 'endpoint.refused',
      message: 'GPU box answered 400: No.',
      rows: 5,
      customIds: ['row-0', 'row-10', 'row-20', 'row-30', 'row-40'],
    },
  ]);
  server.answer = wellBehaved;
  server.asked.length = 0;
  await batches.retry(id);
  expect((await ended(id)).progress).toMatchObject({ done: 50, failed: 0 });
  expect(server.asked).toHaveLength(5);
});

test('a busy or failing server costs no row; the row is asked again', async () => {
  await addServer();
  let refusals = 0;
  server.answer = (asked, response) => {
    refusals++;
    if (refusals % 3 !== 0 || refusals > 60) return wellBehaved(asked, response);
    return failing(refusals % 2 === 0 ? 429 : 500, () => true)(asked, response);
  };
  batches.start();
  expect((await ended((await create(60)).id)).progress).toMatchObject({ done: 60, failed: 0 });
});

test('answers that do not fit their schema are asked again with why, then rejected', async () => {
  await addServer();
  const schema = {
    type: 'object',
    properties: { ok: { type: 'boolean' } },
    required: ['ok'],
    additionalProperties: false,
  };
  const format = { response_format: { type: 'json_schema', json_schema: { name: 'ok', schema } } };
  const say = (content: string, reason = 'stop') => ({
    choices: [{ message: { content }, finish_reason: reason }],
  });
  server.answer = (asked, response) => {
    const number = numberOf(asked.body);
    const isTold = JSON.stringify(asked.body).includes('was refused');
    if (number === 1) return say(isTold ? '{"ok":true}' : '{"ok":"yes"}');
    if (number === 2) return say('{"ok":', 'length');
    if (number === 3) return { choices: [] };
    return wellBehaved(asked, response);
  };
  batches.start();
  const { id } = await create(5, format);
  expect((await ended(id)).progress).toMatchObject({ done: 3, rejected: 2, failed: 0 });
  const { rows: kept } = batches.rows(id, { offset: 0, limit: 10 });
  expect(kept[1]).toMatchObject({ state: 'done', attempts: 2 });
  expect(kept[2]).toMatchObject({
    state: 'rejected',
    errorMessage: expect.stringContaining('truncated by the token limit'),
    response: { choices: [{ message: { content: '{"ok":' } }] },
  });
  expect(kept[3]?.errorMessage).toContain('is not a valid chat response');
});

test('nobody to ask: the batch says why, and goes on by itself when there is', async () => {
  batches.start();
  const { id } = await create(3);
  const waiting = await until(id, ({ waitingFor }) => waitingFor !== undefined);
  expect(waiting).toMatchObject({ state: 'running', waitingFor: { code: 'endpoint.none' } });
  await addServer();
  const done = await ended(id);
  expect(done.progress).toMatchObject({ done: 3 });
  expect(done).not.toHaveProperty('waitingFor');
});

test('a server that is gone: the next one takes over, or this machine', async () => {
  await addServer('http://127.0.0.1:9', { priority: 0 });
  await addServer(server.url, { priority: 1 });
  batches.start();
  const { id } = await create(20);
  expect((await ended(id)).progress).toMatchObject({ done: 20 });
  for (const { id } of (await endpoints.list()).endpoints) await endpoints.remove(id);
  local = async () => ({ model: 'local', choices: [{ message: { content: 'ok' } }] });
  const here = await create(4, {}, 'remote-then-local');
  expect((await ended(here.id)).progress).toMatchObject({ done: 4 });
  expect(batches.rows(here.id, { offset: 0, limit: 1 }).rows).toMatchObject([{ model: 'local' }]);
});

test('a server that breaks down in the middle costs no row; the batch says why it waits', async () => {
  await addServer();
  let isDown = false;
  server.answer = (asked, response) => {
    isDown ||= server.asked.length > 30;
    if (!isDown) return wellBehaved(asked, response);
    response.writeHead(502).end('<h1>Bad Gateway</h1>');
    return undefined;
  };
  batches.start();
  const { id } = await create(100);
  const waiting = await until(id, ({ waitingFor }) => waitingFor !== undefined);
  expect(waiting.waitingFor).toMatchObject({
    code: 'endpoint.failed',
    message: 'GPU box answered 502: Bad Gateway',
  });
  server.answer = wellBehaved;
  expect((await ended(id)).progress).toMatchObject({ done: 100, failed: 0 });
});

test('a request that breaks its server each time fails; the others do not', async () => {
  await addServer();
  server.answer = failing(500, (body) => numberOf(body) === 7);
  batches.start();
  const { id } = await create(300);
  await until(id, ({ progress }) => progress.done === 299);
  const { progress } = await ended(id);
  expect(progress).toMatchObject({ done: 299, failed: 1 });
  const { rows: kept } = batches.rows(id, { state: 'failed', offset: 0, limit: 9 });
  expect(kept).toMatchObject([{ customId: 'row-7', attempts: 5, errorCode: 'endpoint.failed' }]);
});

test('embeddings go to their server; vectors that do not fit are rejected', async () => {
  await addServer(server.url, { role: 'embedding' });
  server.answer = (asked, response) =>
    asked.body.input === 'bad' ? { data: [{ embedding: [1, 'x'] }] } : wellBehaved(asked, response);
  batches.start();
  const inputs = ['one', ['one', 'two'], 'bad'];
  const requests = inputs.map((input, index) => ({ customId: `${index}`, body: { input } }));
  const { id } = await batches.create({ name: 'V', kind: 'embeddings', place: 'remote' }, requests);
  expect((await ended(id)).progress).toMatchObject({ done: 2, rejected: 1 });
  expect(server.asked[0]?.body).toEqual({ model: 'tiny', input: 'one' });
});

test('here, without a model, the batch waits; the models get requests as a batch', async () => {
  const bodies: unknown[] = [];
  let hasModel = false;
  local = async ({ body }) => {
    if (!hasModel) throw new AppError('model.missing', 'No model is installed.');
    bodies.push(body);
    return { model: 'local', choices: [{ message: { content: 'ok' } }] };
  };
  batches.start();
  const { id } = await create(3, {}, 'local');
  const waiting = await until(id, ({ waitingFor }) => waitingFor !== undefined);
  expect(waiting.waitingFor?.code).toBe('model.missing');
  hasModel = true;
  expect((await ended(id)).progress).toMatchObject({ done: 3, failed: 0 });
  expect(bodies[0]).toMatchObject({ model: 'default', priority: 10 });
});

test('what failed is asked again while the others are still under way', async () => {
  await addServer();
  const held: (() => void)[] = [];
  server.answer = (asked, response) => {
    if (numberOf(asked.body) === 0) return failing(400, () => true)(asked, response);
    held.push(() => response.end(JSON.stringify(wellBehaved(asked, response))));
    return undefined;
  };
  batches.start();
  const { id } = await create(4);
  await until(id, ({ progress }) => progress.failed === 1);
  await expect.poll(() => held.length).toBe(3);
  server.answer = wellBehaved;
  await batches.retry(id);
  for (const answer of held) answer();
  expect((await ended(id)).progress).toMatchObject({ done: 4, failed: 0 });
  expect(server.asked).toHaveLength(5);
});

test('a schema that cannot be checked here makes no batch', async () => {
  const schema = { not: { type: 'string' } };
  const format = { response_format: { type: 'json_schema', json_schema: { name: 'x', schema } } };
  await expect(create(1, format)).rejects.toMatchObject({
    ...{ code: 'usage.invalid', message: expect.stringContaining('row-0') },
  });
  expect(batches.list(10)).toEqual([]);
});

test('paused, nothing is asked; resumed, the rest is; cancelled rows stay unasked', async () => {
  await addServer();
  // The server answers so many and lets the others wait, so that the batch cannot end meanwhile.
  const held: (() => void)[] = [];
  let toAnswer = 40;
  server.answer = (asked, response) => {
    const answer = () => response.end(JSON.stringify(wellBehaved(asked, response)));
    if (toAnswer > 0) answer();
    else held.push(answer);
    toAnswer -= 1;
    return undefined;
  };
  batches.start();
  const { id } = await create(200);
  await until(id, ({ progress }) => progress.done === 40);
  expect((await batches.pause(id)).state).toBe('paused');
  // What is under way is answered and kept: it would be billed twice otherwise.
  for (const answer of held.splice(0)) answer();
  await until(id, ({ progress }) => progress.inFlight === 0);
  const asked = server.asked.length;
  await until(id, ({ progress }) => progress.done === asked);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(server.asked).toHaveLength(asked);
  expect(asked).toBeLessThan(200);
  toAnswer = 20;
  await batches.resume(id);
  await until(id, ({ progress }) => progress.done === asked + 20);
  const { state, progress } = await batches.cancel(id);
  expect(state).toBe('cancelled');
  expect(progress.waiting).toBe(0);
  expect(progress.cancelled).toBeGreaterThan(0);
  expect(progress.done + progress.cancelled).toBe(200);
  expect(await batches.remove(id)).toBe(true);
  expect(batches.list(10)).toEqual([]);
});

test('what was running when the program ended is taken up again', async () => {
  await addServer();
  const { id } = await create(30);
  await batches.dispose();
  open();
  expect(server.asked).toEqual([]);
  batches.start();
  expect((await ended(id)).progress).toMatchObject({ done: 30 });
  expect(server.asked).toHaveLength(30);
});

test('watching tells the batches at once and as they change', async () => {
  await addServer();
  batches.start();
  const controller = new AbortController();
  const seen: string[] = [];
  for await (const { batches: all } of batches.watch(controller.signal)) {
    const [newest] = all;
    seen.push(newest === undefined ? 'none' : newest.state);
    if (newest === undefined) await create(10);
    if (newest?.state === 'done') controller.abort();
  }
  expect(seen[0]).toBe('none');
  expect(seen.at(-1)).toBe('done');
});
