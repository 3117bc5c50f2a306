import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../../../../test/support/propertyRuns.ts';
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

/** Numbers from 0 to 1 that follow from a seed (Marsaglia's xorshift32). */
function randomOf(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/**
 * A server on a machine that does other things as well: its speed is another one each moment, from
 * a fifth to all of what it can do. Gives the share of what it would have done at its knee.
 */
function shareOfNoisy(concurrency: AdaptiveConcurrency, knee: number, seed: number): number {
  const random = randomOf(seed);
  let until = 0;
  let speed = 1;
  let done = 0;
  let possible = 0;
  for (let answer = 0; answer < 20_000; answer++) {
    if (nowMs > until) {
      speed = 0.2 + 0.8 * random();
      until = nowMs + 5_000 * random();
    }
    const { limit } = concurrency;
    const perSecond = Math.min(limit, knee) * speed;
    const tookMs = 1_000 / perSecond;
    nowMs += tookMs;
    concurrency.completed({ nowMs, latencyMs: limit * tookMs, inFlight: limit });
    if (answer < 2_000) continue;
    done++;
    possible += (knee * speed * tookMs) / 1_000;
  }
  return done / possible;
}

test('on a server whose speed changes all the time it does most of what the server can do', () => {
  const shares: number[] = [];
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2 ** 31 }),
      fc.integer({ min: 8, max: 200 }),
      (seed, knee) => {
        const share = shareOfNoisy(fresh(), knee, seed);
        shares.push(share);
        expect(share).toBeGreaterThan(0.15);
      },
    ),
    { numRuns: propertyRuns(0.6) },
  );
  expect(median(shares)).toBeGreaterThan(0.9);
  expect(shares.toSorted((a, b) => a - b)[6]).toBeGreaterThan(0.6);
});

/** A server with a queue that says how long it is. */
function serveAndSay(
  concurrency: AdaptiveConcurrency,
  slots: number,
  others: number,
  says: number,
) {
  for (let said = 0; said < says; said++) {
    nowMs += 500;
    const asked = concurrency.limit + others;
    const load = { running: Math.min(slots, asked), waiting: Math.max(0, asked - slots) };
    concurrency.said(load, { nowMs, inFlight: concurrency.limit, isPassed: false });
  }
  return concurrency.limit;
}

test('a server that says what waits is kept full, with a little in its queue, whatever it has', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 1, max: 256 }),
      (slots, others, most) => {
        const concurrency = new AdaptiveConcurrency({ start: 16, most });
        const limit = serveAndSay(concurrency, slots, others, 40);
        const waiting = limit + others - slots;
        const spare = Math.max(2, Math.round(slots / 8));
        expect(limit).toBeGreaterThanOrEqual(1);
        expect(limit).toBeLessThanOrEqual(most);
        // As full as the user allows, and as little waiting as one request at a time allows.
        if (limit < most) expect(waiting).toBeGreaterThan(0);
        if (limit > 1) expect(waiting).toBeLessThanOrEqual(2 * spare);
      },
    ),
  );
});

test('what is under way sinks to a lower limit slowly, and takes the limit no further down', () => {
  const concurrency = fresh();
  serveAndSay(concurrency, 64, 0, 3);
  for (const inFlight of [254, 192, 128, 80]) {
    nowMs += 500;
    concurrency.said({ running: 64, waiting: inFlight - 64 }, { nowMs, inFlight, isPassed: false });
  }
  expect(concurrency.limit).toBe(72);
});

test('where a person’s question passes a batch, half as many wait as run', () => {
  const concurrency = fresh();
  for (let i = 0; i < 20; i++) {
    nowMs += 500;
    const inFlight = concurrency.limit;
    const load = { running: Math.min(64, inFlight), waiting: Math.max(0, inFlight - 64) };
    concurrency.said(load, { nowMs, inFlight, isPassed: true });
  }
  expect(concurrency.limit).toBeGreaterThanOrEqual(80);
  expect(concurrency.limit).toBeLessThanOrEqual(128);
});

test('when a server says no more, its throughput is watched again', () => {
  const concurrency = fresh();
  expect(serveAndSay(concurrency, 24, 0, 20)).toBeLessThan(32);
  nowMs += 20_000;
  expect(median(serve(concurrency, kneeAt(100), 60_000).slice(-10_000))).toBeGreaterThan(70);
});

test('while it says something, a slow moment takes nothing back', () => {
  const concurrency = fresh();
  const limit = serveAndSay(concurrency, 64, 0, 20);
  for (let i = 0; i < 500; i++) {
    concurrency.completed({ nowMs: nowMs + i, latencyMs: 60_000, inFlight: limit });
  }
  expect(concurrency.limit).toBe(limit);
});
