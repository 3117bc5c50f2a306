import { InvalidArgumentError } from 'commander';
import {
  type EvaluatedVariant,
  type Evaluation,
  type PlannedSize,
  planInputSchema,
} from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { growthMessages as texts } from '../../messages/growth.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { formatP, formatPercent } from './formatStatistics.ts';

interface PowerOptions {
  baseline: number;
  effect: number;
  sd?: number;
  alpha?: number;
  power?: number;
  variants?: number;
  perDay?: number;
}

/** `experiments evaluate|power`, without a library. */
export const addExperimentCommands: AddCommands = (program, globals) => {
  const experiments = program.command('experiments').description(texts.experiments);
  experiments
    .command('evaluate')
    .description(texts.evaluate)
    .requiredOption('--input <file>', texts.input)
    .action(async ({ input }: { input: string }) => {
      const { evaluateExperiment, readEvaluationFile } = await import(
        '../../../core/growth/index.ts'
      );
      const evaluation = evaluateExperiment(await readEvaluationFile(input));
      if (globals().json) printJson(evaluation);
      else printEvaluation(evaluation);
    });
  experiments
    .command('power')
    .description(texts.power)
    .requiredOption('--baseline <mean>', texts.baseline, number)
    .requiredOption('--effect <share>', texts.effect, number)
    .option('--sd <value>', texts.sd, number)
    .option('--alpha <share>', texts.alpha, number)
    .option('--power <share>', texts.powerOption, number)
    .option('--variants <n>', texts.variants, wholeNumber)
    .option('--per-day <n>', texts.perDay, number)
    .action(async ({ effect, perDay, ...options }: PowerOptions) => {
      const { planSize } = await import('../../../core/growth/index.ts');
      const input = { ...options, minimumEffect: effect, unitsPerDay: perDay };
      const parsed = planInputSchema.safeParse(input);
      if (!parsed.success) {
        const { path = [], message = '' } = parsed.error.issues[0] ?? {};
        const code = { code: 'usage.invalid' };
        throw Object.assign(new Error(`${path.join('.')}: ${message}`), code);
      }
      const size = planSize(parsed.data);
      if (globals().json) printJson(size);
      else printSize(size);
    });
};

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new InvalidArgumentError(texts.numberRequired);
  }
  return value;
}

function printSize({ fixed, sequential }: PlannedSize): void {
  printLine(texts.size(texts.fixed, fixed.unitsPerArm, fixed.units, fixed.days));
  const { unitsPerArm, units, days } = sequential;
  printLine(texts.size(texts.sequential, unitsPerArm, units, days));
}

function printEvaluation({ decision, winner, reasons, variants, ...rest }: Evaluation): void {
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
