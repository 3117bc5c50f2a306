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
import { comparedCells, lineOf } from './comparedCells.ts';

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
        if (result.records.length > 0) printLine(lineOf(texts.columns, widths));
        for (const record of result.records) printLine(lineOf(cellsOf(record), widths));
        printLine(texts.videos(result.videos));
        printLine(texts.left(result.left.noScore, result.left.notEnglish));
        if (result.tests > 0) printLine(memoryMessages.compared.tests(result.tests));
      }),
    );
};

function cellsOf(record: PatternRecord): string[] {
  const { pattern, platform } = record;
  const place = platform === undefined ? texts.all : safeText(platform);
  return [pattern, place, ...comparedCells(record)];
}
