import { expect, test } from 'vitest';
import { findBursts } from './findBursts.ts';
import { stageOf } from './stageOf.ts';

/** A topic in a library of 200 posts a bin; 28 bins of period after 84 of history. */
function stage(postsOf: (bin: number) => number): string {
  const posts = Array.from({ length: 112 }, (_, bin) => postsOf(bin - 84));
  const totals = posts.map(() => 200);
  return stageOf({ posts, totals, bursts: findBursts(posts, totals), windowBins: 28 });
}

test('the stages are told by when posts come', () => {
  expect(stage((bin) => (bin < 10 ? 0 : 5))).toBe('emerging');
  expect(stage((bin) => (bin < 15 ? 3 : bin))).toBe('rising');
  expect(stage((bin) => (bin < 10 ? 3 : bin < 21 ? 30 : 14))).toBe('peak');
  expect(stage((bin) => (bin >= 2 && bin < 16 ? 20 : 4))).toBe('peak');
  expect(stage((bin) => (bin >= -20 && bin < -5 ? 20 : 3))).toBe('fading');
  expect(stage((bin) => (bin < 0 ? 6 : 0))).toBe('fading');
  expect(stage(() => 4)).toBe('evergreen');
});

test('a slow rise without a burst is told by the proportions, noise is not', () => {
  expect(stage((bin) => (bin < 0 ? 4 : 6))).toBe('rising');
  expect(stage((bin) => (bin < 0 ? 6 : 4))).toBe('fading');
  expect(stage((bin) => (bin === 3 || bin === -9 ? 1 : 0))).toBe('evergreen');
});

test('a topic of one video, and a library that begins in the period, are not emerging', () => {
  expect(stage((bin) => (bin === 20 ? 1 : 0))).toBe('evergreen');
  const posts = Array.from({ length: 56 }, (_, bin) => (bin < 28 ? 0 : 2));
  const totals = posts.map((count) => count * 5);
  expect(stageOf({ posts, totals, bursts: [], windowBins: 28 })).toBe('evergreen');
});
