import { z } from 'zod';
import { AppError } from '../../../base/index.ts';
import { spokenParts } from '../../batches/answers/spokenParts.ts';
import type { Reading } from '../../protocol/reading.ts';
import type { TranscriptionResponseVerbose } from '../../protocol/vllmTypes.ts';

export interface HeardSpan {
  startMs: number;
  endMs: number;
  text: string;
}

/** A transcription as the library takes it. */
export interface Heard {
  segments: HeardSpan[];
  /** Empty where the server gives no times of words. */
  words: HeardSpan[];
  /** ISO 639-1, where the server said it that way. */
  language?: string;
}

const answerSchema = z.object({
  ...spokenParts,
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .optional()
    .catch(undefined),
} satisfies Reading<TranscriptionResponseVerbose>);

/** What an answer in OpenAI's `verbose_json` says. Errors: `endpoint.invalidAnswer`. */
export function heardIn(answer: unknown): Heard {
  const read = answerSchema.safeParse(answer);
  if (!read.success) {
    throw new AppError(
      'endpoint.invalidAnswer',
      'The response is not a transcript with timestamps.',
    );
  }
  const { segments, words, language } = read.data;
  return {
    segments: (segments ?? []).map(({ text, ...span }) => spanOf(text, span)),
    words: (words ?? []).map(({ word, ...span }) => spanOf(word.trim(), span)),
    ...(language !== undefined && { language }),
  };
}

function spanOf(text: string, { start, end }: { start: number; end: number }): HeardSpan {
  // Control characters have no place in a transcript, and steer a terminal.
  const clean = text.normalize('NFC').replace(/[\p{Cc}\p{Cs}]/gu, ' ');
  return { startMs: Math.round(start * 1_000), endMs: Math.round(end * 1_000), text: clean };
}
