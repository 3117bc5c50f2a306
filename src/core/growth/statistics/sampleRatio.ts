import { chiSquareTail } from './distributions.ts';

/** A split this unlikely is broken, not chance (Fabijan and others 2019, KDD). */
export const maxMismatchP = 0.001;

/**
 * Sample-ratio mismatch: Pearson's chi-square of the units of each arm against the shares that were
 * allocated. Arms with a share of 0 are left out. The p value; 1 of no units.
 */
export function sampleRatioTest(units: readonly number[], shares: readonly number[]): number {
  const arms = units
    .map((count, at) => ({ count, share: shares[at] ?? 0 }))
    .filter(({ share }) => share > 0);
  const total = arms.reduce((sum, { count }) => sum + count, 0);
  const whole = arms.reduce((sum, { share }) => sum + share, 0);
  if (total === 0 || arms.length < 2) return 1;
  const statistic = arms.reduce((sum, { count, share }) => {
    const expected = (share / whole) * total;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  return chiSquareTail(statistic, arms.length - 1);
}
