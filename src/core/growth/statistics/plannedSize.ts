import { normalCdf, normalQuantile } from './distributions.ts';
import { sequentialTest } from './sequential.ts';

/** What a size is planned for. */
export interface Plan {
  /** Mean and variance of a unit of the control. */
  mean: number;
  variance: number;
  /** Variance of a unit of the variant if it has the minimum effect. */
  variantVariance: number;
  /** Relative, positive or negative, not 0. */
  minimumEffect: number;
  alpha: number;
  /** Chance to find the minimum effect, 0 to 1. */
  power: number;
}

/**
 * Units an arm, of two equal ones, for one look: (z(1 - alpha / 2) + z(power))^2 times the variance of
 * a unit's lift, over the effect squared (Kohavi, Tang and Xu 2020, chapter 17, for relative lifts).
 */
export function plannedUnits(plan: Plan): number {
  const reach = normalQuantile(1 - plan.alpha / 2) + normalQuantile(plan.power);
  return Math.ceil((reach / plan.minimumEffect) ** 2 * liftVariance(plan));
}

/** The chance that one look at so many units an arm finds the minimum effect, on the right side. */
export function powerOf(plan: Plan, unitsPerArm: number): number {
  const standardError = Math.sqrt(liftVariance(plan) / unitsPerArm);
  const z = Math.abs(plan.minimumEffect) / standardError;
  return normalCdf(z - normalQuantile(1 - plan.alpha / 2));
}

/**
 * Units an arm after which the always-valid interval, narrowest there, leaves out 0 with the planned
 * power. Looks before that find it more often still.
 */
export function plannedSequentialUnits(plan: Plan): number {
  const isEnough = (unitsPerArm: number): boolean => {
    const variance = liftVariance(plan) / unitsPerArm;
    const n = 2 * unitsPerArm;
    const effect = { value: Math.abs(plan.minimumEffect), variance, n, degrees: n };
    const { interval } = sequentialTest(effect, { alpha: plan.alpha, nStar: n });
    return normalCdf(interval[0] / Math.sqrt(variance)) >= plan.power;
  };
  let high = plannedUnits(plan);
  let low = Math.floor(high / 2);
  while (!isEnough(high)) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Of one unit an arm, at the minimum effect. */
function liftVariance({ mean, variance, variantVariance, minimumEffect }: Plan): number {
  return (variantVariance + variance * (1 + minimumEffect) ** 2) / mean ** 2;
}
