import type { ArmStatistic } from './armStatistic.ts';

/** An estimated difference between two arms and its variance. */
export interface Effect {
  value: number;
  variance: number;
  /** Units of both arms. */
  n: number;
  /** Of Student's t, by Welch and Satterthwaite. */
  degrees: number;
}

/** Variant minus control, in the metric's unit; variance vT / nT + vC / nC. */
export function difference(control: ArmStatistic, variant: ArmStatistic): Effect {
  return {
    value: variant.mean - control.mean,
    variance: control.variance / control.n + variant.variance / variant.n,
    ...sizeOf(control, variant),
  };
}

/**
 * (mT - mC) / |mC|, with the variance of the delta method for means: vT / (nT mC^2) +
 * vC mT^2 / (nC mC^4). The control's mean must not be 0.
 */
export function relativeLift(control: ArmStatistic, variant: ArmStatistic): Effect {
  const base = control.unadjustedMean;
  return {
    value: (variant.mean - control.mean) / Math.abs(base),
    variance:
      variant.variance / (variant.n * base ** 2) +
      (control.variance * variant.unadjustedMean ** 2) / (control.n * base ** 4),
    ...sizeOf(control, variant),
  };
}

/** Welch (1947) and Satterthwaite (1946). */
function sizeOf(control: ArmStatistic, variant: ArmStatistic): { n: number; degrees: number } {
  const [one, other] = [control.variance / control.n, variant.variance / variant.n];
  const degrees = (one + other) ** 2 / (one ** 2 / (control.n - 1) + other ** 2 / (variant.n - 1));
  return { n: control.n + variant.n, degrees };
}
