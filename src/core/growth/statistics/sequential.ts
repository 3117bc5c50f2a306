import type { Effect } from './effect.ts';
import type { Tested } from './welch.ts';

/**
 * The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2023, arXiv
 * 2103.06476v7): the interval of equation 9 and the p value of equation 155, valid at every look
 * together. `nStar` is the number of units of both arms at which it is narrowest.
 */
export function sequentialTest(
  { value, variance, n }: Effect,
  { alpha, nStar }: { alpha: number; nStar: number },
): Tested {
  const rhoSquared = rhoSquaredOf(alpha, nStar);
  const grown = n * rhoSquared + 1;
  const reach = Math.sqrt(variance) * sequentialCritical(n, { alpha, nStar });
  const logEvidence = (rhoSquared * value ** 2 * n) / (2 * grown * variance) - Math.log(grown) / 2;
  return {
    pValue: Math.min(1, Math.exp(-logEvidence)),
    interval: [value - reach, value + reach],
  };
}

/** How many standard errors the interval reaches at `n` units. */
export function sequentialCritical(
  n: number,
  { alpha, nStar }: { alpha: number; nStar: number },
): number {
  const rhoSquared = rhoSquaredOf(alpha, nStar);
  const grown = n * rhoSquared + 1;
  return Math.sqrt((2 * grown * Math.log(Math.sqrt(grown) / alpha)) / (n * rhoSquared));
}

/** Equation 161: the rho for which the sequence is narrowest at `nStar` units. */
function rhoSquaredOf(alpha: number, nStar: number): number {
  const evidence = -2 * Math.log(alpha);
  return (evidence + Math.log(evidence + 1)) / nStar;
}
