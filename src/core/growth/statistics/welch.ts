import { studentQuantile, studentTwoSided } from './distributions.ts';
import type { Effect } from './effect.ts';

export interface Tested {
  pValue: number;
  interval: [low: number, high: number];
}

/**
 * Welch's test of an effect against 0, two-sided, for one look at a size that was planned: the p
 * value and the interval at 1 - alpha.
 */
export function welchTest({ value, variance, degrees }: Effect, alpha: number): Tested {
  const standardError = Math.sqrt(variance);
  const reach = studentQuantile(1 - alpha / 2, degrees) * standardError;
  return {
    pValue: studentTwoSided(value / standardError, degrees),
    interval: [value - reach, value + reach],
  };
}
