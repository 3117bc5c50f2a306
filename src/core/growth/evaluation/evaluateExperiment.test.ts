import { describe, expect, test } from 'vitest';
import type { Decision, Evaluation } from '../../../contract/index.ts';
import { evaluateExperiment } from './evaluateExperiment.ts';
import { planSize } from './planSize.ts';
import { parseEvaluation } from './readEvaluationFile.ts';

const proportion = { kind: 'proportion', higherIsBetter: true };

/** An experiment of conversions of 5,000 units an arm, 250 in the control. */
function evaluated(sum: number, more: object = {}, arm: object = {}): Evaluation {
  return evaluateExperiment(
    parseEvaluation({
      ...{ metric: proportion, control: { n: 5_000, sum: 250 }, days: 7 },
      ...{ variants: [{ id: 'B', n: 5_000, sum, ...arm }], ...more },
    }),
  );
}

const guardrail = (sum: number) => ({
  ...{ name: 'unsubscribes', metric: { kind: 'proportion', higherIsBetter: false } },
  control: { n: 5_000, sum: 50 },
  variants: [{ id: 'B', n: 5_000, sum }],
});

describe('the decision', () => {
  test.each<[why: string, decision: Decision, sum: number, more?: object, arm?: object]>([
    ['a clear win', 'scale', 350],
    ['a win that reaches the minimum effect', 'scale', 350, { minimumEffect: 0.2 }],
    ['a win below the minimum effect', 'keep', 350, { minimumEffect: 0.5 }],
    ['a clear loss', 'kill', 180],
    ['a win that harms a guardrail', 'kill', 350, { guardrails: [guardrail(120)] }],
    ['a guardrail that is not harmed', 'scale', 350, { guardrails: [guardrail(55)] }],
    ['a split that was not meant', 'invalid', 350, { allocation: [0.6, 0.4] }],
    ['units that saw both', 'invalid', 350, { multipleExposures: 500 }],
    ['nothing to see', 'inconclusive', 255],
    ['a win of two days', 'inconclusive', 350, { days: 2 }],
    ['a win that looks may explain', 'inconclusive', 300, { sequential: { nStar: 5_000 } }],
    ['the same with one look', 'scale', 300],
    ['as good and cheaper', 'keep', 250, { ...cheap, minimumEffect: 0.25 }, { cost: 1 }],
    ['as good and dearer', 'inconclusive', 250, { ...cheap, minimumEffect: 0.25 }, { cost: 3 }],
  ])('%s: %s', (_, decision, sum, more, arm) => {
    expect(evaluated(sum, more, arm)).toMatchObject({ decision });
  });

  test('of a metric where less is better is turned', () => {
    const metric = { ...proportion, higherIsBetter: false };
    const less = evaluated(180, { metric });
    expect(less.decision).toBe('scale');
    expect(less.variants[0]?.lift).toBeCloseTo(-0.28);
    expect(less.variants[0]?.chanceToWin).toBeGreaterThan(0.99);
    expect(evaluated(350, { metric }).decision).toBe('kill');
  });

  test('names the winner of several, and corrects for their number', () => {
    const variants = [
      { id: 'B', n: 5_000, sum: 300 },
      { id: 'C', n: 5_000, sum: 260 },
    ];
    const alone = evaluated(300).variants[0];
    const two = evaluated(0, { variants });
    expect(alone?.decision).toBe('scale');
    expect(two.variants[0]?.adjustedPValue).toBeCloseTo(2 * (alone?.pValue ?? 0));
    expect(two.decision).toBe('inconclusive');
    const won = evaluated(0, { variants: [...variants, { id: 'D', n: 5_000, sum: 400 }] });
    expect(won).toMatchObject({ decision: 'scale', winner: 'D' });
    expect(won.reasons.join(' ')).toContain('D: It wins: +60.0 %');
  });

  test('says what more data would cost, and shows its rule', () => {
    const { reasons, rule } = evaluated(255, { minimumEffect: 0.1, days: 10 });
    expect(reasons.join(' ')).toMatch(/takes [\d,]+ units an arm: about \d+ days more/);
    expect(rule).toMatchObject({ alpha: 0.05, minUnits: 150, minDays: 3, days: 10 });
    const late = evaluated(255, { minimumEffect: 0.9 });
    expect(late.reasons.join(' ')).toContain('the effect is probably smaller');
    expect(evaluated(255).reasons.join(' ')).toContain('State the minimum effect');
  });

  test('takes a prior, and the shares by the names of the arms', () => {
    expect(evaluated(300).variants[0]?.chanceToWin).toBeCloseTo(0.9773362189610139, 12);
    const prior = { mean: 0, sd: 0.3 };
    expect(evaluated(300, { prior }).variants[0]?.chanceToWin).toBeCloseTo(0.9712202759927856, 12);
    expect(evaluated(300, { allocation: { control: 3, B: 1 } }).decision).toBe('invalid');
    expect(evaluated(300, { allocation: { control: 1, B: 1 } }).srm?.pValue).toBe(1);
    expect(() => evaluated(300, { allocation: { control: 1, C: 1 } })).toThrow('control, B');
  });

  test('few units are no verdict, however large the lift', () => {
    const few = { control: { n: 100, sum: 5 }, variants: [{ id: 'B', n: 100, sum: 60 }] };
    expect(evaluated(0, few)).toMatchObject({ decision: 'inconclusive' });
    expect(evaluated(0, few).reasons.join(' ')).toContain('a verdict needs 150');
  });
});

const cheap = { control: { n: 5_000, sum: 250, cost: 2 } };

describe('figures that tell nothing', () => {
  test.each<[why: string, control: object, variant: object, says: RegExp]>([
    ['an empty arm', { n: 500, sum: 20 }, { n: 0, sum: 0 }, /B has no units/],
    ['one unit', { n: 500, sum: 20 }, { n: 1, sum: 1 }, /fewer than two units/],
    ['nobody converted', { n: 500, sum: 0 }, { n: 500, sum: 3 }, /control does not vary/],
    ['everybody converted', { n: 500, sum: 20 }, { n: 500, sum: 500 }, /B does not vary/],
  ])('%s', (_, control, variant, says) => {
    const found = evaluated(0, { control, variants: [{ id: 'B', ...variant }] });
    expect(found.decision).toBe('inconclusive');
    expect(found.reasons.join(' ')).toMatch(says);
    expect(found.variants[0]).not.toHaveProperty('lift');
  });

  test('a constant metric, a mean of 0, and sums of 1e12', () => {
    const mean = (control: object, variant: object) =>
      evaluated(0, { metric: { kind: 'mean' }, control, variants: [{ id: 'B', ...variant }] });
    const constant = { n: 1_000, sum: 5_000, sumSquares: 25_000 };
    expect(mean(constant, constant).reasons.join(' ')).toContain('does not vary');
    const zero = { n: 1_000, sum: 0, sumSquares: 1_000 };
    expect(mean(zero, zero).reasons.join(' ')).toContain('mean is 0');
    const large = { n: 1_000, sum: 1e12, sumSquares: 1.0001e21 };
    const larger = { n: 1_000, sum: 1.01e12, sumSquares: 1.0202e21 };
    expect(mean(large, larger).variants[0]?.lift).toBeCloseTo(0.01);
    expect(mean(large, larger).decision).toBe('scale');
    const lost = { n: 1_000, sum: 1e12, sumSquares: 1e21 + 1e7 };
    expect(mean(lost, lost).reasons.join(' ')).toContain('too large to tell');
  });
});

describe('figures that cannot be', () => {
  const arm = { n: 500, sum: 20 };
  test.each<[why: string, input: object, says: RegExp]>([
    ['no control', { control: undefined }, /control is missing/],
    ['no variants', { variants: [] }, /variants: /],
    ['a negative count', { control: { n: -5, sum: 1 } }, /control\.n: /],
    ['half a unit', { control: { n: 5.5, sum: 1 } }, /control\.n: /],
    ['an infinite sum', { control: { n: 5, sum: Number.POSITIVE_INFINITY } }, /control\.sum: /],
    ['no sum', { control: { n: 500 } }, /control: sum is missing/],
    ['more conversions than units', { control: { n: 5, sum: 6 } }, /control: sum is 6 of 5 units/],
    ['a mean without squares', { metric: { kind: 'mean' } }, /control: sumSquares is missing/],
    ['a ratio without products', ratio({}), /control: sumProducts is missing/],
    ['two of one id', { variants: [arm, arm].map((one) => ({ id: 'B', ...one })) }, /same id/],
    ['shares of another experiment', { allocation: [1, 1, 1] }, /3 shares for 2 arms/],
    [
      'CUPED of one arm',
      { control: { ...arm, cuped: { sum: 1, sumSquares: 1, sumProducts: 1 } } },
      /B: cuped is missing/,
    ],
    [
      'a guardrail of an unknown variant',
      { guardrails: [{ ...guardrail(50), variants: [{ id: 'X', ...arm }] }] },
      /no variant X/,
    ],
  ])('%s', (_, input, says) => {
    const whole = { metric: proportion, control: arm, variants: [{ id: 'B', ...arm }], ...input };
    expect(() => evaluateExperiment(parseEvaluation(whole))).toThrow(
      expect.objectContaining({
        code: 'experiment.invalidInput',
        message: expect.stringMatching(says),
      }),
    );
  });

  test('squares smaller than those of any values', () => {
    const impossible = { n: 10, sum: 100, sumSquares: 900 };
    const variants = [{ id: 'B', ...impossible }];
    expect(() => evaluated(0, { metric: { kind: 'mean' }, control: impossible, variants })).toThrow(
      /no values have such sums/,
    );
  });
});

function ratio(more: object): object {
  const arm = { n: 500, sum: 900, sumSquares: 2_000, denominatorSum: 500 };
  const whole = { ...arm, denominatorSumSquares: 700, ...more };
  return { metric: { kind: 'ratio' }, control: whole, variants: [{ id: 'B', ...whole }] };
}

test('a ratio without a denominator is told', () => {
  const none = { denominatorSum: 0, denominatorSumSquares: 0, sumProducts: 0 };
  expect(evaluated(0, ratio(none)).reasons.join(' ')).toContain('denominator of control sums to 0');
});

test('a covariate narrows the interval', () => {
  const arm = (sum: number, before: number) => ({ n: 1_000, sum, sumSquares: 34_000, before });
  const [control, variant] = [arm(5_000, 4_800), arm(5_200, 4_850)].map(({ before, ...one }) => ({
    ...one,
    cuped: { sum: before, sumSquares: 31_000, sumProducts: 30_500 },
  }));
  const width = (one: object | undefined, other: object | undefined): number => {
    const more = { metric: { kind: 'mean' }, control: one, variants: [{ id: 'B', ...other }] };
    const [low = 0, high = 0] = evaluated(0, more).variants[0]?.interval ?? [];
    return high - low;
  };
  const without = (one: object | undefined) => ({ ...one, cuped: undefined });
  expect(width(control, variant)).toBeLessThan(width(without(control), without(variant)));
});

test('a size is planned for one look and for many, for several variants and in days', () => {
  const input = { baseline: 0.05, minimumEffect: 0.2, alpha: 0.05, power: 0.8, variants: 1 };
  const { fixed, sequential } = planSize({ ...input, unitsPerDay: 1_000 });
  expect(fixed).toEqual({ unitsPerArm: 8_800, units: 17_600, days: 18 });
  expect(sequential.units).toBeGreaterThan(fixed.units);
  expect(planSize({ ...input, variants: 2 }).fixed.unitsPerArm).toBeGreaterThan(fixed.unitsPerArm);
  for (const wrong of [
    { minimumEffect: 0 },
    { baseline: 0 },
    { baseline: 1.5 },
    { minimumEffect: 30 },
    // More units than there can be: halving such numbers never ended.
    { baseline: 1.4e-126, minimumEffect: 80 },
    { baseline: 1e-300, minimumEffect: 1e-9 },
    { baseline: 1e-9, minimumEffect: 1e-6 },
    { baseline: 5, minimumEffect: 1e-200, sd: 1e200 },
  ]) {
    expect(() => planSize({ ...input, ...wrong })).toThrow(
      expect.objectContaining({ code: 'experiment.invalidInput' }),
    );
  }
});
