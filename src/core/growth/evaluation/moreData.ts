import { plannedSequentialUnits, plannedUnits } from '../statistics/plannedSize.ts';
import type { DecisionFacts } from './decideVariant.ts';
import type { Estimated } from './estimateLift.ts';
import { reasons } from './reasons.ts';

const power = 0.8;

/** What more data a verdict would take, in days at the pace so far: a sentence. */
export function moreData(
  facts: DecisionFacts,
  { control, variantVariance, isProportion }: Estimated,
): string {
  const { rule, isSequential, units, days } = facts;
  const { minimumEffect = 0, alpha } = rule;
  if (minimumEffect === 0) return reasons.noMinimum;
  const plan = { ...control, variantVariance, minimumEffect, alpha, power, isProportion };
  const needed = isSequential ? plannedSequentialUnits(plan) : plannedUnits(plan);
  if (needed <= units) return reasons.enoughUnits(needed);
  if (days === undefined || days === 0) return reasons.moreUnits(needed);
  return reasons.moreDays(needed, ((needed - units) / units) * days);
}
