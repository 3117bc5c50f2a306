import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BatchId, endpointFieldsSchema } from '../../../../contract/index.ts';
import { newId, silentLogger, systemClock } from '../../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../../db/testing/temporaryLibrary.ts';
import { createMemorySecrets, createNodeHost } from '../../../host/index.ts';
import { createEndpoints, type Endpoints } from '../../endpoints/createEndpoints.ts';
import { type FakeServer, startFakeServer } from '../../testing/fakeServer.ts';
import { mediaWithoutSound } from '../../testing/mediaWithoutSound.ts';
import { createQueuedBatches, type QueuedBatches } from '../../testing/queuedBatches.ts';
import { planBatch } from './planBatch.ts';

let temporary: TemporaryLibrary;
let server: FakeServer;
let endpoints: Endpoints;
let batches: QueuedBatches;
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
});
afterEach(async () => {
  await batches.dispose();
  await endpoints.dispose();
  await server.close();
  await temporary.remove();
});

const requests = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    customId: `row-${index}`,
    body: { messages: [{ role: 'user', content: `Number ${index}` }] },
  }));
const hooks = { name: 'Hooks', kind: 'chat', place: 'remote' } as const;
const storedRows = (): unknown =>
  temporary.library.db.$client.prepare('SELECT count(*) FROM batch_rows').pluck().get();

test('10,000 rows are stored while everything else goes on, and nobody sees a part of them', async () => {
  let isPlanned = false;
  const planning = batches.create({ ...hooks, paused: true }, requests(10_000)).finally(() => {
    isPlanned = true;
  });
  const seen = new Set<number>();
  let turns = 0;
  for (; !isPlanned; turns++) {
    seen.add(batches.list(10).filter(({ progress }) => progress.rows < 10_000).length);
    await nextTurn();
  }
  expect((await planning).progress).toMatchObject({ rows: 10_000, waiting: 10_000 });
  expect([...seen]).toEqual([0]);
  // In one go nothing else would have had a turn.
  expect(turns).toBeGreaterThan(5);
});

test('what a process left that died while it stored a batch is never run, and removed at a start', async () => {
  const { library } = temporary;
  const tools = { library, media: mediaWithoutSound(library) };
  const fields = { name: 'GPU box', role: 'chat', url: server.url };
  const { id: endpointId } = await endpoints.add(endpointFieldsSchema.parse(fields));
  endpoints.approve(endpointId, true);
  server.asked.length = 0;
  const old = newId<BatchId>();
  await planBatch(tools, { ...hooks, id: old }, requests(500));
  library.db.$client.exec('UPDATE batches SET created_at_ms = 1');
  // Another process is at it just now.
  await planBatch(tools, { ...hooks, id: newId<BatchId>() }, requests(3));
  batches.start();
  await batches.tidy();
  expect(storedRows()).toBe(3);
  expect(batches.list(10)).toEqual([]);
  expect(() => batches.get(old)).toThrow(expect.objectContaining({ code: 'batch.notFound' }));
  await sleep(300);
  expect(server.asked).toEqual([]);
});

test('a batch that is refused in the middle leaves nothing', async () => {
  const [first, ...others] = requests(500);
  if (first === undefined) return;
  await expect(batches.create(hooks, [first, ...others, first])).rejects.toMatchObject({
    code: 'batch.duplicateId',
  });
  const stop = batches.create(hooks, requests(500), {
    before: () => Promise.reject(new Error('no room')),
  });
  await expect(stop).rejects.toThrow('no room');
  expect([storedRows(), batches.list(10)]).toEqual([0, []]);
});
