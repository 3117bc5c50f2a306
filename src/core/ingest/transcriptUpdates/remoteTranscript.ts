import type { SegmentDto } from '../../../contract/index.ts';
import { toAppError } from '../../base/index.ts';
import { segmentsOfCues } from '../captions/segmentsOfCues.ts';
import { cleanWords } from '../speech/words/cleanWords.ts';
import { groupWords } from '../speech/words/groupWords.ts';

export interface TextSpan {
  startMs: number;
  endMs: number;
  text: string;
}

/** What a server heard in a video. */
export interface RemoteTranscript {
  /** As the server divided it; used where there are no words with times. */
  segments: readonly TextSpan[];
  words: readonly TextSpan[];
  language?: string | undefined;
  /** As the server names it. */
  model: string;
}

/** The sentences of it, cleaned and divided as those that this machine hears; none: nothing is said. */
export function sentencesOf(
  { segments, words }: Pick<RemoteTranscript, 'segments' | 'words'>,
  durationMs: number,
): SegmentDto[] {
  if (words.length > 0) return groupWords(cleanWords(words, durationMs));
  try {
    return segmentsOfCues(segments, durationMs);
  } catch (error) {
    if (toAppError(error).code === 'captions.invalid') return [];
    throw error;
  }
}
