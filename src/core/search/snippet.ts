import { matchEnd, matchStart } from '../library/index.ts';

/** A piece of text with the half-open character ranges in it that match. */
export interface Snippet {
  snippet: string;
  highlights: [number, number][];
}

const longestSnippet = 180;

/** The matching words of a text that FTS5 has marked, lower case. */
export function matchedWords(marked: string | undefined): Set<string> {
  const pattern = new RegExp(`${matchStart}([^${matchEnd}]*)${matchEnd}`, 'gu');
  const words = [...(marked ?? '').matchAll(pattern)].flatMap(([, text]) => wordsOf(text ?? ''));
  return new Set(words);
}

/** How many words of a text match. */
export function countMatches(text: string, matched: ReadonlySet<string>): number {
  return wordsOf(text).filter((word) => matched.has(word)).length;
}

/** A text cut to a readable length around its first match, with the matches in it. */
export function makeSnippet(text: string, matched: ReadonlySet<string>): Snippet {
  const first = ranges(text, matched)[0]?.[0] ?? 0;
  const from = text.length <= longestSnippet ? 0 : startOfWord(text, first - longestSnippet / 3);
  const whole = text.slice(from);
  const cut =
    whole.length <= longestSnippet ? whole : whole.slice(0, endOfWord(whole, longestSnippet));
  const snippet = `${from > 0 ? '…' : ''}${cut}${cut.length < whole.length ? '…' : ''}`;
  return { snippet, highlights: ranges(snippet, matched) };
}

function ranges(text: string, matched: ReadonlySet<string>): [number, number][] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter(([word]) => matched.has(word.toLowerCase()))
    .map((match): [number, number] => [match.index, match.index + match[0].length]);
}

function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.toLowerCase());
}

function startOfWord(text: string, near: number): number {
  if (near <= 0) return 0;
  const space = text.indexOf(' ', near);
  return space === -1 ? Math.floor(near) : space + 1;
}

function endOfWord(text: string, near: number): number {
  const space = text.lastIndexOf(' ', near);
  return space <= 0 ? near : space;
}
