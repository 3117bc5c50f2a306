import type { TranscriptId, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import {
  bringBackTranscript,
  getEarlierTranscript,
  getVideo,
  putPictureDescription,
  removeEarlierTranscript,
  replaceTranscript,
} from '../../library/index.ts';
import { rechunk, rehook } from './rechunk.ts';
import { type RemoteTranscript, sentencesOf, type TextSpan } from './remoteTranscript.ts';

/** What a server sees on a picture. */
export interface RemoteCaption extends TextSpan {
  /** Time of the picture; the span is of its shot. */
  atMs: number;
  model: string;
}

export type TranscriptUpdates = ReturnType<typeof createTranscriptUpdates>;

/**
 * Puts what others heard and saw into the library as ingest would have: cleaned, in sentences, with
 * hook and chunks. `hear` and `see` run whole in
 * the transaction of their caller.
 */
export function createTranscriptUpdates(library: Library) {
  return {
    /** Sentences of what was heard; none: nothing was said, and what was known stays. */
    hear: (videoId: VideoId, { language, model, ...said }: RemoteTranscript): number => {
      const { durationMs } = getVideo(library, videoId);
      const heard = sentencesOf(said, durationMs);
      if (heard.length === 0) return 0;
      replaceTranscript(library, videoId, { segments: heard, source: 'whisper', model, language });
      rehook(library, videoId);
      rechunk(library, videoId);
      return heard.length;
    },
    /**
     * An earlier transcript is the video's again, in a transaction of its own; gives the id under
     * which the present one is kept. Errors: `transcript.notFound`.
     */
    restore: (videoId: VideoId, transcriptId: string): TranscriptId | undefined =>
      library.db.transaction(
        () => {
          const earlier = getEarlierTranscript(library, videoId, transcriptId);
          const { id, transcript: segments, source, model, language, heard } = earlier;
          // First, so that what is kept now lets no other one go.
          removeEarlierTranscript(library, id);
          const transcript = { segments, source, model, language, heard };
          const kept = bringBackTranscript(library, videoId, transcript);
          rehook(library, videoId);
          rechunk(library, videoId);
          return kept;
        },
        { behavior: 'immediate' },
      ),
    see: (videoId: VideoId, seen: RemoteCaption): void => {
      putPictureDescription(library, videoId, seen);
      rechunk(library, videoId);
    },
  };
}
