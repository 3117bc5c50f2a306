import { expect, test } from 'vitest';
import { meanStatistic, proportionStatistic } from './armStatistic.ts';
import { defaultPrior, posteriorOf } from './bayesian.ts';
import { adjustByCovariate } from './cuped.ts';
import { chiSquareTail, normalCdf, studentTwoSided } from './distributions.ts';
import { difference, relativeLift } from './effect.ts';
import { holm } from './holm.ts';
import { kaplanMeier, medianSurvival } from './kaplanMeier.ts';
import { logRank } from './logRank.ts';
import { type Plan, plannedSequentialUnits, plannedUnits, powerOf } from './plannedSize.ts';
import { sampleRatioTest } from './sampleRatio.ts';
import { sequentialTest } from './sequential.ts';

const control = proportionStatistic({ n: 5_000, sum: 250 });
const variant = proportionStatistic({ n: 5_000, sum: 300 });
const lift = relativeLift(control, variant);

test('the always-valid interval is that of GrowthBook', () => {
  const { interval, pValue } = sequentialTest(lift, { alpha: 0.05, nStar: 5_000 });
  expect(lift.value).toBeCloseTo(0.2, 14);
  expect(interval[0]).toBeCloseTo(-0.10590270566350901, 13);
  expect(interval[1]).toBeCloseTo(0.5059027056635088, 13);
  expect(pValue).toBeGreaterThan(0.05);
});

test('the chance to win is that of GrowthBook, flat and with a prior', () => {
  expect(posteriorOf(lift, undefined, 0.05).chanceToWin).toBeCloseTo(0.9773362189610139, 13);
  expect(posteriorOf(lift, defaultPrior, 0.05).chanceToWin).toBeCloseTo(0.9712202759927856, 13);
});

test('a split of 5,100 and 4,900 may be chance, one of 5,300 and 4,700 is not', () => {
  expect(sampleRatioTest([5_100, 4_900], [0.5, 0.5])).toBeCloseTo(0.04550026389635857, 14);
  expect(sampleRatioTest([5_300, 4_700], [1, 1])).toBeLessThan(0.001);
  expect(sampleRatioTest([0, 0], [1, 1])).toBe(1);
  expect(sampleRatioTest([100, 0], [1, 0])).toBe(1);
});

test('CUPED finds the theta and the difference of the reference', () => {
  const arm = (sum: number, squares: number, before: [number, number, number]) => {
    const metric = { n: 1_000, sum, sumSquares: squares };
    const [x, x2, xy] = before;
    return {
      ...{ metric, statistic: meanStatistic(metric), isProportion: false },
      ...{ covariate: { sum: x, sumSquares: x2 }, sumProducts: xy },
    };
  };
  const adjusted = adjustByCovariate(
    arm(5_000, 34_000, [4_800, 31_000, 30_500]),
    arm(5_200, 36_000, [4_850, 31_400, 31_600]),
  );
  expect(adjusted.theta).toBeCloseTo(0.8135111672322626, 13);
  const effect = difference(adjusted.control, adjusted.variant);
  expect(effect.value).toBeCloseTo(0.15932444163838744, 13);
  expect(adjusted.control.variance).toBeLessThan(
    meanStatistic({ n: 1_000, sum: 5_000, sumSquares: 34_000 }).variance,
  );
});

test('far tails keep their digits', () => {
  expect(normalCdf(-30)).toBeCloseTo(4.906713927148187e-198, 205);
  expect(normalCdf(-30) / 4.906713927148187e-198).toBeCloseTo(1, 9);
  expect(chiSquareTail(1_000, 1) / 1.7958327848007363e-219).toBeCloseTo(1, 9);
  expect(studentTwoSided(20, 1e6) / 5.7330870473904726e-89).toBeCloseTo(1, 7);
  expect(studentTwoSided(2, 1e12)).toBeCloseTo(2 * normalCdf(-2), 12);
  const sure = posteriorOf({ value: 1, variance: 0.0025, n: 100, degrees: 98 }, undefined, 0.05);
  // An integral by scipy's quad.
  expect(sure.risk.choose / 6.850062473647901e-92).toBeCloseTo(1, 9);
});

test('a lift over a negative mean has the sign of the difference', () => {
  const loss = meanStatistic({ n: 100, sum: -1_000, sumSquares: 11_000 });
  const less = meanStatistic({ n: 100, sum: -800, sumSquares: 7_400 });
  expect(relativeLift(loss, less).value).toBeCloseTo(0.2, 12);
});

test('Holm corrects the smallest most, and keeps the order', () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(holm([0.9, 0.8])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});

const plan: Plan = {
  ...{ mean: 0.05, variance: 0.0475, variantVariance: 0.06 * 0.94 },
  ...{ minimumEffect: 0.2, alpha: 0.05, power: 0.8, isProportion: true },
};

test('the planned size has the planned power, and a sequential one is larger', () => {
  const units = plannedUnits(plan);
  expect(powerOf(plan, units)).toBeGreaterThanOrEqual(0.8);
  expect(powerOf(plan, units - 1)).toBeLessThan(0.8);
  const sequential = plannedSequentialUnits(plan);
  expect(sequential).toBeGreaterThan(units);
  expect(sequential).toBeLessThan(3 * units);
  expect(plannedUnits({ ...plan, minimumEffect: -0.2 })).toBeGreaterThan(0);
});

/** Freireich's 6-MP trial (1963): weeks of remission, as in textbooks. */
const treated = [
  ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map((duration) => ({ duration, isObserved: true })),
  ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((duration) => ({
    ...{ duration, isObserved: false },
  })),
];
const placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map(
  (duration) => ({ duration, isObserved: true }),
);

test('survival and log-rank are those of the textbook', () => {
  const points = kaplanMeier(treated, 0.05);
  expect(points.find(({ time }) => time === 10)?.survival).toBeCloseTo(0.7529, 4);
  expect(medianSurvival(points).value).toBe(23);
  expect(medianSurvival(kaplanMeier(placebo, 0.05)).value).toBe(8);
  const test = logRank([treated, placebo]);
  expect(test?.statistic).toBeCloseTo(16.79, 2);
  expect(test?.pValue).toBeLessThan(0.001);
});

test('groups in which nothing ended are not compared', () => {
  const kept = [5, 6, 7].map((duration) => ({ duration, isObserved: false }));
  expect(logRank([kept, kept])).toBeUndefined();
  expect(logRank([kept])).toBeUndefined();
  expect(medianSurvival(kaplanMeier(kept, 0.05)).value).toBeUndefined();
});
