import type { Command } from 'commander';
import {
  type EarlierTranscript,
  transcriptIdSchema,
  videoIdSchema,
} from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { libraryMessages } from '../../messages/library.ts';
import { formatTime, printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';
import { addReplaceCommand } from './replaceText.ts';
import { addTranscriptEditCommands } from './transcriptEdits.ts';

/** `transcripts list|show|restore`: transcripts that others took the place of; edits of the present ones. */
export const addTranscriptCommands: AddCommands = (program, globals) => {
  const transcripts = program
    .command('transcripts')
    .description(libraryMessages.transcripts.transcripts);
  const one = (name: string, description: string): Command =>
    transcripts.command(name).description(description).argument('<video>', commonMessages.videoId);
  const which = libraryMessages.transcripts.transcriptId;
  const idsOf = (video: string, transcript: string) => ({
    videoId: videoIdSchema.parse(video),
    transcriptId: transcriptIdSchema.parse(transcript),
  });

  one('list', libraryMessages.transcripts.list).action((video: string) =>
    withSession(globals(), async ({ client, json }) => {
      const { earlierTranscripts } = await client.videos.get({
        videoId: videoIdSchema.parse(video),
      });
      if (json) return printJson({ transcripts: earlierTranscripts });
      if (earlierTranscripts.length === 0) return printLine(libraryMessages.transcripts.none);
      for (const each of earlierTranscripts) printEarlier(each);
    }),
  );
  one('show', libraryMessages.transcripts.show)
    .argument('<transcript>', which)
    .action((video: string, transcript: string) =>
      withSession(globals(), async ({ client, json }) => {
        const earlier = await client.transcripts.get(idsOf(video, transcript));
        if (json) return printJson(earlier);
        printEarlier(earlier);
        for (const { startMs, text } of earlier.transcript) {
          printLine(`  ${formatTime(startMs).padStart(7)}  ${safeText(text)}`);
        }
      }),
    );
  one('restore', libraryMessages.transcripts.restore)
    .argument('<transcript>', which)
    .action((video: string, transcript: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.transcripts.restore(idsOf(video, transcript));
        if (json) return printJson(result);
        const { video: changed, kept } = result;
        printLine(libraryMessages.transcripts.restored(changed.transcript.length));
        if (kept === undefined) return;
        printLine(libraryMessages.transcripts.undo(changed.id, kept));
      }),
    );
  addTranscriptEditCommands(transcripts, globals);
  addReplaceCommand(transcripts, globals);
};

function printEarlier({ id, source, model, replacedAtMs, segments, opening }: EarlierTranscript) {
  const until = new Date(replacedAtMs).toISOString();
  const facts = libraryMessages.transcripts.facts(safeText(model ?? source), until, segments);
  printLine(`${id}  ${facts}  ${safeText(opening).slice(0, 60)}`);
}
