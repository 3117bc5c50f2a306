import { studentQuantile } from './distributions.ts';

export interface PairedRatio {
  /** Of the geometric mean of the ratios. */
  lift: number;
  interval: [low: number, high: number];
  /** Two-sided, by the signs alone that the pairs could have had. */
  pValue: number;
  /** The least that so many pairs can give: 2 / 2^n. */
  leastPValue: number;
}

/** 2^18 sums take milliseconds. */
const maxExactPairs = 18;

/**
 * Pairs whose order was tossed: the mean of the logarithms of variant over control, its interval by
 * Student's t, and Fisher's randomisation test (1935): which share of all 2^n ways that the coins could have
 * fallen has a mean as far from 0. Undefined with fewer than two pairs. `logRatios`: finite.
 */
export function pairedRatio(logRatios: readonly number[], alpha: number): PairedRatio | undefined {
  const n = logRatios.length;
  if (n < 2) return undefined;
  const mean = logRatios.reduce((sum, one) => sum + one, 0) / n;
  const variance = logRatios.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1);
  const reach = studentQuantile(1 - alpha / 2, n - 1) * Math.sqrt(variance / n);
  return {
    lift: Math.expm1(mean),
    interval: [Math.expm1(mean - reach), Math.expm1(mean + reach)],
    pValue: randomisationP(logRatios),
    leastPValue: 2 / 2 ** n,
  };
}

/**
 * A Gray code turns one pair at a time. Of more pairs than can be looked at, the first so many alone are
 * turned: a subgroup of all ways, for which the test holds as well.
 */
function randomisationP(values: readonly number[]): number {
  const turned = values.slice(0, maxExactPairs);
  const observed = Math.abs(values.reduce((sum, one) => sum + one, 0));
  let sum = values.reduce((all, one) => all + one, 0);
  const signs = turned.map(() => 1);
  const ways = 2 ** turned.length;
  // Rounding must not make a way that is the same look smaller.
  const least = observed * (1 - 1e-9);
  let asFar = 0;
  for (let way = 0; way < ways; way++) {
    if (Math.abs(sum) >= least) asFar += 1;
    const at = Math.min(turned.length - 1, 31 - Math.clz32((way + 1) & -(way + 1)));
    sum -= 2 * (signs[at] ?? 0) * (turned[at] ?? 0);
    signs[at] = -(signs[at] ?? 0);
  }
  return asFar / ways;
}
