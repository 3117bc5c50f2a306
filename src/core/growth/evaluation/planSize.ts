import type { PlanInput, PlannedSize } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { plannedSequentialUnits, plannedUnits } from '../statistics/plannedSize.ts';

/**
 * Units and days that find a minimum effect with the planned power, for one look and for looks at any
 * time. Without `sd` the metric is a proportion. Several variants share alpha (Bonferroni), so that
 * Holm's correction does not take the power away. Errors: `experiment.invalidInput`.
 */
export function planSize(input: PlanInput): PlannedSize {
  const { baseline, sd, minimumEffect, alpha, power, variants, unitsPerDay } = input;
  const isProportion = sd === undefined;
  const grown = baseline * (1 + minimumEffect);
  if (minimumEffect === 0) throw invalid('The minimum effect is 0: no size finds that.');
  if (baseline === 0) throw invalid('The baseline is 0: no lift relative to it can be planned.');
  if (isProportion && !(baseline > 0 && baseline < 1)) {
    throw invalid('The baseline of a proportion is between 0 and 1. Give --sd for a mean.');
  }
  if (isProportion && !(grown > 0 && grown < 1)) {
    throw invalid(`The minimum effect takes the proportion to ${grown}, which cannot be.`);
  }
  const varianceOf = (mean: number): number => (isProportion ? mean * (1 - mean) : sd ** 2);
  const plan = {
    ...{ mean: baseline, variance: varianceOf(baseline), variantVariance: varianceOf(grown) },
    ...{ minimumEffect, alpha: alpha / variants, power, isProportion },
  };
  const sized = (unitsPerArm: number) => {
    const units = unitsPerArm * (variants + 1);
    return {
      ...{ unitsPerArm, units },
      ...(unitsPerDay !== undefined && { days: Math.ceil(units / unitsPerDay) }),
    };
  };
  const sequentialUnits = plannedSequentialUnits(plan);
  if (!Number.isFinite(sequentialUnits)) {
    throw invalid(
      'The effect is too small beside how much units differ: no size that can be had finds it.',
    );
  }
  return {
    fixed: sized(plannedUnits(plan)),
    sequential: { ...sized(sequentialUnits), nStar: 2 * sequentialUnits },
  };
}

function invalid(message: string): AppError {
  return new AppError('experiment.invalidInput', message);
}
