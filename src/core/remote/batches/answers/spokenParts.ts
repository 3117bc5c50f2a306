import { z } from 'zod';
import type { Reading } from '../../protocol/reading.ts';
import type {
  TranscriptionResponseVerbose,
  TranscriptionSegment,
  TranscriptionWord,
} from '../../protocol/vllmTypes.ts';

/** A year and more: no recording is longer. */
const seconds = z.number().nonnegative().max(100_000_000);
const times = { start: seconds, end: seconds };

/** What is read of OpenAI's `json` and `verbose_json` of a transcription. */
export const spokenParts = {
  text: z.string(),
  segments: z
    .array(z.object({ ...times, text: z.string() } satisfies Reading<TranscriptionSegment>))
    .nullish(),
  words: z
    .array(z.object({ ...times, word: z.string() } satisfies Reading<TranscriptionWord>))
    .nullish(),
} satisfies Reading<TranscriptionResponseVerbose>;
