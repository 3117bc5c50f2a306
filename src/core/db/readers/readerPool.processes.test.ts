import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Readers } from '../library.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../testing/temporaryLibrary.ts';
import {
  countRows,
  crash,
  fail,
  readSetting,
  waitBackground,
  waitInteractive,
  writeSetting,
} from '../testing/testReader.ts';
import { createReaderPool, type ReaderPoolOptions } from './readerPool.ts';

const file = fileURLToPath(new URL('../testing/testReader.ts', import.meta.url));

let place: TemporaryLibrary;
/** One thread; starting it takes most of the time of these tests. */
let pool: Readers;
beforeAll(async () => {
  place = await temporaryLibrary();
  pool = open({ size: 1, cancelGraceMs: 20 });
  await pool.run(countRows, 1);
});
afterAll(async () => {
  await pool.dispose();
  await place.remove();
});

function open(options: Partial<ReaderPoolOptions>): Readers {
  return createReaderPool({ directory: place.library.directory, file, ...options });
}

/** Enough rows for a statement of some tenths of a second. */
const manyRows = 3_000_000;

test('a read sees what was committed before it, and cannot write', async () => {
  const put = place.library.db.$client.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)');
  for (const value of ['"one"', '"two"', '"three"']) {
    put.run('test', value);
    expect(await pool.run(readSetting, 'test')).toBe(value);
  }
  await expect(pool.run(writeSetting, 'other')).rejects.toMatchObject({ code: 'disk.readOnly' });
});

test('an error crosses with its code, a thread that dies is replaced', async () => {
  await expect(pool.run(fail, undefined)).rejects.toMatchObject({
    code: 'video.notFound',
    message: 'Video x not found.',
  });
  await expect(pool.run(crash, undefined)).rejects.toMatchObject({ code: 'worker.crashed' });
  expect(await pool.run(countRows, 10)).toBe(10);
});

test('a long statement leaves the event loop free', async () => {
  const before = performance.eventLoopUtilization();
  expect(await pool.run(countRows, manyRows)).toBe(manyRows);
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
});

test('a cancelled read answers at once; a thread inside a statement is replaced', async () => {
  const cancel = new AbortController();
  const long = pool.run(countRows, manyRows * 4, { signal: cancel.signal });
  const waiting = pool.run(countRows, manyRows, { signal: cancel.signal });
  const next = pool.run(countRows, 5);
  const startedAtMs = performance.now();
  cancel.abort();
  await expect(long).rejects.toMatchObject({ code: 'job.cancelled' });
  await expect(waiting).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(performance.now() - startedAtMs).toBeLessThan(500);
  expect(await next).toBe(5);
});

test('a task that hears the cancel keeps its thread', async () => {
  const cancel = new AbortController();
  const waiting = pool.run(waitInteractive, 60_000, { signal: cancel.signal });
  cancel.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(await pool.run(countRows, 5)).toBe(5);
});

test('background reads leave a thread to people, who go first', async () => {
  const pair = open({ size: 2 });
  await Promise.all([1, 2].map(() => pair.run(waitInteractive, 50)));
  const background = [1, 2].map(() => pair.run(waitBackground, 300));
  const people = [1, 2, 3].map(() => pair.run(waitInteractive, 50));
  const [first, second] = await Promise.all(background);
  const ends = (await Promise.all(people)).map(([, endedAtMs]) => endedAtMs);
  // One after the other: together they would have taken both threads.
  expect(second?.[0]).toBeGreaterThanOrEqual(first?.[1] ?? Number.POSITIVE_INFINITY);
  expect(Math.max(...ends)).toBeLessThanOrEqual(second?.[1] ?? 0);
  await pair.dispose();
});

test('disposing cancels what runs and what waits', async () => {
  const running = pool.run(waitInteractive, 60_000);
  const waiting = pool.run(waitInteractive, 60_000);
  const ended = Promise.allSettled([running, waiting]);
  await pool.dispose();
  for (const each of await ended) {
    expect(each).toMatchObject({ status: 'rejected', reason: { code: 'job.cancelled' } });
  }
  await expect(pool.run(countRows, 1)).rejects.toMatchObject({ code: 'job.cancelled' });
});
