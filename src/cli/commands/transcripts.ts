import type { Command } from 'commander';
import { type EarlierTranscript, transcriptIdSchema, videoIdSchema } from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { formatTime, printJson, printLine, safeText } from '../output.ts';
import { withSession } from '../session.ts';

/** `transcripts list|show|bring-back`: transcripts that others took the place of. */
export const addTranscriptCommands: AddCommands = (program, globals) => {
  const transcripts = program
    .command('transcripts')
    .description('earlier transcripts of a video, and the way back to them');
  const one = (name: string, description: string): Command =>
    transcripts
      .command(name)
      .description(description)
      .argument('<video>', 'id of the video, or its beginning');
  const which = 'id of the transcript, or its beginning';
  const idsOf = (video: string, transcript: string) => ({
    videoId: videoIdSchema.parse(video),
    transcriptId: transcriptIdSchema.parse(transcript),
  });

  one('list', 'those that others took the place of, the newest first').action((video: string) =>
    withSession(globals(), async ({ client, json }) => {
      const { earlierTranscripts } = await client.videos.get({
        videoId: videoIdSchema.parse(video),
      });
      if (json) return printJson({ transcripts: earlierTranscripts });
      if (earlierTranscripts.length === 0) return printLine('No other transcript came before.');
      for (const each of earlierTranscripts) printEarlier(each);
    }),
  );
  one('show', 'the text of one of them')
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
  one('bring-back', 'make it the video’s again; the present one is kept in turn')
    .argument('<transcript>', which)
    .action((video: string, transcript: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.transcripts.bringBack(idsOf(video, transcript));
        if (json) return printJson(result);
        const { video: changed, kept } = result;
        printLine(`${changed.transcript.length} sentences are the transcript again.`);
        if (kept === undefined) return;
        printLine(`Undo: trendroom transcripts bring-back ${changed.id} ${kept}`);
      }),
    );
};

function printEarlier({ id, source, model, replacedAtMs, segments, opening }: EarlierTranscript) {
  const until = new Date(replacedAtMs).toISOString();
  const facts = `${safeText(model ?? source)}  until ${until}  ${segments} sentences`;
  printLine(`${id}  ${facts}  ${safeText(opening).slice(0, 60)}`);
}
