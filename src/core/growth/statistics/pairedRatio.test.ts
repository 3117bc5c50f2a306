import { expect, test } from 'vitest';
import { pairedRatio } from './pairedRatio.ts';

const of = (ratios: readonly number[]) => pairedRatio(ratios.map(Math.log), 0.05);

test('the lift is that of the geometric mean, and the interval that of its logarithm', () => {
  const found = of([1.1, 1.3, 0.9, 1.2]);
  expect(found?.lift).toBeCloseTo((1.1 * 1.3 * 0.9 * 1.2) ** (1 / 4) - 1, 12);
  const [low = 0, high = 0] = found?.interval ?? [];
  expect(Math.log1p(low) + Math.log1p(high)).toBeCloseTo(2 * Math.log1p(found?.lift ?? 0), 12);
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(0.1);
});

test('p counts the ways in which the coins could have fallen', () => {
  // All eight ahead by the same: only all and none are as far.
  expect(of(Array.from({ length: 8 }, () => 1.5))?.pValue).toBe(2 / 256);
  // Of the sums of +-1 +-2 +-4 those of 5 and 7 are as far as 5: 4 of 8.
  expect(pairedRatio([-1, 2, 4], 0.05)?.pValue).toBe(0.5);
  expect(pairedRatio([1, -1], 0.05)?.pValue).toBe(1);
  expect(of([2, 2, 2])).toMatchObject({ pValue: 0.25, leastPValue: 0.25 });
  expect(of([2])).toBeUndefined();
  // More pairs than can be turned at once are no reason to give up.
  expect(of(Array.from({ length: 40 }, () => 1.5))?.pValue).toBeLessThan(0.001);
});

test('without a difference one in twenty is below .05', () => {
  let state = 1;
  const uniform = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const trials = 600;
  let found = 0;
  for (let trial = 0; trial < trials; trial++) {
    const pairs = Array.from({ length: 8 }, () => Math.log(uniform() / uniform()));
    if ((pairedRatio(pairs, 0.05)?.pValue ?? 1) <= 0.05) found += 1;
  }
  expect(found / trials).toBeLessThan(0.08);
  expect(found / trials).toBeGreaterThan(0.02);
});
