import type { DecisionRule } from '../../../contract/index.ts';
import { maxUnitsPerArm, plannedSequentialUnits, plannedUnits } from '../statistics/plannedSize.ts';
import type { Estimated } from './estimateLift.ts';
import { reasons } from './reasons.ts';

const power = 0.8;

/** How far an experiment is. */
export interface Progress {
  rule: DecisionRule;
  isSequential: boolean;
  /** Of the smaller arm. */
  units: number;
  days: number | undefined;
}

/** What more data a verdict would take, in days at the pace so far: a sentence. */
export function moreData(
  progress: Progress,
  { control, variantVariance, isProportion }: Estimated,
): string {
  const { rule, isSequential, units, days } = progress;
  const { minimumEffect = 0, alpha } = rule;
  if (minimumEffect === 0) return reasons.noMinimum;
  const plan = { ...control, variantVariance, minimumEffect, alpha, power, isProportion };
  const needed = isSequential ? plannedSequentialUnits(plan) : plannedUnits(plan);
  if (!(needed <= maxUnitsPerArm)) return reasons.neverEnough;
  if (needed <= units) return reasons.enoughUnits(needed);
  if (days === undefined || days === 0) return reasons.moreUnits(needed);
  return reasons.moreDays(needed, ((needed - units) / units) * days);
}
