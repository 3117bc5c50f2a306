import { wordsOf } from './words.ts';

/** A run of this many words in a row is hardly ever chance. */
const runWords = 3;

/**
 * How much of `text` is taken from `source`, word for word, from 0 to 1: the share of the text's
 * runs of three words that the source has too (containment of word n-grams, A. Broder, On the
 * resemblance and containment of documents, 1997). Case and punctuation do not count. Texts of
 * fewer words are compared by one run.
 */
export function copiedShare(text: string, source: string): number {
  const words = wordsOf(text);
  const size = Math.min(runWords, words.length);
  if (size === 0) return 0;
  const runs = runsOf(words, size);
  const known = new Set(runsOf(wordsOf(source), size));
  return runs.filter((run) => known.has(run)).length / runs.length;
}

/**
 * How alike two texts are, from 0 to 1, whichever is longer and whatever their word order: the
 * greater of what either copies of the other and the overlap of their words (Jaccard).
 */
export function likeness(a: string, b: string): number {
  return Math.max(copiedShare(a, b), copiedShare(b, a), overlap(wordsOf(a), wordsOf(b)));
}

function runsOf(words: readonly string[], size: number): string[] {
  const runs: string[] = [];
  for (let at = 0; at + size <= words.length; at++) {
    runs.push(words.slice(at, at + size).join(' '));
  }
  return runs;
}

function overlap(a: readonly string[], b: readonly string[]): number {
  const union = new Set([...a, ...b]).size;
  if (union === 0) return 0;
  const inB = new Set(b);
  return [...new Set(a)].filter((word) => inB.has(word)).length / union;
}
