import type { Retention } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { growthMessages as texts } from '../../messages/growth.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { formatP } from './formatStatistics.ts';

const printedRejects = 20;

/** `retention evaluate`, without a library. */
export const addRetentionCommands: AddCommands = (program, globals) => {
  const retention = program.command('retention').description(texts.retention);
  retention
    .command('evaluate')
    .description(texts.retentionEvaluate)
    .requiredOption('--input <file>', texts.retentionInput)
    .action(async ({ input }: { input: string }) => {
      const { evaluateRetention, readLifetimes } = await import('../../../core/growth/index.ts');
      const { groups, rejects, rejected } = await readLifetimes(input);
      const result: Retention = { ...evaluateRetention(groups), rejects, rejected };
      if (globals().json) printJson(result);
      else {
        printRetention(result);
        printRejects(result);
      }
    });
};

/** Medians by group, and whether the groups differ. */
export function printRetention({
  groups,
  logRank,
  problem,
}: Pick<Retention, 'groups' | 'logRank' | 'problem'>): void {
  const time = (value: number | null): string =>
    value === null ? texts.notReached : `${Number(value.toPrecision(6))}`;
  for (const { group, n, ended, median, medianInterval } of groups) {
    const [low, high] = medianInterval.map(time);
    printLine(texts.group(safeText(group), n, ended, time(median), low ?? '', high ?? ''));
  }
  if (logRank !== undefined) {
    printLine(texts.logRank(logRank.statistic.toFixed(2), formatP(logRank.pValue)));
  }
  if (problem !== undefined) printLine(problem);
}

function printRejects({ rejects, rejected }: Retention): void {
  if (rejected === 0) return;
  printLine(texts.rejected(rejected));
  for (const { line, message } of rejects.slice(0, printedRejects)) {
    printLine(texts.reject(line, safeText(message)));
  }
}
