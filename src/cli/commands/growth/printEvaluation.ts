import type { EvaluatedVariant, Evaluation } from '../../../contract/index.ts';
import { growthMessages as texts } from '../../messages/growth.ts';
import { printLine, safeText } from '../../output.ts';
import { formatP, formatPercent } from './formatStatistics.ts';

/** A verdict with what it rests on, for people. */
export function printEvaluation({
  decision,
  winner,
  reasons,
  variants,
  ...rest
}: Evaluation): void {
  printLine(texts.decision(decision, winner === undefined ? undefined : safeText(winner)));
  for (const sentence of reasons) printLine(`  ${safeText(sentence)}`);
  for (const variant of variants) printVariant(variant);
  if (rest.srm) printLine(texts.srm(formatP(rest.srm.pValue), rest.srm.isMismatch));
  for (const { name, variantId, isHarmed, problem } of rest.guardrails) {
    const state = problem ?? (isHarmed ? texts.harmed : texts.notHarmed);
    printLine(safeText(texts.guardrail(name, variantId, state)));
  }
  const { alpha, minimumEffect, minUnits, minDays, loseLine } = rest.rule;
  printLine(texts.rule(alpha, minimumEffect, minUnits, minDays, loseLine));
}

function printVariant(variant: EvaluatedVariant): void {
  const { id, decision, lift, interval, sequentialInterval, chanceToWin, risk } = variant;
  printLine(texts.variant(safeText(id), decision));
  if (lift === undefined || interval === undefined) return;
  const [low, high] = interval.map(formatPercent);
  printLine(`  ${texts.lift(formatPercent(lift), low ?? '', high ?? '')}`);
  if (sequentialInterval !== undefined) {
    const [from, to] = sequentialInterval.map(formatPercent);
    printLine(`  ${texts.always(from ?? '', to ?? '')}`);
  }
  if (chanceToWin !== undefined && risk !== undefined) {
    const [choose, ignore] = [risk.choose, risk.ignore].map(formatPercent);
    printLine(`  ${texts.chance(formatPercent(chanceToWin), choose ?? '', ignore ?? '')}`);
  }
  const { pValue = 1, adjustedPValue = 1 } = variant;
  const isSequential = sequentialInterval !== undefined;
  printLine(`  ${texts.p(formatP(pValue), formatP(adjustedPValue), isSequential)}`);
}
