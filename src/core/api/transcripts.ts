import type { Library } from '../db/index.ts';
import type { Retelling } from '../ingest/index.ts';
import { getEarlierTranscript, resolveVideoId } from '../library/index.ts';
import { api } from './implementer.ts';
import { videoDetail } from './videoDetail.ts';

export interface TranscriptTools {
  library: Library;
  retelling: Retelling;
  /** Texts came that have no vectors yet. */
  onTexts(): void;
}

/** Earlier transcripts: read, brought back. */
export function transcriptHandlers({ library, retelling, onTexts }: TranscriptTools) {
  const { transcripts } = api;
  return {
    get: transcripts.get.handler(({ input: { videoId, transcriptId } }) =>
      getEarlierTranscript(library, resolveVideoId(library, videoId), transcriptId),
    ),
    bringBack: transcripts.bringBack.handler(({ input: { videoId, transcriptId } }) => {
      const id = resolveVideoId(library, videoId);
      const kept = retelling.bringBack(id, transcriptId);
      onTexts();
      return { video: videoDetail(library, id), kept };
    }),
  };
}
