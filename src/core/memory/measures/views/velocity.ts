import type { Absence, Velocity } from '../../../../contract/index.ts';
import { type ViewCurve, viewsOf } from './viewCurve.ts';

const hourMs = 3_600_000;

/**
 * Views an hour between the newest snapshot and the newest that is at least an hour older; never the
 * views of a life over its age. Rounding is carried: the span is from the least to the greatest change
 * that the two rounded counts allow. Views that fell by more than rounding explains were taken back by
 * the platform and are no velocity.
 */
export function velocityOf(curve: ViewCurve): Velocity | Absence {
  const last = curve.observedAtMs.length - 1;
  const newest = viewsOf(curve, last);
  if (newest === undefined) return 'no-snapshots';
  if (last === 0) return 'one-snapshot';
  const toMs = curve.observedAtMs[last] ?? 0;
  for (let index = last - 1; index >= 0; index--) {
    const fromMs = curve.observedAtMs[index] ?? 0;
    const before = viewsOf(curve, index);
    if (before === undefined || toMs - fromMs < hourMs) continue;
    if (newest.high < before.low) return 'views-fell';
    const hours = (toMs - fromMs) / hourMs;
    return {
      value: Math.max(0, newest.value - before.value) / hours,
      low: Math.max(0, newest.low - before.high) / hours,
      high: Math.max(0, newest.high - before.low) / hours,
      fromMs,
      toMs,
    };
  }
  return 'snapshots-too-close';
}
