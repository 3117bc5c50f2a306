import { z } from 'zod';
import { type AnswerTo, misshapen, type ReadAnswer, readEnd } from './answerParts.ts';
import { spokenParts } from './spokenParts.ts';

/** Encoders pad, and models round: so far beyond the end a time may lie. */
const toleranceSeconds = 1;

const tokens = z.number().int().nonnegative();
const transcriptionSchema = z.object({
  ...spokenParts,
  /** Not vLLM's. */
  model: z.string().max(300).optional(),
  /** Tokens, or the seconds that were heard, which have no price here. */
  usage: z
    .union([
      z.object({ type: z.literal('tokens'), input_tokens: tokens, output_tokens: tokens }),
      z.object({ type: z.literal('duration') }),
    ])
    .nullish(),
});

/**
 * OpenAI's `json` or `verbose_json` of a transcription: text, and times in order within the clip
 * where they were asked for. A server without word times gives none.
 */
export function readTranscription(
  { request, soundMs }: Pick<AnswerTo, 'request' | 'soundMs'>,
  answer: unknown,
): ReadAnswer {
  const read = transcriptionSchema.safeParse(answer);
  if (!read.success) return misshapen('transcription', read.error);
  const { model, usage, text, segments, words } = read.data;
  const isCounted = usage?.type === 'tokens';
  const counted = isCounted
    ? { prompt_tokens: usage.input_tokens, completion_tokens: usage.output_tokens }
    : undefined;
  const isTimed = request.response_format === 'verbose_json';
  const lacksTimes = isTimed && text.trim() !== '' && (segments ?? []).length === 0;
  const why = lacksTimes
    ? 'verbose_json was requested, but the response has no segments.'
    : (wrongTimes('segment', segments ?? [], soundMs) ?? wrongTimes('word', words ?? [], soundMs));
  return readEnd({ model, usage: counted }, why);
}

function wrongTimes(
  what: string,
  spans: readonly { start: number; end: number }[],
  soundMs: number | undefined,
): string | undefined {
  const most = soundMs === undefined ? Infinity : soundMs / 1_000 + toleranceSeconds;
  let before = 0;
  for (const [index, { start, end }] of spans.entries()) {
    const name = `The ${what} ${index + 1}`;
    if (end < start) return `${name} ends before it starts.`;
    if (start < before) return `${name} starts before the previous one.`;
    if (end > most) return `${name} ends at ${end} s, after the end of the audio.`;
    before = start;
  }
  return undefined;
}
