import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cheapestBursts } from './automaton.ts';

/** Bins with their posts of the topic, never more than all of the bin. */
const series = fc
  .array(fc.tuple(fc.nat(30), fc.nat(200)), { minLength: 1, maxLength: 60 })
  .map((bins) => ({
    posts: bins.map(([own]) => own),
    totals: bins.map(([own, others]) => own + others),
  }));

test('a planted burst is found with its bins', () => {
  const posts = Array.from({ length: 40 }, (_, bin) => (bin >= 20 && bin < 26 ? 30 : 3));
  const totals = posts.map(() => 100);
  const bursts = cheapestBursts(posts, totals);
  expect(bursts).toHaveLength(1);
  expect(bursts[0]).toMatchObject({ firstBin: 20, lastBin: 25 });
  expect(bursts[0]?.weight).toBeGreaterThan(20);
});

test('when everything is posted more, nothing bursts', () => {
  const posts = Array.from({ length: 40 }, (_, bin) => (bin >= 20 && bin < 26 ? 30 : 3));
  expect(
    cheapestBursts(
      posts,
      posts.map((count) => count * 20),
    ),
  ).toEqual([]);
});

test('no posts, all posts, no bins and empty bins are no burst', () => {
  expect(cheapestBursts([], [])).toEqual([]);
  expect(cheapestBursts([0, 0, 0], [5, 0, 9])).toEqual([]);
  expect(cheapestBursts([5, 6, 50], [5, 6, 50])).toEqual([]);
  expect(cheapestBursts([0, 1, 0], [0, 1_000, 0])).toEqual([]);
});

test('the path is the cheapest of all paths', () => {
  const short = fc.array(fc.tuple(fc.nat(12), fc.nat(40)), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(short, fc.double({ min: 0.1, max: 2, noNaN: true }), (bins, gamma) => {
      const posts = bins.map(([own]) => own);
      const totals = bins.map(([own, others]) => own + others);
      const own = posts.reduce((a, b) => a + b, 0);
      const all = totals.reduce((a, b) => a + b, 0);
      fc.pre(own > 0 && own * 2 < all);
      const bursts = cheapestBursts(posts, totals, { gamma });
      const entry = gamma * Math.log(Math.max(2, posts.length));
      const costOf = (states: readonly boolean[]): number =>
        states.reduce((cost, isBurst, bin) => {
          const share = (own / all) * (isBurst ? 2 : 1);
          const [count, total] = [posts[bin] ?? 0, totals[bin] ?? 0];
          const bins = -count * Math.log(share) - (total - count) * Math.log(1 - share);
          return cost + bins + (isBurst && !states[bin - 1] ? entry : 0);
        }, 0);
      const found = posts.map((_, bin) =>
        bursts.some(({ firstBin, lastBin }) => firstBin <= bin && bin <= lastBin),
      );
      const costs = Array.from({ length: 2 ** posts.length }, (_, code) =>
        costOf(posts.map((__, bin) => ((code >> bin) & 1) === 1)),
      );
      expect(costOf(found)).toBeCloseTo(Math.min(...costs), 6);
    }),
  );
});

test('bursts are apart, in order, of positive weight, and reversing time keeps their weight', () => {
  fc.assert(
    fc.property(series, ({ posts, totals }) => {
      const bursts = cheapestBursts(posts, totals, { gamma: 1 });
      for (const [at, { firstBin, lastBin, weight }] of bursts.entries()) {
        expect(firstBin).toBeGreaterThan((bursts[at - 1]?.lastBin ?? -2) + 1);
        expect(lastBin).toBeGreaterThanOrEqual(firstBin);
        expect(weight).toBeGreaterThan(0);
      }
      const total = (found: typeof bursts): number =>
        found.reduce((sum, { weight }) => sum + weight, 0);
      const entry = Math.log(Math.max(2, posts.length));
      const turned = cheapestBursts(posts.toReversed(), totals.toReversed(), { gamma: 1 });
      expect(total(turned) - turned.length * entry).toBeCloseTo(
        total(bursts) - bursts.length * entry,
        6,
      );
    }),
  );
});
