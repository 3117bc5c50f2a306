import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Batch, endpointFieldsSchema, type JobDto } from '../../../contract/index.ts';
import { silentLogger, systemClock } from '../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createMemorySecrets, createNodeHost } from '../../host/index.ts';
import { createEndpoints, type Endpoints } from '../endpoints/createEndpoints.ts';
import { type FakeServer, startFakeServer, wellBehaved } from '../testing/fakeServer.ts';
import { mediaWithoutSound } from '../testing/mediaWithoutSound.ts';
import { createQueuedBatches, type QueuedBatches } from '../testing/queuedBatches.ts';

let temporary: TemporaryLibrary;
let server: FakeServer;
let endpoints: Endpoints;
let batches: QueuedBatches;
/** Answers that are held back, from the sixth request on. */
let held: (() => void)[];
beforeEach(async () => {
  temporary = await temporaryLibrary();
  const { library } = temporary;
  server = await startFakeServer();
  const host = createNodeHost({
    ...{ libraryDir: '', modelsDir: '', logger: silentLogger, secrets: createMemorySecrets() },
  });
  endpoints = createEndpoints({ host, library });
  batches = createQueuedBatches({
    ...{ library, servers: endpoints.servers, media: mediaWithoutSound(library) },
    ...{ clock: systemClock, logger: silentLogger },
    local: () => Promise.reject(new Error('not asked')),
  });
  const fields = { name: 'GPU box', role: 'chat', url: server.url, maxConcurrency: 4 };
  const { id } = await endpoints.add(endpointFieldsSchema.parse(fields));
  endpoints.approve(id, true);
  server.asked.length = 0;
  held = [];
  server.answer = (asked, response) => {
    if (server.asked.length <= 5) return wellBehaved(asked, response);
    held.push(() => response.end(JSON.stringify(wellBehaved(asked, response))));
    return undefined;
  };
});
afterEach(async () => {
  await batches.dispose();
  await endpoints.dispose();
  await server.close();
  await temporary.remove();
});

const create = (count: number): Promise<Batch> =>
  batches.create(
    { name: 'Hooks', kind: 'chat', place: 'remote' },
    Array.from({ length: count }, (_, index) => ({
      customId: `row-${index}`,
      body: { messages: [{ role: 'user', content: `Number ${index}` }] },
    })),
  );
const job = (): JobDto | undefined => batches.queue.list({ limit: 1 })[0];
const soon = { timeout: 10_000, interval: 20 };

test('the queue shows a batch with its progress; cancelled there, its other rows are not asked', async () => {
  const { id } = await create(20);
  expect(job()).toMatchObject({ kind: 'batch', label: 'Hooks', state: 'waiting' });
  expect(batches.get(id).batch.state).toBe('running');
  batches.start();
  await expect.poll(job, soon).toMatchObject({
    ...{ state: 'running', stages: [{ name: 'rows', detail: { done: 5, total: 20 } }] },
  });
  await batches.queue.cancel(job()?.id ?? '');
  const { batch } = batches.get(id);
  expect(batch).toMatchObject({ state: 'cancelled', progress: { done: 5, cancelled: 15 } });
  expect(batch.finishedAtMs).toBeGreaterThan(0);
  const page = { state: 'cancelled', offset: 0, limit: 1 } as const;
  expect(batches.rows(id, page)).toMatchObject({
    ...{ total: 15, rows: [{ state: 'cancelled' }] },
  });
  server.answer = wellBehaved;
  expect((await batches.retry(id)).state).toBe('running');
  await expect
    .poll(() => batches.get(id).batch, soon)
    .toMatchObject({
      ...{ state: 'done', progress: { done: 20, cancelled: 0 } },
    });
  await expect.poll(job, soon).toMatchObject({ state: 'done', fraction: 1 });
});

test('paused in the queue, what is under way is answered and stored; resumed, each row was asked once', async () => {
  const { id } = await create(20);
  batches.start();
  await expect.poll(() => held.length, soon).toBe(4);
  const pausing = batches.queue.pause(job()?.id ?? '');
  const state = () => batches.get(id).batch;
  expect((await pausing).state).toBe('paused');
  expect(state()).toMatchObject({ state: 'paused', progress: { done: 5 } });
  for (const answer of held.splice(0)) answer();
  await expect
    .poll(state, soon)
    .toMatchObject({ state: 'paused', progress: { done: 9, inFlight: 0 } });
  expect(server.asked).toHaveLength(9);
  server.answer = wellBehaved;
  batches.queue.resume(job()?.id ?? '');
  await expect.poll(state, soon).toMatchObject({ state: 'done', progress: { done: 20 } });
  expect(server.asked).toHaveLength(20);
});

test('a batch that is done by answers from elsewhere ends its job, too', async () => {
  const { id } = await create(2);
  await batches.pause(id);
  const body = JSON.parse(JSON.stringify({ choices: [{ message: { content: 'ok' } }] }));
  const results = [0, 1].map((row) => ({ customId: `row-${row}`, body }));
  expect(batches.takeResults(id, results)).toMatchObject({ stored: 2, batch: { state: 'done' } });
  batches.start();
  await expect.poll(job, soon).toMatchObject({ state: 'done' });
  expect(server.asked).toEqual([]);
});
