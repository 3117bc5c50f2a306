import { Option } from 'commander';
import {
  type OutlierDefinition,
  outlierDefinitionSchema,
  type PatternRecord,
} from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { memoryMessages } from '../../messages/memory.ts';
import { instant } from '../../options/videoFilters.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';
import { formatFigure } from './formatFigure.ts';

const texts = memoryMessages.patterns;
const widths = [14, 14, 7, 8, 14, 8];

/** `patterns`: the record of each way to open a video. */
export const addPatternsCommand: AddCommands = (program, globals) => {
  program
    .command('patterns')
    .description(texts.patterns)
    .addOption(
      new Option('--definition <name>', memoryMessages.outliers.definition).choices(
        outlierDefinitionSchema.options,
      ),
    )
    .option('--as-of <date>', memoryMessages.asOf, instant)
    .action(({ definition, asOf: asOfMs }: { definition?: OutlierDefinition; asOf?: number }) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const { outlierDefinition } = await client.settings.get();
        const input = { definition: definition ?? outlierDefinition, asOfMs };
        const result = await client.memory.patterns(input, { signal });
        if (json) return printJson(result);
        if (result.records.length > 0) printLine(lineOf(texts.columns));
        for (const record of result.records) printLine(lineOf(cellsOf(record)));
        printLine(texts.videos(result.videos));
        printLine(texts.left(result.left.noScore, result.left.notEnglish));
        if (result.tests > 0) printLine(texts.tests(result.tests));
      }),
    );
};

function cellsOf({ pattern, platform, n, median, others, adjustedP, differs }: PatternRecord) {
  const named = [pattern, platform === undefined ? texts.all : safeText(platform), `${n}`];
  if (median === undefined || others === undefined || adjustedP === undefined) {
    return [...named, texts.fewer];
  }
  const p = adjustedP < 0.001 ? '<.001' : adjustedP.toFixed(3);
  return [
    ...named,
    formatFigure(median.value),
    `${formatFigure(median.low)}–${formatFigure(median.high)}`,
    formatFigure(others.value),
    differs === true ? `${p}  ${texts.differs}` : p,
  ];
}

function lineOf(cells: readonly string[]): string {
  return cells
    .map((cell, at) => cell.padEnd(widths[at] ?? 0))
    .join('  ')
    .trimEnd();
}
