import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  PlaceQuery,
  ReplacePlace,
  TranscriptChangeId,
  TranscriptEdit,
  VideoId,
} from '../../../contract/index.ts';
import { AppError, newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import {
  changeTranscript,
  countIn,
  editLines,
  getHeard,
  lastChange,
  replaceIn,
  takeHeard,
  undoInVideo,
  videosOfChange,
} from '../../library/index.ts';
import { rechunk, rehook } from './rechunk.ts';

/** A line of a transcript, with the text that whoever edits it saw. */
export interface EditedLine {
  position: number;
  text: string;
  edit: TranscriptEdit;
}

export type TranscriptEdits = ReturnType<typeof createTranscriptEdits>;

/**
 * What people change in transcripts. Each change has an id, by which it is undone; the hook and the
 * chunks follow it, so that search does. Ids are whole.
 */
export function createTranscriptEdits(library: Library) {
  const inVideo = <Result>(videoId: VideoId, act: () => Result): Result =>
    library.db.transaction(
      () => {
        const result = act();
        rehook(library, videoId);
        rechunk(library, videoId);
        return result;
      },
      { behavior: 'immediate' },
    );
  return {
    /** Errors: `transcript.changed`, `usage.invalid`. */
    edit: (videoId: VideoId, { position, text, edit }: EditedLine): TranscriptChangeId => {
      const changeId = newId<TranscriptChangeId>();
      inVideo(videoId, () =>
        changeTranscript(library, videoId, {
          changeId,
          change: (lines) => {
            if (lines[position]?.text !== text) throw changed(position);
            return [editLines(lines, position, edit)];
          },
        }),
      );
      return changeId;
    },
    /** All edits of a video are taken back. Errors: `transcript.noChange`. */
    revert: (videoId: VideoId): TranscriptChangeId => {
      const changeId = newId<TranscriptChangeId>();
      inVideo(videoId, () => {
        const heard = getHeard(library, videoId);
        if (heard === undefined) {
          throw new AppError('transcript.noChange', 'This transcript is as it was heard.');
        }
        const change = { position: 0, after: heard.segments };
        changeTranscript(library, videoId, {
          ...{ changeId, conflicts: [] },
          change: (lines) => [{ ...change, before: [...lines] }],
        });
      });
      return changeId;
    },
    /**
     * A conflict is closed; gives the change where the text became another one. Errors:
     * `transcript.changed` for one that is closed already.
     */
    resolve: (
      videoId: VideoId,
      { conflictId, take }: { conflictId: string; take: 'edited' | 'heard' },
    ): TranscriptChangeId | undefined => {
      const changeId = newId<TranscriptChangeId>();
      return inVideo(videoId, () => {
        const conflicts = getHeard(library, videoId)?.conflicts ?? [];
        const chosen = conflicts.find(({ id }) => id === conflictId);
        if (chosen === undefined) {
          throw new AppError('transcript.changed', 'This conflict was resolved already.');
        }
        let isChanged = false;
        changeTranscript(library, videoId, {
          ...{ changeId, conflicts: conflicts.filter((each) => each !== chosen) },
          change: (lines) => {
            const change = take === 'heard' ? takeHeard(lines, chosen) : undefined;
            isChanged = change !== undefined;
            return change === undefined ? [] : [change];
          },
        });
        return isChanged ? changeId : undefined;
      });
    },
    /** The last change, or the one that is named. Errors: `transcript.noChange`. */
    undo: async (
      named: TranscriptChangeId | undefined,
    ): Promise<{
      changeId: TranscriptChangeId;
      videoIds: VideoId[];
      undone: number;
      skipped: number;
    }> => {
      const changeId = named ?? lastChange(library);
      const videoIds = changeId === undefined ? [] : videosOfChange(library, changeId);
      if (changeId === undefined || videoIds.length === 0) {
        throw new AppError('transcript.noChange', 'There is no such change to undo.');
      }
      let [undone, skipped] = [0, 0];
      for (const videoId of videoIds) {
        const done = inVideo(videoId, () => undoInVideo(library, videoId, changeId));
        undone += done.undone;
        skipped += done.skipped;
        await nextTurn();
      }
      if (undone === 0) {
        throw new AppError('transcript.changed', 'These lines were edited again since.');
      }
      return { changeId, videoIds, undone, skipped };
    },
    /** As one change; places whose line is another one now are left as they are. */
    replace: async (
      query: PlaceQuery,
      places: readonly ReplacePlace[],
    ): Promise<{
      changeId: TranscriptChangeId;
      videoIds: VideoId[];
      replaced: number;
      skipped: number;
    }> => {
      const changeId = newId<TranscriptChangeId>();
      const videoIds: VideoId[] = [];
      let replaced = 0;
      for (const [videoId, inOne] of Map.groupBy(places, (place) => place.videoId)) {
        const count = inVideo(videoId, () => replaceInVideo(library, { query, changeId }, inOne));
        replaced += count;
        if (count > 0) videoIds.push(videoId);
        await nextTurn();
      }
      return { changeId, videoIds, replaced, skipped: places.length - replaced };
    },
  };
}

/** How many places were replaced. */
function replaceInVideo(
  library: Library,
  { query, changeId }: { query: PlaceQuery; changeId: TranscriptChangeId },
  places: readonly ReplacePlace[],
): number {
  const [first] = places;
  if (first === undefined) return 0;
  let replaced = 0;
  changeTranscript(library, first.videoId, {
    changeId,
    change: (lines) => {
      const byLine = [...Map.groupBy(places, ({ position }) => position)];
      // The last line first: one that loses all its words moves those after it.
      return byLine
        .toSorted(([a], [b]) => b - a)
        .flatMap(([position, inLine]) => {
          const text = lines[position]?.text;
          const isAsFound = (place: ReplacePlace): boolean =>
            text !== undefined && place.text === text && place.occurrence < countIn(text, query);
          const chosen = new Set(inLine.filter(isAsFound).map(({ occurrence }) => occurrence));
          if (text === undefined || chosen.size === 0) return [];
          replaced += chosen.size;
          const edit = { type: 'text', text: replaceIn(text, query, [...chosen]) } as const;
          return [editLines(lines, position, edit)];
        });
    },
  });
  return replaced;
}

function changed(position: number): AppError {
  return new AppError('transcript.changed', `Line ${position + 1} is not as it was any more.`);
}
