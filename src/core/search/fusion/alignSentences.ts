import type { SegmentDto } from '../../../contract/index.ts';
import { timedWords } from '../../library/index.ts';
import type { FoundChunk } from '../chunks/findChunks.ts';
import type { TextRange } from '../chunks/matchRanges.ts';

/** A word of a chunk's text with its time in the video. */
export interface SpokenWord {
  startMs: number;
  endMs: number;
  range: TextRange;
}

/** A sentence, or a part of one, of a chunk of speech: words of one transcript segment. */
export interface AlignedSentence {
  startMs: number;
  endMs: number;
  range: TextRange;
  words: SpokenWord[];
}

/**
 * The sentences of a spoken chunk's text with their times. Text and transcript are laid over each
 * other by their letters, because spaces are not the same in both. Empty when the transcript is
 * no longer the one that the chunk was made of.
 */
export function alignSentences(
  chunk: FoundChunk,
  segments: readonly SegmentDto[],
): AlignedSentence[] {
  const words = segments.flatMap((segment, sentence) =>
    timedWords(segment).map((word) => ({ ...word, sentence, letters: lettersOf(word.text) })),
  );
  const letters = lettersOf(chunk.text);
  const from = words
    .map((word) => word.letters)
    .join('')
    .indexOf(letters);
  if (letters === '' || from === -1) return [];
  const offsets = [...chunk.text.matchAll(/\S/g)].map((match) => match.index);
  const sentences = new Map<number, AlignedSentence>();
  let at = -from;
  for (const word of words) {
    const [first, next] = [at, at + word.letters.length];
    at = next;
    const start = offsets[first];
    const last = offsets[next - 1];
    if (start === undefined || last === undefined) continue;
    const { startMs, endMs } = word;
    const spoken: SpokenWord = { startMs, endMs, range: [start, last + 1] };
    const sentence = sentences.get(word.sentence);
    if (sentence === undefined) {
      sentences.set(word.sentence, { startMs, endMs, range: spoken.range, words: [spoken] });
    } else {
      sentence.endMs = Math.max(sentence.endMs, endMs);
      sentence.range = [sentence.range[0], last + 1];
      sentence.words.push(spoken);
    }
  }
  return [...sentences.values()];
}

function lettersOf(text: string): string {
  return text.replace(/\s+/g, '');
}
