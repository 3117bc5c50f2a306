import { type Command, InvalidArgumentError } from 'commander';
import type { FoundPlace } from '../../../contract/index.ts';
import { transcriptMessages } from '../../messages/transcripts.ts';
import { type VideoPlace, videoPlace } from '../../options/videoPlace.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { type GlobalOptions, withSession } from '../../session.ts';

interface ReplaceOptions {
  matchCase: boolean;
  wholeWords: boolean;
  except: VideoPlace[];
  apply: boolean;
}

/** `transcripts replace FIND REPLACE`: shows every place; with `--apply` replaces them. */
export function addReplaceCommand(transcripts: Command, globals: () => GlobalOptions): void {
  transcripts
    .command('replace')
    .description(transcriptMessages.replace)
    .argument('<find>', transcriptMessages.findText)
    .argument('<replace>', transcriptMessages.replaceText)
    .option('--match-case', transcriptMessages.matchCase, false)
    .option('--whole-words', transcriptMessages.wholeWords, false)
    .option('--except <video@seconds...>', transcriptMessages.except, placesOf, [])
    .option('--apply', transcriptMessages.apply, false)
    .action((find: string, replace: string, options: ReplaceOptions) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const { matchCase, wholeWords, except, apply } = options;
        const query = { find, replace, matchCase, wholeWords };
        const found = await client.transcriptEdits.find(query, { signal });
        const isChosen = ({ videoId, startMs }: FoundPlace): boolean =>
          !except.some((each) => videoId.startsWith(each.videoId) && startMs === each.startMs);
        const chosen = found.places.filter(isChosen);
        if (!apply || chosen.length === 0) {
          if (json) return printJson(found);
          for (const place of found.places) printPlace(place, isChosen(place));
          return printLine(transcriptMessages.found(found.total, found.videos, chosen.length));
        }
        const places = chosen.map(({ videoId, position, text, occurrence }) => ({
          ...{ videoId, position, text, occurrence },
        }));
        const result = await client.transcriptEdits.replace({ ...query, places });
        if (json) return printJson(result);
        printLine(transcriptMessages.replaced(result.replaced, result.videoIds.length));
        if (result.skipped > 0) printLine(transcriptMessages.skipped(result.skipped));
        const more = found.total - found.places.length;
        if (more > 0) printLine(transcriptMessages.more(more));
        printLine(transcriptMessages.undoWith(result.changeId));
      }),
    );
}

function printPlace({ videoId, title, startMs, text, replaced }: FoundPlace, chosen: boolean) {
  printLine(`${chosen ? '  ' : '– '}${videoId}@${startMs / 1_000}  ${safeText(title)}`);
  printLine(`    - ${safeText(text)}`);
  printLine(`    + ${safeText(replaced)}`);
}

function placesOf(given: string, before: VideoPlace[]): VideoPlace[] {
  const place = videoPlace(given);
  if (place === undefined) throw new InvalidArgumentError(transcriptMessages.expectedLine);
  return [...before, place];
}
