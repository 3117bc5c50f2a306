import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import type { JobDto } from '../../contract/index.ts';
import { openTestQueue, type TestQueue, testKind } from './testing/testQueue.ts';

let opened: TestQueue | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const kind = testKind<{ name?: string }>({ work: () => {} });
const other = testKind({ work: () => {} }, { kind: 'other' });

test('the same work is queued once until it has ended', async () => {
  opened = openTestQueue({ kinds: [kind, other] });
  const { queue } = opened;
  const dedupeKey = '/clips/a.mp4';
  const first = queue.enqueue(kind, {}, { label: 'a', dedupeKey });
  expect(queue.enqueue(kind, {}, { label: 'again', dedupeKey })).toBe(first);
  expect(queue.enqueue(kind, {}, { label: 'b', dedupeKey: '/clips/b.mp4' })).not.toBe(first);
  expect(queue.enqueue(other, {}, { label: 'a', dedupeKey })).not.toBe(first);
  expect(queue.findUnfinished('test', dedupeKey)).toEqual({ id: first, state: 'waiting' });
  expect(queue.list({ limit: 9 })).toHaveLength(3);

  await queue.cancel(first);
  expect(queue.findUnfinished('test', dedupeKey)).toBeUndefined();
  const second = queue.enqueue(kind, {}, { label: 'a', dedupeKey });
  expect(second).not.toBe(first);
  expect(() => queue.retry(first)).toThrow(
    expect.objectContaining({ code: 'job.notRetryable', message: expect.stringMatching(/again/) }),
  );
});

test('a job belongs to the transaction it is queued in: told after the commit, undone with it', async () => {
  opened = openTestQueue({ kinds: [kind] });
  const { queue, library } = opened;
  const told: string[] = [];
  const stop = new AbortController();
  const watching = (async () => {
    for await (const job of queue.watch(stop.signal)) told.push(`${job.label} ${job.state}`);
  })();
  const enqueue = (label: string) =>
    library.db.transaction(() => {
      const id = queue.enqueue(kind, {}, { label });
      if (label === 'undone') throw new Error('no');
      return id;
    });
  expect(() => enqueue('undone')).toThrow('no');
  await nextTurn();
  await nextTurn();
  expect([told, queue.list({ limit: 9 })]).toEqual([[], []]);
  queue.start();
  expect(await queue.finished(enqueue('kept'))).toMatchObject({ state: 'done' });
  await vi.waitFor(() => expect(told.at(-1)).toBe('kept done'));
  expect(told.filter((line) => !line.startsWith('kept'))).toEqual([]);
  stop.abort();
  await watching;
});

test('thousands are queued while everything else goes on', async () => {
  opened = openTestQueue({ kinds: [kind] });
  const { queue } = opened;
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const jobs = Array.from({ length: 8_000 }, (_, number) => ({
    payload: { name: `${number}` },
    label: `${number}`,
    dedupeKey: `${number % 7_200}`,
  }));
  const ids = await queue.enqueueMany(kind, jobs);
  clearInterval(timer);
  expect([ids.length, new Set(ids).size, ids[7_200]]).toEqual([8_000, 7_200, ids[0]]);
  expect(queue.counts().waiting).toBe(7_200);
  expect(turns).toBeGreaterThan(3);
});

test('a job waits for its time, and runs at once when told to', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  try {
    opened = openTestQueue({ kinds: [kind] });
    const { queue } = opened;
    queue.start();
    const notBeforeMs = Date.now() + 60_000;
    const id = queue.enqueue(kind, {}, { label: 'later', notBeforeMs });
    const now = queue.enqueue(kind, {}, { label: 'now', notBeforeMs });
    await vi.advanceTimersByTimeAsync(50_000);
    expect(queue.get(id)).toMatchObject({ state: 'waiting', notBeforeMs });
    queue.retry(now);
    await vi.waitFor(() => expect(queue.get(now).state).toBe('done'));
    expect(queue.get(id).state).toBe('waiting');
    await vi.advanceTimersByTimeAsync(11_000);
    await vi.waitFor(() => expect(queue.get(id).state).toBe('done'));
  } finally {
    vi.useRealTimers();
  }
});

test('a kind says how urgent its jobs are', async () => {
  const order: string[] = [];
  const urgent = (name: string, priority?: number) =>
    testKind(
      { work: () => void order.push(name) },
      { kind: name, resource: 'cpu', ...(priority !== undefined && { priority }) },
    );
  const kinds = [urgent('batch', -1_000), urgent('ingest'), urgent('person', 1_000)];
  opened = openTestQueue({ kinds });
  const { queue } = opened;
  const ids = kinds.map((one) => queue.enqueue(one, {}, { label: one.kind }));
  queue.start();
  await Promise.all(ids.map((id): Promise<JobDto> => queue.finished(id)));
  expect(order).toEqual(['person', 'ingest', 'batch']);
});
