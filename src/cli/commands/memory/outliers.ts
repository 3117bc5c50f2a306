import { Option } from 'commander';
import {
  absenceSchema,
  type OutlierDefinition,
  outlierDefinitionSchema,
} from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { memoryMessages } from '../../messages/memory.ts';
import { instant } from '../../options/videoFilters.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';
import { formatFigure } from './formatFigure.ts';

interface OutlierOptions {
  definition?: OutlierDefinition;
  channel?: string;
  asOf?: number;
  limit: number;
}

const texts = memoryMessages.outliers;

/** `outliers`: videos by how far they stand out of their channel. */
export const addOutliersCommand: AddCommands = (program, globals) => {
  program
    .command('outliers')
    .description(texts.outliers)
    .addOption(
      new Option('--definition <name>', texts.definition).choices(outlierDefinitionSchema.options),
    )
    .option('--channel <name>', texts.channel)
    .option('--as-of <date>', memoryMessages.asOf, instant)
    .option('--limit <n>', commonMessages.limit, wholeNumber, 20)
    .action(({ definition, channel, asOf: asOfMs, limit }: OutlierOptions) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const { outlierDefinition } = await client.settings.get();
        const used = definition ?? outlierDefinition;
        const input = { definition: used, channel, asOfMs, limit };
        const result = await client.memory.outliers(input, { signal });
        if (json) return printJson(result);
        for (const { videoId, title, channel, score, low, high, n } of result.videos) {
          const interval = `(${formatFigure(low)}–${formatFigure(high)})`.padEnd(15);
          const figures = texts.line(formatFigure(score).padStart(7), interval, n);
          const name = channel === undefined ? '' : `  ${safeText(channel)}`;
          printLine(`${videoId}  ${figures}  ${safeText(title)}${name}`);
        }
        printLine(result.scored === 0 ? texts.none : texts.scored(result.scored, used));
        for (const reason of absenceSchema.options) {
          const videos = result.absent[reason];
          if (videos !== undefined) printLine(texts.absent(videos, reason));
        }
        const { 'too-few-at-same-age': notOfAge = 0 } = result.absent;
        if (notOfAge > result.scored) printLine(texts.useNeighbours);
      }),
    );
};
