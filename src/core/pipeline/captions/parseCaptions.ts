import { parseText } from 'media-captions';
import type { SegmentDto } from '../../../shared/index.ts';
import { AppError, toAppError } from '../../base/index.ts';
import { isNonSpeech } from '../speech/nonSpeech.ts';
import { cleanCues } from './cleanCues.ts';
import { plainCueLines } from './plainCueText.ts';

export type CaptionFormat = 'srt' | 'vtt';

export interface ParseCaptionsInput {
  text: string;
  format: CaptionFormat;
  /** 0 when unknown: cues are then not cut at the end of the video. */
  durationMs: number;
}

const maxCues = 50_000;

/**
 * Transcript segments of an SRT or WebVTT text, without word times. Broken cues are skipped.
 * Errors: `captions.invalid` when no cue with words is left.
 */
export async function parseCaptions(input: ParseCaptionsInput): Promise<SegmentDto[]> {
  const cues = await readCues(input);
  const segments = cleanCues(
    cues.slice(0, maxCues).map((cue) => ({
      startMs: Math.round(cue.startTime * 1_000),
      endMs: Math.round(cue.endTime * 1_000),
      lines: plainCueLines(cue.text).filter((line) => !isNonSpeech(line)),
    })),
    input.durationMs,
  ).map(({ startMs, endMs, lines }) => ({ startMs, endMs, text: lines.join(' '), words: [] }));
  if (segments.length === 0) {
    throw new AppError('captions.invalid', 'The captions hold no cue with a time and a text.');
  }
  return segments;
}

/** The parser throws on some headers that are not WebVTT; what it read until then is lost. */
async function readCues({ text, format }: ParseCaptionsInput) {
  try {
    return (await parseText(text, { type: format, strict: false, errors: false })).cues;
  } catch (error) {
    const { message } = toAppError(error);
    throw new AppError('captions.invalid', message, { cause: error });
  }
}
