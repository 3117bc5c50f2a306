import { isStopWord } from '../../../search/index.ts';

/** Words that differ in their end alone say the same: bake, baked, baking; chop, chopping. */
const endings = /(?<=\p{L}{3})(?:ing|ers?|ed|[sey])+$/u;
const [minWords, maxWords] = [1, 6];

/**
 * Whether a label says no more than the evidence does: each of its telling words is in a title or is one of the
 * topic's words, but for its ending, and at least one is of the topic's words or in two titles. Numbers,
 * signs and quotes are never part of a label. It keeps what a title tells a model to say out, unless the
 * videos say it, too.
 */
export function isSupported(
  label: string,
  { words, titles }: { words: readonly string[]; titles: readonly string[] },
): boolean {
  if (!/^[\p{L}\p{M}\s'’&-]+$/u.test(label)) return false;
  const said = termsOf(label);
  if (said.length < minWords || said.length > maxWords) return false;
  const own = new Set(termsOf(words.join(' ')));
  const inTitles = titles.map((title) => new Set(termsOf(title)));
  const titlesWith = (term: string): number => inTitles.filter((terms) => terms.has(term)).length;
  const isSaid = said.every((term) => own.has(term) || titlesWith(term) > 0);
  return isSaid && said.some((term) => own.has(term) || titlesWith(term) > 1);
}

/** The telling words of a text, without their endings. */
function termsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [])
    .filter((word) => word.length > 1 && !isStopWord(word))
    .map((word) => word.replace(endings, '').replace(/(\p{L})\1$/u, '$1'));
}
