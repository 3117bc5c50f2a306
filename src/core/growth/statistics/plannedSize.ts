import { normalCdf, normalQuantile } from './distributions.ts';
import { sequentialCritical } from './sequential.ts';

/** More than anybody can ask: a thousand times all people. */
export const maxUnitsPerArm = 1e13;

/** What a size is planned for. */
export interface Plan {
  /** Mean and variance of a unit of the control. */
  mean: number;
  variance: number;
  /** Variance of a unit of the variant if it has the minimum effect. */
  variantVariance: number;
  /** Of a proportion the variance moves with the mean: p(1 - p). */
  isProportion: boolean;
  /** Relative, positive or negative, not 0. */
  minimumEffect: number;
  alpha: number;
  /** Chance to find the minimum effect, 0 to 1. */
  power: number;
}

/**
 * Units an arm, of two equal ones, for one look: the n at which sqrt(n) g - z(1 - alpha / 2) is
 * z(power) times tau. g is the test statistic of one unit, and tau its standard deviation by the delta
 * method; for small effects tau is 1 and this is the usual formula (Kohavi, Tang and Xu 2020, chapter
 * 17), which for relative effects of a third or more is off by half a dozen per cent of power.
 */
export function plannedUnits(plan: Plan): number {
  const { perUnit, spread } = statisticOf(plan);
  const reach = normalQuantile(1 - plan.alpha / 2) + spread * normalQuantile(plan.power);
  return Math.max(2, Math.ceil((reach / perUnit) ** 2));
}

/** The chance that one look at so many units an arm finds the minimum effect, on the right side. */
export function powerOf(plan: Plan, unitsPerArm: number): number {
  return chanceAbove(plan, unitsPerArm, normalQuantile(1 - plan.alpha / 2));
}

/**
 * Units an arm after which the always-valid interval, narrowest there, leaves out 0 with the planned
 * power. Looks before that find it more often still. Infinity beyond {@link maxUnitsPerArm}.
 */
export function plannedSequentialUnits(plan: Plan): number {
  const isEnough = (unitsPerArm: number): boolean => {
    const n = 2 * unitsPerArm;
    const critical = sequentialCritical(n, { alpha: plan.alpha, nStar: n });
    return chanceAbove(plan, unitsPerArm, critical) >= plan.power;
  };
  let high = plannedUnits(plan);
  let low = 1;
  // Beyond whole numbers halving never ends; not a number is never enough.
  if (!(high <= maxUnitsPerArm)) return Number.POSITIVE_INFINITY;
  while (!isEnough(high)) {
    if (high > maxUnitsPerArm) return Number.POSITIVE_INFINITY;
    [low, high] = [high, high * 2];
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function chanceAbove(plan: Plan, unitsPerArm: number, critical: number): number {
  const { perUnit, spread } = statisticOf(plan);
  return normalCdf((Math.sqrt(unitsPerArm) * perUnit - critical) / spread);
}

/**
 * The lift over its standard error is (mT - mC) / sqrt((vT + vC r^2) / n) with r = mT / mC: `perUnit` is
 * its size for n = 1, `spread` its standard deviation, from its slopes in both means.
 */
function statisticOf(plan: Plan): { perUnit: number; spread: number } {
  const { mean, variance, variantVariance, minimumEffect, isProportion } = plan;
  const ratio = 1 + minimumEffect;
  const gap = mean * minimumEffect;
  const scale = variantVariance + variance * ratio ** 2;
  const slopeOf = (share: number): number => (isProportion ? 1 - 2 * share : 0);
  const scaleByVariant = slopeOf(mean * ratio) + (2 * variance * ratio) / mean;
  const scaleByControl = slopeOf(mean) * ratio ** 2 - (2 * variance * ratio ** 2) / mean;
  const byVariant = (1 - (gap * scaleByVariant) / (2 * scale)) / Math.sqrt(scale);
  const byControl = (-1 - (gap * scaleByControl) / (2 * scale)) / Math.sqrt(scale);
  return {
    perUnit: Math.abs(gap) / Math.sqrt(scale),
    spread: Math.sqrt(byVariant ** 2 * variantVariance + byControl ** 2 * variance),
  };
}
