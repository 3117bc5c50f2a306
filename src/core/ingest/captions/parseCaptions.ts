import { parseText } from 'media-captions';
import type { SegmentDto } from '../../../contract/index.ts';
import { AppError, toAppError } from '../../base/index.ts';
import { segmentsOfCues } from './segmentsOfCues.ts';

export type CaptionFormat = 'srt' | 'vtt';

/** Two hours of dense captions are some 300,000; reading them holds up everything else. */
const maxCharacters = 5_000_000;

export interface ParseCaptionsInput {
  text: string;
  format: CaptionFormat;
  /** 0 when unknown: cues are then not cut at the end of the video. */
  durationMs: number;
}

/**
 * Transcript segments of an SRT or WebVTT text, without word times. Broken cues are skipped.
 * Errors: `captions.invalid` when no cue with words is left, or the text is absurdly long.
 */
export async function parseCaptions(input: ParseCaptionsInput): Promise<SegmentDto[]> {
  if (input.text.length > maxCharacters) {
    throw new AppError('captions.invalid', `They have over ${maxCharacters} characters.`);
  }
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
  // The parser looks for its arrow from each space of a run: 73 kB of spaces took it 15 seconds.
  const spaced = text.replace(/[^\S\r\n]{2,}/g, ' ');
  try {
    return (await parseText(spaced, { type: format, strict: false, errors: false })).cues;
  } catch (error) {
    const { message } = toAppError(error);
    throw new AppError('captions.invalid', message, { cause: error });
  }
}
