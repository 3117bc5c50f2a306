import type { SearchHit } from '../../../contract/index.ts';
import { wordsOf } from '../../drafts/index.ts';
import { editDistance } from '../../search/index.ts';
import { stemOf } from '../planning/questionWords.ts';
import type { WordWeight } from './wordWeights.ts';

/**
 * How much of what a question names a moment has, 0 to 1: the weights of its words that are in the
 * moment's text or its video's title. A word that the search forgave counts as the one it found.
 */
export function coverageOf(
  words: readonly WordWeight[],
  texts: readonly string[],
  hit?: SearchHit,
): number {
  const all = words.reduce((sum, { weight }) => sum + weight, 0);
  if (all === 0) return 0;
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
  return words.reduce((sum, word) => sum + (has(word) ? word.weight : 0), 0) / all;
}
