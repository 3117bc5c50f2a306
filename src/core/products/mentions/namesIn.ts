/** A name's words as they are compared. */
export type NameWords = readonly string[];

interface Token {
  word: string;
  /** After a `#`. */
  isTag: boolean;
  start: number;
  end: number;
}

/** Shorter ones begin other words as well. */
const leastTagName = 6;

/** What a hashtag of a name begins with: `#amazonfinds` names Amazon. Undefined for a short one. */
export function tagBeginning(name: NameWords): string | undefined {
  const together = name.join('');
  return together.length < leastTagName ? undefined : together;
}

/** Words as they are compared: in lower case, without accents, without what an apostrophe adds. */
export function nameWords(name: string): NameWords {
  return tokensOf(name).map(({ word }) => word);
}

/**
 * Where one of the names stands in a text, word by word; the last word may be a plural. FTS5 finds
 * what has the same stems ("Glossier" and "gloss"), which is not yet the name. A hashtag may go on
 * after the name. The first place, as half-open [start, end) in UTF-16 units.
 */
export function nameIn(
  text: string,
  names: readonly NameWords[],
): readonly [start: number, end: number] | undefined {
  const tokens = tokensOf(text);
  for (let at = 0; at < tokens.length; at++) {
    for (const name of names) {
      const tag = tagBeginning(name);
      const token = tokens[at];
      if (tag !== undefined && token?.isTag === true && token.word.startsWith(tag)) {
        return [token.start, token.end];
      }
      const found = tokens.slice(at, at + name.length);
      const [first, last] = [found[0], found.at(-1)];
      if (first === undefined || last === undefined || found.length < name.length) continue;
      const isSame = name.every((word, index) => {
        const said = found[index]?.word ?? '';
        return said === word || (index === name.length - 1 && isPlural(said, word));
      });
      if (isSame) return [first.start, last.end];
    }
  }
  return undefined;
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
/** What was transcribed or read may have no full stops. */
const mostQuoted = 180;

/** The sentence that names it; of a long one, what is around the name, cut between words. */
export function sentenceWith(text: string, names: readonly NameWords[]): string | undefined {
  const place = nameIn(text, names);
  if (place === undefined) return undefined;
  const [start, end] = place;
  const { index = 0, segment = text } = sentences.segment(text).containing(start) ?? {};
  // A name with a full stop in it would be cut.
  const until = Math.max(end, index + segment.length);
  if (until - index <= mostQuoted) return text.slice(index, until).trim();
  const spare = Math.floor((mostQuoted - (end - start)) / 2);
  const before = text.slice(Math.max(index, start - spare), start).replace(/^\S*\s/, '');
  const after = text.slice(end, Math.min(until, end + spare)).replace(/\s\S*$/, '');
  return `…${before}${text.slice(start, end)}${after}…`;
}

function isPlural(said: string, word: string): boolean {
  return said === `${word}s` || said === `${word}es`;
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’]\p{L}+)?/gu)].map((match) => ({
    word: (match[0].split(/['’]/)[0] ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase(),
    isTag: text[match.index - 1] === '#',
    start: match.index,
    end: match.index + match[0].length,
  }));
}
