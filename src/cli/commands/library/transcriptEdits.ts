import { type Command, InvalidArgumentError } from 'commander';
import {
  type SegmentDto,
  type TranscriptConflict,
  type TranscriptEdit,
  transcriptChangeIdSchema,
  videoIdSchema,
} from '../../../contract/index.ts';
import { AppError } from '../../../core/base/index.ts';
import { commonMessages } from '../../messages/common.ts';
import { transcriptMessages } from '../../messages/transcripts.ts';
import { type VideoPlace, videoPlace } from '../../options/videoPlace.ts';
import { formatTime, printJson, printLine, safeText } from '../../output.ts';
import { type GlobalOptions, withSession } from '../../session.ts';

/** `transcripts edit|split|merge|boundary|heard|revert|conflicts|resolve|undo`. */
export function addTranscriptEditCommands(
  transcripts: Command,
  globals: () => GlobalOptions,
): void {
  const atLine = (name: string, description: string): Command =>
    transcripts
      .command(name)
      .description(description)
      .argument('<video@seconds>', transcriptMessages.line, linePlace);
  const ofVideo = (name: string, description: string): Command =>
    transcripts.command(name).description(description).argument('<video>', commonMessages.videoId);
  /** Edits the line that is heard at a time; `editOf` says how. */
  const edit = (place: VideoPlace, editOf: (line: SegmentDto) => TranscriptEdit) =>
    withSession(globals(), async ({ client, json }) => {
      const { id: videoId, transcript } = await client.videos.get({ videoId: place.videoId });
      const position = lineAt(transcript, place.startMs);
      const line = transcript[position];
      if (line === undefined) throw new AppError('transcript.changed', transcriptMessages.noLine);
      const edited = { position, text: line.text, edit: editOf(line) };
      const { video, changeId } = await client.transcriptEdits.edit({ videoId, ...edited });
      if (json) return printJson({ changeId, transcript: video.transcript });
      const from = Math.max(0, position - 1);
      for (const each of video.transcript.slice(from, position + 3)) printSegment(each);
      printLine(transcriptMessages.undoWith(changeId));
    });

  atLine('edit', transcriptMessages.edit)
    .argument('<text...>', transcriptMessages.text)
    .option('--find <text>', transcriptMessages.find)
    .action((place: VideoPlace, words: string[], { find }: { find?: string }) => {
      const text = words.join(' ');
      return edit(place, (line) => ({
        type: 'text',
        text: find === undefined ? text : line.text.replace(find, () => text),
      }));
    });
  atLine('split', transcriptMessages.split).action((place: VideoPlace) =>
    edit(place, () => ({ type: 'split', atMs: place.startMs })),
  );
  atLine('merge', transcriptMessages.merge).action((place: VideoPlace) =>
    edit(place, () => ({ type: 'merge' })),
  );
  atLine('boundary', transcriptMessages.boundary)
    .argument('<seconds>', transcriptMessages.boundarySeconds, milliseconds)
    .action((place: VideoPlace, atMs: number) => edit(place, () => ({ type: 'boundary', atMs })));

  ofVideo('heard', transcriptMessages.heard).action((video: string) =>
    withSession(globals(), async ({ client, json }) => {
      const heard = await client.transcriptEdits.heard({ videoId: videoIdSchema.parse(video) });
      if (json) return printJson(heard);
      if (!heard.isEdited) printLine(transcriptMessages.notEdited);
      for (const each of heard.transcript) printSegment(each);
    }),
  );
  ofVideo('revert', transcriptMessages.revert).action((video: string) =>
    withSession(globals(), async ({ client, json }) => {
      const videoId = videoIdSchema.parse(video);
      const { changeId, video: changed } = await client.transcriptEdits.revert({ videoId });
      if (json) return printJson({ changeId, transcript: changed.transcript });
      printLine(transcriptMessages.reverted);
      printLine(transcriptMessages.undoWith(changeId));
    }),
  );
  ofVideo('conflicts', transcriptMessages.conflicts).action((video: string) =>
    withSession(globals(), async ({ client, json }) => {
      const detail = await client.videos.get({ videoId: videoIdSchema.parse(video) });
      const conflicts = detail.transcriptEdits?.conflicts ?? [];
      if (json) return printJson({ conflicts });
      printConflicts(conflicts);
    }),
  );
  ofVideo('resolve', transcriptMessages.resolve)
    .argument('<conflict>', transcriptMessages.conflictId)
    .argument('<edited|heard>', transcriptMessages.take, sideOf)
    .action((video: string, conflictId: string, take: 'edited' | 'heard') =>
      withSession(globals(), async ({ client, json }) => {
        const choice = { videoId: videoIdSchema.parse(video), conflictId, take };
        const { changeId, video: changed } = await client.transcriptEdits.resolve(choice);
        if (json) return printJson({ changeId, transcript: changed.transcript });
        printConflicts(changed.transcriptEdits?.conflicts ?? []);
        if (changeId !== undefined) printLine(transcriptMessages.undoWith(changeId));
      }),
    );
  transcripts
    .command('undo')
    .description(transcriptMessages.undo)
    .argument('[change]', transcriptMessages.changeId)
    .action((change: string | undefined) =>
      withSession(globals(), async ({ client, json }) => {
        const named =
          change === undefined ? {} : { changeId: transcriptChangeIdSchema.parse(change) };
        const result = await client.transcriptEdits.undo(named);
        if (json) return printJson(result);
        printLine(transcriptMessages.undone(result.undone, result.videoIds.length));
        if (result.skipped > 0) printLine(transcriptMessages.undoSkipped(result.skipped));
      }),
    );
}

function printSegment({ startMs, text }: SegmentDto): void {
  printLine(`  ${formatTime(startMs).padStart(7)}  ${safeText(text)}`);
}

function printConflicts(conflicts: readonly TranscriptConflict[]): void {
  if (conflicts.length === 0) printLine(transcriptMessages.noConflicts);
  for (const { id, startMs, edited, heard } of conflicts) {
    printLine(`${id}  ${formatTime(startMs)}`);
    printLine(transcriptMessages.sides(safeText(edited), safeText(heard)));
  }
}

/** The last line that begins at or before a time. */
function lineAt(transcript: readonly SegmentDto[], atMs: number): number {
  return Math.max(
    0,
    transcript.findLastIndex(({ startMs }) => startMs <= atMs),
  );
}

function linePlace(given: string): VideoPlace {
  const place = videoPlace(given);
  if (place === undefined || place.endMs !== undefined) {
    throw new InvalidArgumentError(transcriptMessages.expectedLine);
  }
  return place;
}

function milliseconds(given: string): number {
  if (!/^\d{1,7}(?:\.\d+)?$/.test(given)) {
    throw new InvalidArgumentError(transcriptMessages.expectedSeconds);
  }
  return Math.round(Number(given) * 1_000);
}

function sideOf(given: string): 'edited' | 'heard' {
  if (given !== 'edited' && given !== 'heard') {
    throw new InvalidArgumentError(transcriptMessages.expectedSide);
  }
  return given;
}
