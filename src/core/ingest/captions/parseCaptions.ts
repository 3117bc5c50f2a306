import { parseText } from 'media-captions';
import type { SegmentDto } from '../../../contract/index.ts';
import { AppError, toAppError } from '../../base/index.ts';
import { segmentsOfCues } from './segmentsOfCues.ts';

export type CaptionFormat = 'srt' | 'vtt';

export interface ParseCaptionsInput {
  text: string;
  format: CaptionFormat;
  /** 0 when unknown: cues are then not cut at the end of the video. */
  durationMs: number;
}

/**
 * Transcript segments of an SRT or WebVTT text, without word times. Broken cues are skipped.
 * Errors: `captions.invalid` when no cue with words is left.
 */
export async function parseCaptions(input: ParseCaptionsInput): Promise<SegmentDto[]> {
  const cues = await readCues(input);
  return segmentsOfCues(
    cues.map(({ startTime, endTime, text }) => ({
      startMs: startTime * 1_000,
      endMs: endTime * 1_000,
      text,
    })),
    input.durationMs,
  );
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
