import { type PlannedSize, planInputSchema } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { growthMessages as texts } from '../../messages/growth.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { printJson, printLine } from '../../output.ts';
import { addExperimentBranches } from './experimentBranches.ts';
import { number } from './number.ts';
import { printEvaluation } from './printEvaluation.ts';
import { addStoredExperiments } from './storedExperiments.ts';

interface PowerOptions {
  baseline: number;
  effect: number;
  sd?: number;
  alpha?: number;
  power?: number;
  variants?: number;
  perDay?: number;
}

/** `experiments evaluate|power`, without a library, and those that are kept in it. */
export const addExperimentCommands: AddCommands = (program, globals) => {
  const experiments = program.command('experiments').description(texts.experiments);
  addStoredExperiments(experiments, globals);
  addExperimentBranches(experiments, globals);
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

function printSize({ fixed, sequential }: PlannedSize): void {
  printLine(texts.size(texts.fixed, fixed.unitsPerArm, fixed.units, fixed.days));
  const { unitsPerArm, units, days } = sequential;
  printLine(texts.size(texts.sequential, unitsPerArm, units, days));
}
