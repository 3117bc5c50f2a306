import { expect, test } from 'vitest';
import { AdaptiveConcurrency } from './adaptiveConcurrency.ts';

/** Requests a second that a server does with so many at a time. */
type Throughput = (concurrency: number) => number;

const kneeAt =
  (knee: number): Throughput =>
  (concurrency) =>
    Math.min(concurrency, knee);
/** A batching server: each step takes a fixed time and a little for each request in it. */
const bending =
  (half: number): Throughput =>
  (concurrency) =>
    (1_000 * concurrency) / (half + concurrency);

let nowMs = 0;
/** A server in virtual time that is always asked as much as is allowed. */
function serve(concurrency: AdaptiveConcurrency, throughput: Throughput, answers: number) {
  const limits: number[] = [];
  // Each request in flight is done when it got its share of the work.
  for (let answer = 0; answer < answers; answer++) {
    const { limit } = concurrency;
    const perSecond = throughput(limit);
    nowMs += 1_000 / perSecond;
    concurrency.completed({ nowMs, latencyMs: (limit * 1_000) / perSecond, inFlight: limit });
    limits.push(concurrency.limit);
  }
  return limits;
}
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const fresh = (most = 256) => new AdaptiveConcurrency({ start: 16, most });

test.each([1, 4, 10, 24, 50, 100, 200])('settles within 30 percent of a knee at %i', (knee) => {
  const limits = serve(fresh(), kneeAt(knee), 40_000).slice(-20_000);
  expect(median(limits)).toBeGreaterThanOrEqual(Math.floor(knee * 0.7));
  expect(median(limits)).toBeLessThanOrEqual(Math.ceil(knee * 1.3));
});

test.each([2, 8, 24])('does nine tenths of what a server that bends at %i can do', (half) => {
  const most = 256;
  const limits = serve(fresh(most), bending(half), 200_000).slice(-100_000);
  const mean = limits.reduce((sum, limit) => sum + bending(half)(limit), 0) / limits.length;
  expect(mean / bending(half)(most)).toBeGreaterThan(0.9);
});

test('climbs within a few answers', () => {
  expect(serve(fresh(), kneeAt(128), 600).at(-1)).toBeGreaterThanOrEqual(128);
});

test('never more than the user allows', () => {
  const limits = serve(fresh(20), kneeAt(100), 20_000);
  expect(Math.max(...limits)).toBe(20);
  expect(median(limits)).toBe(20);
});

test('finds the way up again when a server gets faster, and down when it gets slower', () => {
  const concurrency = fresh();
  serve(concurrency, kneeAt(20), 20_000);
  expect(median(serve(concurrency, kneeAt(80), 80_000).slice(-10_000))).toBeGreaterThan(60);
  expect(median(serve(concurrency, kneeAt(20), 80_000).slice(-10_000))).toBeLessThan(30);
});

test('halves when the server has too much to do, down to one', () => {
  const concurrency = fresh();
  const limits = Array.from({ length: 5 }, () => {
    concurrency.busy();
    return concurrency.limit;
  });
  expect(limits).toEqual([8, 4, 2, 1, 1]);
});

test('halves when answers take more than three times as long', () => {
  const concurrency = fresh(64);
  serve(concurrency, kneeAt(64), 5_000);
  expect(concurrency.limit).toBe(64);
  const slow = serve(concurrency, () => 16, 1_000);
  expect(Math.min(...slow)).toBeLessThanOrEqual(32);
});

test('a window with little to do changes nothing', () => {
  const concurrency = fresh();
  for (let i = 0; i < 1_000; i++) {
    concurrency.completed({ nowMs: i * 10, latencyMs: 20, inFlight: 2 });
  }
  expect(concurrency.limit).toBe(16);
});
