import type { Estimate } from '../../../../contract/index.ts';

/** The views of one video, oldest first: three lists of equal length. */
export interface ViewCurve {
  observedAtMs: number[];
  views: number[];
  /** What the platform rounded to; 1 where it told the exact number. */
  unit: number[];
}

/**
 * A rounded count is within half its unit: "2.9M" is 2.85M to 2.95M. So the change from 2.9M to 3.2M
 * is 0.2M to 0.4M.
 */
export function countBounds(value: number, unit: number): Estimate {
  const half = unit > 1 ? unit / 2 : 0;
  return { value, low: Math.max(0, value - half), high: value + half };
}

/** The views of a snapshot with what rounding leaves open; undefined when there is none at `index`. */
export function viewsOf({ views, unit }: ViewCurve, index: number): Estimate | undefined {
  const value = views[index];
  return value === undefined ? undefined : countBounds(value, unit[index] ?? 1);
}

/** Snapshots further from an age than this factor say nothing of it. */
const maxAgeFactor = 1.25;
/** Ages below a minute are taken as one: the logarithm of 0 is none. */
const minAgeMs = 60_000;

/**
 * The views of a video at an age: between two snapshots linear in the logarithm of age, because views
 * come fast at first and slowly later. Outside of them, up to a quarter of the age away: a curve that
 * never falls and never speeds up is between the snapshot and the straight line from 0 views at
 * publication through it; the value is the middle of the two. Undefined where no snapshot is near.
 */
export function viewsAtAge(
  curve: ViewCurve,
  publishedAtMs: number,
  ageMs: number,
): Estimate | undefined {
  const { observedAtMs } = curve;
  const atMs = publishedAtMs + ageMs;
  let after = 0;
  while (after < observedAtMs.length && (observedAtMs[after] ?? 0) < atMs) after += 1;
  const later = viewsOf(curve, after);
  const laterMs = (observedAtMs[after] ?? 0) - publishedAtMs;
  if (later !== undefined && laterMs === ageMs) return later;
  const earlierMs = (observedAtMs[after - 1] ?? 0) - publishedAtMs;
  const earlier = earlierMs > 0 ? viewsOf(curve, after - 1) : undefined;
  if (earlier !== undefined && later !== undefined) {
    const log = (ms: number): number => Math.log(Math.max(minAgeMs, ms));
    const span = log(laterMs) - log(earlierMs);
    const share = span === 0 ? 1 : (log(ageMs) - log(earlierMs)) / span;
    const between = (from: number, to: number): number => from + (to - from) * share;
    return {
      value: between(earlier.value, later.value),
      low: between(earlier.low, later.low),
      high: between(earlier.high, later.high),
    };
  }
  if (earlier !== undefined && ageMs <= earlierMs * maxAgeFactor) {
    const line = ageMs / earlierMs;
    const value = (earlier.value * (1 + line)) / 2;
    return { value, low: earlier.low, high: earlier.high * line };
  }
  if (later !== undefined && laterMs <= ageMs * maxAgeFactor) {
    const line = ageMs / laterMs;
    return { value: (later.value * (1 + line)) / 2, low: later.low * line, high: later.high };
  }
  return undefined;
}
