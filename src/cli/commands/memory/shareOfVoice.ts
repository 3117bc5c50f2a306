import { Option } from 'commander';
import { type VoiceKind, voiceKindSchema } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { libraryMessages } from '../../messages/library.ts';
import { memoryMessages } from '../../messages/memory.ts';
import { instant } from '../../options/videoFilters.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';
import { formatShare } from './formatFigure.ts';

interface VoiceOptions {
  by: VoiceKind;
  platform?: string;
  publishedAfter?: number;
  publishedBefore?: number;
  asOf?: number;
  limit: number;
}

const texts = memoryMessages.shareOfVoice;

/** `share-of-voice`: by mentions and by views. */
export const addShareOfVoiceCommand: AddCommands = (program, globals) => {
  program
    .command('share-of-voice')
    .description(texts.shareOfVoice)
    .addOption(
      new Option('--by <kind>', texts.by).choices(voiceKindSchema.options).default('channel'),
    )
    .option('--platform <name>', libraryMessages.videoFilters.platform)
    .option('--published-after <date>', libraryMessages.videoFilters.date, instant)
    .option('--published-before <date>', libraryMessages.videoFilters.date, instant)
    .option('--as-of <date>', memoryMessages.asOf, instant)
    .option('--limit <n>', commonMessages.limit, wholeNumber, 20)
    .action((options: VoiceOptions) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const { publishedAfter, publishedBefore, asOf, ...others } = options;
        const result = await client.memory.shareOfVoice(
          {
            ...others,
            ...{ publishedAfterMs: publishedAfter, publishedBeforeMs: publishedBefore },
            asOfMs: asOf,
          },
          { signal },
        );
        if (json) return printJson(result);
        if (result.voices.length === 0) return printLine(texts.none);
        printLine(texts.of(result.videos, result.views));
        for (const { name, mentionShare, viewShare } of result.voices) {
          const mentions = formatShare(mentionShare.value).padStart(7);
          const views = viewShare === undefined ? texts.unknown : formatShare(viewShare.value);
          printLine(`  ${texts.line(mentions, views.padStart(7))}  ${safeText(name)}`);
        }
      }),
    );
};
