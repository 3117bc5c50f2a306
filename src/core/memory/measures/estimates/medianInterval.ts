import type { Estimate } from '../../../../contract/index.ts';

/** The share of resamples within an interval. */
const coverage = 0.95;

/** The value in the middle of sorted values, of an even number the mean of the two; 0 of none. */
export function medianOfSorted(sorted: ArrayLike<number>): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/**
 * The 95 % bootstrap interval of a median, exactly: resamples need not be drawn, because the chance
 * that the median of one is at most the k-th of n sorted values is a tail of the binomial with n and
 * k / n (Efron, 1979, The Annals of Statistics 7, section 3; Maritz and Jarrett, 1978). Gives the
 * places (from 0) of the two values that bound it. Of an even n the lower middle bounds it from below
 * and the upper middle from above.
 */
export function medianBounds(n: number): { low: number; high: number } {
  const known = boundsOf.get(n);
  if (known !== undefined) return known;
  const lower = Math.ceil(n / 2);
  const upper = (n >> 1) + 1;
  const tail = (1 - coverage) / 2;
  const bounds = {
    low: firstPlace(n, (k) => tailOf(n, k / n, lower) > tail),
    high: firstPlace(n, (k) => tailOf(n, k / n, upper) >= 1 - tail),
  };
  boundsOf.set(n, bounds);
  return bounds;
}

/** The median of values with its bootstrap interval; undefined of none. */
export function medianWithInterval(values: readonly number[]): Estimate | undefined {
  if (values.length === 0) return undefined;
  const sorted = Float64Array.from(values).sort();
  const { low, high } = medianBounds(sorted.length);
  return { value: medianOfSorted(sorted), low: sorted[low] ?? 0, high: sorted[high] ?? 0 };
}

const boundsOf = new Map<number, { low: number; high: number }>();

/** The place of the first k from 1 to n of which `holds` is true; it stays true after. */
function firstPlace(n: number, holds: (k: number) => boolean): number {
  let low = 1;
  let high = n;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

/** P(X >= least) of a binomial X. */
function tailOf(n: number, p: number, least: number): number {
  if (p >= 1) return 1;
  let logTerm = logFactorial(n) - logFactorial(least) - logFactorial(n - least);
  logTerm += least * Math.log(p) + (n - least) * Math.log1p(-p);
  const odds = Math.log(p) - Math.log1p(-p);
  let sum = 0;
  for (let k = least; k <= n; k++) {
    sum += Math.exp(logTerm);
    logTerm += Math.log((n - k) / (k + 1)) + odds;
  }
  return Math.min(1, sum);
}

const logFactorials = [0];
function logFactorial(n: number): number {
  for (let k = logFactorials.length; k <= n; k++) {
    logFactorials.push((logFactorials[k - 1] ?? 0) + Math.log(k));
  }
  return logFactorials[n] ?? 0;
}
