import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addGains, rateBetween, sumOfRates } from './velocity.ts';

const hour = 3_600_000;

test('“2.9M” to “3.2M” in ten hours is 20,000 to 40,000 views an hour', () => {
  const first = { atMs: 0, views: 2_900_000, unit: 100_000 };
  const last = { atMs: 10 * hour, views: 3_200_000, unit: 100_000 };
  expect(rateBetween(first, last)).toEqual({ value: 30_000, low: 20_000, high: 40_000 });
});

test('exact counts have no interval; views that fall give a negative rate', () => {
  const at = (atMs: number, views: number) => ({ atMs, views, unit: 0 });
  expect(rateBetween(at(0, 50), at(2 * hour, 30))).toEqual({ value: -10, low: -10, high: -10 });
  expect(rateBetween(at(0, 50), at(hour / 2, 90))).toBeUndefined();
  expect(sumOfRates([])).toEqual({ value: 0, low: 0, high: 0, videos: 0 });
});

test('gains in the bins add up to what was gained within them', () => {
  const snapshots = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: -50, max: 1_000 })), {
      minLength: 2,
      maxLength: 12,
    })
    .map((steps) => {
      let [atMs, views] = [0, 0];
      return steps.map(([apart, change]) => {
        atMs += apart;
        views += change;
        return { atMs, views, unit: 0 };
      });
    });
  fc.assert(
    fc.property(snapshots, (own) => {
      const gains = new Array<number>(100).fill(0);
      addGains(gains, own, { startMs: 0, binMs: 100 });
      const gained = (own.at(-1)?.views ?? 0) - (own[0]?.views ?? 0);
      expect(gains.reduce((sum, gain) => sum + gain, 0)).toBeCloseTo(gained, 6);
      // Two bins in the middle of the same time hold what is left of it.
      const late = new Array<number>(200).fill(0);
      addGains(late, own, { startMs: 50, binMs: 100 });
      expect(late.every(Number.isFinite)).toBe(true);
    }),
  );
});
