import type { Library } from '../db/index.ts';
import type { TranscriptUpdates } from '../ingest/index.ts';
import { getEarlierTranscript, resolveVideoId } from '../library/index.ts';
import { api } from './implementer.ts';
import { videoDetail } from './videoDetail.ts';

export interface TranscriptTools {
  library: Library;
  transcriptUpdates: TranscriptUpdates;
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
