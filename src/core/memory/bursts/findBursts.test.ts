import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findBursts } from './findBursts.ts';

test('the ends of a strong burst are not drawn out by slightly busy days beside it', () => {
  const posts = Array.from({ length: 60 }, (_, bin) => {
    if (bin >= 30 && bin < 36) return 40;
    return bin === 28 || bin === 29 || bin === 36 || bin === 37 ? 9 : 4;
  });
  const totals = posts.map(() => 200);
  expect(findBursts(posts, totals)).toMatchObject([{ firstBin: 30, lastBin: 35 }]);
});

test('two bursts of different strength are both found', () => {
  const posts = Array.from({ length: 80 }, (_, bin) =>
    bin >= 20 && bin < 28 ? 60 : bin >= 50 && bin < 60 ? 14 : 5,
  );
  const totals = posts.map(() => 300);
  expect(findBursts(posts, totals)).toMatchObject([
    { firstBin: 20, lastBin: 27 },
    { firstBin: 50, lastBin: 59 },
  ]);
});

test('random series: bursts are apart, in order and of positive weight', () => {
  const bins = fc.array(fc.tuple(fc.nat(30), fc.nat(100)), { maxLength: 60 });
  fc.assert(
    fc.property(bins, (given) => {
      const posts = given.map(([own]) => own);
      const bursts = findBursts(
        posts,
        given.map(([own, others]) => own + others),
      );
      for (const [at, { firstBin, lastBin, weight }] of bursts.entries()) {
        expect(firstBin).toBeGreaterThan(bursts[at - 1]?.lastBin ?? -1);
        expect(lastBin).toBeGreaterThanOrEqual(firstBin);
        expect(lastBin).toBeLessThan(posts.length);
        expect(weight).toBeGreaterThan(0);
      }
    }),
  );
});
