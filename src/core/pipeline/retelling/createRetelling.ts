import type { VideoId } from '../../../shared/index.ts';
import {
  getVideo,
  type Library,
  putPictureDescription,
  replaceTranscript,
} from '../../library/index.ts';
import { type HeardElsewhere, sentencesOf, type TextSpan } from './heardElsewhere.ts';
import { rechunk, rehook } from './rechunk.ts';

/** What a server sees on a picture. */
export interface SeenElsewhere extends TextSpan {
  /** Time of the picture; the span is of its shot. */
  atMs: number;
  model: string;
}

/**
 * Puts what others heard and saw into the library as ingest would have: cleaned, in sentences, with
 * hook and chunks. Each runs whole in the transaction of its caller.
 */
export function createRetelling(library: Library) {
  return {
    /** Sentences of what was heard; none: nothing was said, and what was known stays. */
    hear: (videoId: VideoId, { language, model, ...said }: HeardElsewhere): number => {
      const { durationMs } = getVideo(library, videoId);
      const heard = sentencesOf(said, durationMs);
      if (heard.length === 0) return 0;
      replaceTranscript(library, videoId, { segments: heard, source: 'whisper', model, language });
      rehook(library, videoId);
      rechunk(library, videoId);
      return heard.length;
    },
    see: (videoId: VideoId, seen: SeenElsewhere): void => {
      putPictureDescription(library, videoId, seen);
      rechunk(library, videoId);
    },
  };
}
