import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { engagementOf } from './engagement.ts';
import { bootstrapMean } from './estimates/bootstrapMean.ts';
import { medianBounds } from './estimates/medianInterval.ts';
import { wilson } from './estimates/wilson.ts';
import { freshnessOf, halfLifeOf } from './views/halfLife.ts';
import { velocityOf } from './views/velocity.ts';
import { type ViewCurve, viewsAtAge } from './views/viewCurve.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Snapshots as [time in hours, views, unit]. */
function curve(...points: [hours: number, views: number, unit?: number][]): ViewCurve {
  return {
    observedAtMs: points.map(([hours]) => hours * hourMs),
    views: points.map(([, views]) => views),
    unit: points.map(([, , unit = 1]) => unit),
  };
}

describe('velocity', () => {
  test('carries the rounding of both counts', () => {
    // "2.9M" to "3.2M" is +0.2M to +0.4M.
    const found = velocityOf(curve([0, 2_900_000, 100_000], [10, 3_200_000, 100_000]));
    expect(found).toEqual({
      ...{ value: 30_000, low: 20_000, high: 40_000 },
      ...{ fromMs: 0, toMs: 10 * hourMs },
    });
  });

  test('is of the last two snapshots an hour apart, whatever came before', () => {
    const points = curve([0, 0], [100, 1_000], [110, 1_500], [110.5, 1_520]);
    expect(velocityOf(points)).toMatchObject({ value: 520 / 10.5, fromMs: 100 * hourMs });
  });

  test('says why there is none', () => {
    expect(velocityOf(curve())).toBe('no-snapshots');
    expect(velocityOf(curve([5, 100]))).toBe('one-snapshot');
    expect(velocityOf(curve([5, 100], [5.9, 200]))).toBe('snapshots-too-close');
    expect(velocityOf(curve([0, 1_000], [10, 900]))).toBe('views-fell');
    // A fall that rounding explains is none.
    expect(velocityOf(curve([0, 1_000, 100], [10, 980, 20]))).toMatchObject({ value: 0, low: 0 });
  });
});

describe('views at an age', () => {
  const published = curve([24, 1_000], [240, 3_000]);

  test('between snapshots, a tenfold age is the whole way', () => {
    expect(viewsAtAge(published, 0, 24 * hourMs)?.value).toBe(1_000);
    expect(viewsAtAge(published, 0, Math.sqrt(10) * 24 * hourMs)?.value).toBeCloseTo(2_000);
  });

  test('near a snapshot, between standing still and a straight line', () => {
    const found = viewsAtAge(published, 0, 264 * hourMs);
    expect(found?.low).toBe(3_000);
    expect(found?.value).toBeCloseTo(3_150);
    expect(found?.high).toBeCloseTo(3_300);
    const before = viewsAtAge(published, 0, 20 * hourMs);
    expect(before?.low).toBeCloseTo(1_000 * (20 / 24));
    expect(before?.high).toBe(1_000);
  });

  test('far from every snapshot it is not known', () => {
    expect(viewsAtAge(published, 0, 12 * hourMs)).toBeUndefined();
    expect(viewsAtAge(published, 0, 400 * hourMs)).toBeUndefined();
    expect(viewsAtAge(curve(), 0, dayMs)).toBeUndefined();
  });
});

test('the interval of a median is that of drawn resamples', () => {
  for (const n of [5, 9, 10, 31]) {
    const { low, high } = medianBounds(n);
    // As many resamples as make the drawn bounds sure to a place.
    const drawn = drawnMedians(n, 5_000);
    expect(Math.abs(low - (drawn[Math.floor(drawn.length * 0.025)] ?? 0))).toBeLessThanOrEqual(1);
    expect(Math.abs(high - (drawn[Math.floor(drawn.length * 0.975)] ?? 0))).toBeLessThanOrEqual(1);
  }
  expect(medianBounds(5)).toEqual({ low: 0, high: 4 });
});

/** Sorted medians of resamples of 0 to n - 1. */
function drawnMedians(n: number, count: number): number[] {
  let state = 7;
  const draw = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * n);
  };
  return Array.from({ length: count }, () => {
    const sample = Array.from({ length: n }, draw).sort((a, b) => a - b);
    const upper = sample[n >> 1] ?? 0;
    return n % 2 === 1 ? upper : ((sample[(n >> 1) - 1] ?? 0) + upper) / 2;
  }).sort((a, b) => a - b);
}

test('a bootstrap of the same values gives the same interval, around the mean', () => {
  const values = [10, 30, 20, 50, 40, 15, 25, 35, 45, 30];
  const found = bootstrapMean(values);
  expect(found).toEqual(bootstrapMean(values));
  // 30 +- 1.96 x 12.2 / sqrt(10).
  expect(found.value).toBe(30);
  expect(Math.abs(found.low - 22.5)).toBeLessThan(1);
  expect(Math.abs(found.high - 37.5)).toBeLessThan(1);
});

test('engagement names what it counted and carries rounding', () => {
  const snapshots = [
    {
      observedAtMs: 1,
      counts: { views: { value: 1_000, unit: 100 }, likes: { value: 50, unit: 1 } },
    },
    { observedAtMs: 2, counts: { views: { value: 2_000, unit: 100 } } },
  ];
  expect(engagementOf(snapshots, 'interactions-per-view', undefined)).toEqual({
    ...{ value: 0.05, low: 50 / 1_050, high: 50 / 950 },
    ...{ counted: ['likes'], observedAtMs: 1 },
  });
  expect(engagementOf(snapshots, 'saves-per-view', undefined)).toBe('no-interactions');
  expect(engagementOf(snapshots, 'interactions-per-follower', undefined)).toBe('no-followers');
  expect(engagementOf(snapshots, 'interactions-per-follower', 200)).toMatchObject({ value: 0.25 });
  expect(engagementOf([], 'likes-per-view', undefined)).toBe('no-snapshots');
});

test('half-life is bounded by the two snapshots around the half', () => {
  const at = (days: number, likes: number) => ({
    observedAtMs: days * dayMs,
    counts: { views: { value: likes * 20, unit: 1 }, likes: { value: likes, unit: 1 } },
  });
  const found = halfLifeOf([at(1, 20), at(4, 80), at(30, 100)], 0);
  expect(found).toMatchObject({ lowMs: dayMs, highMs: 4 * dayMs, basis: 'interactions' });
  if (typeof found === 'string') throw new Error(found);
  // Half of the way from 20 to 80, in the logarithm of age.
  expect(found.valueMs / dayMs).toBeCloseTo(2);
  expect(freshnessOf(found, 4 * dayMs).value).toBeCloseTo(0.25);
  expect(halfLifeOf([at(10, 80), at(30, 100)], 0)).toBe('half-before-first-snapshot');
  expect(halfLifeOf([at(10, 80)], 0)).toBe('one-snapshot');
  expect(halfLifeOf([at(10, 80)], undefined)).toBe('no-publication-date');
});

test('a share lies within its interval, and nothing of nothing is unknown', () => {
  expect(wilson(0, 0)).toEqual({ value: 0, low: 0, high: 1 });
  // In plain arithmetic 4e-19.
  for (let whole = 1; whole < 200; whole++) expect(wilson(0, whole).low).toBe(0);
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(1_000), (part, more) => {
      const { value, low, high } = wilson(part, part + more + 1);
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
    }),
  );
});
