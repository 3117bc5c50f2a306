import { comparable, isSameComparable } from './sameText.ts';

/** Longer words may differ by a letter. */
const minFuzzyLetters = 5;

/** A single word that is typed has so many letters: "I" does not become "is". */
const minTypedLetters = 3;

/**
 * Which words of one text are which of another, in order: a longest common subsequence. The last
 * word of a text that is being typed may be the beginning of one.
 */
export function pairWords(
  from: readonly string[],
  to: readonly string[],
  isTyped = false,
): [number, number][] {
  const left = from.map(comparable);
  const right = to.map(comparable);
  const width = right.length + 1;
  const common = new Uint16Array((left.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  const mayGrow = left.length > 1 || (left[0]?.length ?? 0) >= minTypedLetters;
  const isSame = (i: number, j: number): boolean =>
    isSameWord(left[i] ?? '', right[j] ?? '', isTyped && i === left.length - 1 && mayGrow);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const longest = Math.max(at(i + 1, j), at(i, j + 1));
      common[i * width + j] = isSame(i, j) ? Math.max(longest, at(i + 1, j + 1) + 1) : longest;
    }
  }
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    if (isSame(i, j) && at(i, j) === at(i + 1, j + 1) + 1) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

function isSameWord(word: string, other: string, mayGrow: boolean): boolean {
  if (word === other) return true;
  if (mayGrow && word !== '' && !/\p{N}/u.test(word) && other.startsWith(word)) return true;
  return word.length >= minFuzzyLetters && isSameComparable(word, other);
}
