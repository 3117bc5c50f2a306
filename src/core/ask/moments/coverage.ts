import type { SearchHit } from '../../../contract/index.ts';
import { wordsOf } from '../../drafts/index.ts';
import { editDistance } from '../../search/index.ts';
import { stemOf } from '../planning/questionWords.ts';
import type { WordWeight } from './wordWeights.ts';

/**
 * How much of what a question names a moment has, in its text or its video's title. A word that the search forgave counts as the one it found.
 */
export function coverageOf(
  words: readonly WordWeight[],
  texts: readonly string[],
  hit?: SearchHit,
): Coverage {
  const said = texts.flatMap(wordsOf);
  const stems = new Set(said.map(stemOf));
  const marked = (hit?.highlights ?? []).map(([start, end]) =>
    (hit?.snippet ?? '').slice(start, end).toLowerCase(),
  );
  const has = ({ word, isKnown }: WordWeight): boolean => {
    if (stems.has(stemOf(word)) || marked.some((each) => stemOf(each) === stemOf(word)))
      return true;
    // Scripts without spaces: a word may stand within another.
    if (
      !/^[\p{Script=Latin}\p{N}]+$/u.test(word) &&
      texts.some((text) => text.toLowerCase().includes(word))
    ) {
      return true;
    }
    return (
      !isKnown && marked.some((each) => each[0] === word[0] && editDistance(each, word, 2) <= 2)
    );
  };
  return shareOf(words, words.filter(has));
}

/** What a text has of a question. */
export interface Coverage {
  /** The weights of its words that are there, over those of all, 0 to 1. */
  share: number;
  /** How many of its words are there. */
  words: number;
}

export function shareOf(words: readonly WordWeight[], had: readonly WordWeight[]): Coverage {
  const sum = (list: readonly WordWeight[]) => list.reduce((all, { weight }) => all + weight, 0);
  return { share: sum(had) / Math.max(1e-9, sum(words)), words: had.length };
}
