import type { SegmentDto, VideoId } from '../../../shared/index.ts';
import { toAppError } from '../../base/index.ts';
import {
  getVideo,
  type Library,
  putPictureDescription,
  replaceTranscript,
} from '../../library/index.ts';
import { segmentsOfCues } from '../captions/segmentsOfCues.ts';
import { cleanWords } from '../speech/cleanWords.ts';
import { groupWords } from '../speech/groupWords.ts';
import { rechunk, rehook } from './rechunk.ts';

interface Span {
  startMs: number;
  endMs: number;
  text: string;
}

/** What a server heard in a video. */
export interface HeardElsewhere {
  /** As the server divided it; used where there are no words with times. */
  segments: readonly Span[];
  words: readonly Span[];
  language?: string | undefined;
  /** As the server names it. */
  model: string;
}

/** What a server sees on a picture. */
export interface SeenElsewhere extends Span {
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
    hear: (videoId: VideoId, { segments, words, language, model }: HeardElsewhere): number => {
      const { durationMs } = getVideo(library, videoId);
      const heard =
        words.length > 0
          ? groupWords(cleanWords(words, durationMs))
          : withoutWords(segments, durationMs);
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

function withoutWords(segments: readonly Span[], durationMs: number): SegmentDto[] {
  try {
    return segmentsOfCues(segments, durationMs);
  } catch (error) {
    if (toAppError(error).code === 'captions.invalid') return [];
    throw error;
  }
}
