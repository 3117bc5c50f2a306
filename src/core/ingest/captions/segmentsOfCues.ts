import type { SegmentDto } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { isNonSpeech } from '../speech/words/nonSpeech.ts';
import { cleanCues } from './cleanCues.ts';
import { plainCueLines } from './plainCueText.ts';

/** A cue as a file or a container holds it, markup included. */
export interface RawCue {
  startMs: number;
  endMs: number;
  text: string;
}

const maxCues = 50_000;

/**
 * Cues as transcript segments of plain text without word times. `durationMs` 0 is unknown: cues
 * are then not cut at the end of the video.
 * Errors: `captions.invalid` when no cue with words is left.
 */
export function segmentsOfCues(cues: readonly RawCue[], durationMs: number): SegmentDto[] {
  const segments = cleanCues(
    cues.slice(0, maxCues).map(({ startMs, endMs, text }) => ({
      startMs: Math.round(startMs),
      endMs: Math.round(endMs),
      lines: plainCueLines(text).filter((line) => !isNonSpeech(line)),
    })),
    durationMs,
  ).map(({ startMs, endMs, lines }) => ({ startMs, endMs, text: lines.join(' '), words: [] }));
  if (segments.length === 0) {
    throw new AppError('captions.invalid', 'The captions contain no timed text.');
  }
  return segments;
}
