import { AppError } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import type { TranscriptEdits, TranscriptUpdates } from '../ingest/index.ts';
import {
  findPlacesTask,
  getEarlierTranscript,
  getHeard,
  getTranscript,
  hasVideo,
  resolveVideoId,
} from '../library/index.ts';
import { api } from './implementer.ts';
import { videoDetail } from './videoDetail.ts';

export interface TranscriptTools {
  library: Library;
  transcriptUpdates: TranscriptUpdates;
  transcriptEdits: TranscriptEdits;
  /** Texts came that have no vectors yet. */
  onTexts(): void;
}

/** Earlier transcripts: read, brought back. */
export function transcriptHandlers({ library, transcriptUpdates, onTexts }: TranscriptTools) {
  const { transcripts } = api;
  return {
    get: transcripts.get.handler(({ input: { videoId, transcriptId } }) =>
      getEarlierTranscript(library, resolveVideoId(library, videoId), transcriptId),
    ),
    restore: transcripts.restore.handler(({ input: { videoId, transcriptId } }) => {
      const id = resolveVideoId(library, videoId);
      const kept = transcriptUpdates.restore(id, transcriptId);
      onTexts();
      return { video: videoDetail(library, id), kept };
    }),
  };
}

/** Edits of transcripts, each of which can be undone, and replacing over the library. */
export function transcriptEditHandlers({ library, transcriptEdits, onTexts }: TranscriptTools) {
  const { transcriptEdits: edits } = api;
  return {
    edit: edits.edit.handler(({ input: { videoId, ...line } }) => {
      const id = resolveVideoId(library, videoId);
      const changeId = transcriptEdits.edit(id, line);
      onTexts();
      return { video: videoDetail(library, id), changeId };
    }),
    heard: edits.heard.handler(({ input }) => {
      const id = resolveVideoId(library, input.videoId);
      const heard = getHeard(library, id);
      const transcript = heard?.segments ?? getTranscript(library, id);
      return { transcript, isEdited: heard !== undefined };
    }),
    revert: edits.revert.handler(({ input }) => {
      const id = resolveVideoId(library, input.videoId);
      const changeId = transcriptEdits.revert(id);
      onTexts();
      return { video: videoDetail(library, id), changeId };
    }),
    resolve: edits.resolve.handler(({ input: { videoId, ...choice } }) => {
      const id = resolveVideoId(library, videoId);
      const changeId = transcriptEdits.resolve(id, choice);
      onTexts();
      return { video: videoDetail(library, id), changeId };
    }),
    undo: edits.undo.handler(async ({ input }) => {
      const undone = await transcriptEdits.undo(input.changeId);
      onTexts();
      return undone;
    }),
    find: edits.find.handler(({ input, signal }) =>
      library.readers.run(findPlacesTask, input, { signal }),
    ),
    replace: edits.replace.handler(async ({ input: { places, ...query } }) => {
      const isGone = places.find(({ videoId }) => !hasVideo(library, videoId));
      if (isGone !== undefined) {
        throw new AppError('video.notFound', `Video ${isGone.videoId} not found.`);
      }
      const replaced = await transcriptEdits.replace(query, places);
      onTexts();
      return replaced;
    }),
  };
}
