import { normalQuantile } from './distributions.ts';

/** How long one unit was seen, and whether it ended then or was still there (censored). */
export interface Lifetime {
  duration: number;
  isObserved: boolean;
}

/** The share that is still there after `time`, with its pointwise band. */
export interface SurvivalPoint {
  time: number;
  atRisk: number;
  ended: number;
  survival: number;
  low: number;
  high: number;
}

/** A time, or none when the curve or its band never falls so low. */
export interface MedianSurvival {
  value: number | undefined;
  low: number | undefined;
  high: number | undefined;
}

/**
 * The survival curve of Kaplan and Meier (1958), at each time when a unit ended or was last seen. The
 * band is the exponential one of Greenwood's variance (Kalbfleisch and Prentice 1980), which stays
 * within 0 and 1: S to the power of exp(-+ z sqrt(sum d / (n (n - d))) / log S). At S = 0 the
 * variance is not defined; the band's upper limit stays where it was.
 */
export function kaplanMeier(lifetimes: readonly Lifetime[], alpha: number): SurvivalPoint[] {
  const z = normalQuantile(1 - alpha / 2);
  const points: SurvivalPoint[] = [];
  let survival = 1;
  let greenwood = 0;
  let high = 1;
  for (const { time, atRisk, ended } of eventTable(lifetimes)) {
    survival *= 1 - ended / atRisk;
    if (atRisk > ended) greenwood += ended / (atRisk * (atRisk - ended));
    let low = survival;
    if (survival === 0) low = 0;
    else if (survival === 1) high = 1;
    else {
      const middle = Math.log(-Math.log(survival));
      const reach = (z * Math.sqrt(greenwood)) / -Math.log(survival);
      low = Math.exp(-Math.exp(middle + reach));
      high = Math.exp(-Math.exp(middle - reach));
    }
    points.push({ time, atRisk, ended, survival, low, high });
  }
  return points;
}

/** Of a product of shares: what is a half stays one. */
const rounding = 1e-12;

/**
 * The first time when half or fewer are left; its interval is where the band crosses a half
 * (Brookmeyer and Crowley 1982).
 */
export function medianSurvival(points: readonly SurvivalPoint[]): MedianSurvival {
  const first = (of: (point: SurvivalPoint) => number): number | undefined =>
    points.find((point) => of(point) <= 0.5 + rounding)?.time;
  return {
    value: first(({ survival }) => survival),
    low: first(({ low }) => low),
    high: first(({ high }) => high),
  };
}

export interface EventRow {
  time: number;
  atRisk: number;
  ended: number;
}

/** At each time: how many were still there just before it, and how many ended at it. */
export function eventTable(lifetimes: readonly Lifetime[]): EventRow[] {
  const sorted = lifetimes.toSorted((one, other) => one.duration - other.duration);
  const rows: EventRow[] = [];
  for (const [at, { duration, isObserved }] of sorted.entries()) {
    const last = rows.at(-1);
    const row =
      last?.time === duration ? last : { time: duration, atRisk: sorted.length - at, ended: 0 };
    if (row !== last) rows.push(row);
    if (isObserved) row.ended += 1;
  }
  return rows;
}
