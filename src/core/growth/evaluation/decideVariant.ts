import type { Decision } from '../../../contract/index.ts';
import type { Estimated } from './estimateLift.ts';
import { moreData, type Progress } from './moreData.ts';
import { reasons } from './reasons.ts';

/** What a decision about one variant rests on. */
export interface DecisionFacts extends Progress {
  /** Why the experiment as a whole is broken. */
  broken: readonly string[];
  estimated: Estimated | { problem: string };
  /** By Holm, for all variants. */
  adjustedP: number;
  harmed: readonly string[];
  isCheaper: boolean;
}

export interface Verdict {
  decision: Decision;
  reasons: string[];
}

/**
 * The first that holds: invalid (broken assignment), too early (inconclusive), kill (a guardrail is
 * harmed, or the chance to lose is above the line), scale (a win that reaches the minimum effect), keep
 * (a smaller win; or not worse by the minimum effect, and cheaper), inconclusive.
 */
export function decideVariant(facts: DecisionFacts): Verdict {
  const { rule, estimated, units, days } = facts;
  if (facts.broken.length > 0) return { decision: 'invalid', reasons: [...facts.broken] };
  if ('problem' in estimated) return { decision: 'inconclusive', reasons: [estimated.problem] };
  const told = [estimateOf(facts, estimated)];
  const early = [
    ...(units < rule.minUnits ? [reasons.fewUnits(units, rule.minUnits)] : []),
    ...(days !== undefined && days < rule.minDays ? [reasons.fewDays(days, rule.minDays)] : []),
  ];
  if (early.length > 0) return { decision: 'inconclusive', reasons: [...told, ...early] };
  if (facts.harmed.length > 0) {
    return { decision: 'kill', reasons: [...told, reasons.guardrail(facts.harmed)] };
  }
  const { gain, gainInterval, chanceToLose } = estimated;
  if (chanceToLose >= rule.loseLine) {
    return { decision: 'kill', reasons: [...told, reasons.loses(chanceToLose, rule.loseLine)] };
  }
  const minimum = rule.minimumEffect ?? 0;
  const isWin = gain > 0 && facts.adjustedP < rule.alpha;
  if (isWin) {
    const win = [...told, reasons.wins(estimated.estimate.lift, facts.adjustedP)];
    if (gain < minimum)
      return { decision: 'keep', reasons: [...win, reasons.belowMinimum(minimum)] };
    const reached = minimum > 0 ? [reasons.reachesMinimum(minimum)] : [];
    return { decision: 'scale', reasons: [...win, ...reached] };
  }
  const isNotWorse = gainInterval[0] > -minimum;
  if (isNotWorse && facts.isCheaper) {
    return { decision: 'keep', reasons: [...told, reasons.notWorse(minimum)] };
  }
  const why = isNotWorse ? reasons.small(minimum) : reasons.open;
  return { decision: 'inconclusive', reasons: [...told, why, moreData(facts, estimated)] };
}

function estimateOf({ rule, isSequential }: DecisionFacts, { estimate }: Estimated): string {
  const [low, high] = estimate.sequentialInterval ?? estimate.interval;
  return reasons.estimate(estimate.lift, low, high, 1 - rule.alpha, isSequential);
}
