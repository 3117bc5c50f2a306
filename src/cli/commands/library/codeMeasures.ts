import { type Command, Option } from 'commander';
import {
  codeIdSchema,
  type OutlierDefinition,
  outlierDefinitionSchema,
} from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { codeMessages } from '../../messages/codes.ts';
import { memoryMessages } from '../../messages/memory.ts';
import { instant, seconds } from '../../options/videoFilters.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';
import { comparedCells, lineOf } from '../memory/comparedCells.ts';

const texts = codeMessages.measures;
const widthsAfterName = [7, 8, 14, 8];
/** Longer names move what follows. */
const maxNameWidth = 48;

interface MeasuresOptions {
  within?: number;
  with?: string;
  definition?: OutlierDefinition;
  asOf?: number;
}

/** `codes measures [--within SECONDS] [--with CODE]`: how the videos that have each code have done. */
export function addCodeMeasures(codes: Command, globals: Parameters<AddCommands>[1]): void {
  codes
    .command('measures')
    .description(texts.measures)
    .option('--within <seconds>', texts.within, seconds)
    .option('--with <code>', texts.with)
    .addOption(
      new Option('--definition <name>', memoryMessages.outliers.definition).choices(
        outlierDefinitionSchema.options,
      ),
    )
    .option('--as-of <date>', memoryMessages.asOf, instant)
    .action((given: MeasuresOptions) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const { outlierDefinition } = await client.settings.get();
        const input = {
          definition: given.definition ?? outlierDefinition,
          asOfMs: given.asOf,
          withinMs: given.within,
          withCodeId: given.with === undefined ? undefined : codeIdSchema.parse(given.with),
        };
        const result = await client.memory.codes(input, { signal });
        if (json) return printJson(result);
        const longest = Math.max(0, ...result.records.map(({ code }) => code.length));
        const widths = [Math.min(longest, maxNameWidth), ...widthsAfterName];
        if (result.records.length > 0) printLine(lineOf(texts.columns, widths));
        for (const record of result.records) {
          printLine(lineOf([safeText(record.code), ...comparedCells(record)], widths));
        }
        printLine(texts.videos(result.videos, result.noScore));
        if (result.tests > 0) printLine(memoryMessages.compared.tests(result.tests));
      }),
    );
}
