import type { Library } from '../../db/index.ts';
import { editDistance } from './editDistance.ts';
import { expressionsOf, type ParsedQuery, quoted } from './parseQuery.ts';

export interface ForgivingQuery extends ParsedQuery {
  /** Neighbouring words written as one, as in hashtags, where a video has them: looked for last. */
  compounds: readonly string[];
  /** Any of the compounds, with what is required and excluded. */
  anyCompound: string | undefined;
}

/** Words that are looked up; a longer query finds enough without. */
const maxWords = 8;
const maxAlternatives = 3;
/** Of four letters every other word is one letter away: skin, skip. */
const minLetters = 5;

/**
 * A query that also finds what was meant. A word that no video has is looked for as the words nearest
 * to it (edit distance 1, from eight letters 2, with the same first letter) and as two or three
 * words of which it was put together; words that stand side by side, as one.
 */
export function forgiveWords(library: Library, parsed: ParsedQuery): ForgivingQuery {
  const { terms } = parsed;
  const words = terms.words.slice(0, maxWords).filter((word) => /^\p{L}+$/u.test(word));
  const alternatives = new Map<string, readonly string[]>();
  for (const word of words) {
    if (word.length < minLetters || isFound(library, word)) continue;
    alternatives.set(word, [...partsOf(library, word), ...wordsNear(library, word)]);
  }
  const pairs = words.slice(1).map((word, at) => `${words[at]}${word}`);
  const compounds = pairs.filter((pair) => isFound(library, pair)).map(quoted);
  if (alternatives.size === 0 && compounds.length === 0) {
    return { ...parsed, compounds, anyCompound: undefined };
  }
  const expressions = expressionsOf(terms, alternatives);
  const strict = [
    ...(parsed.required === undefined ? [] : [`(${parsed.required})`]),
    `(${compounds.join(' OR ')})`,
  ].join(' AND ');
  const not = parsed.excluded === undefined ? '' : ` NOT (${parsed.excluded})`;
  return {
    ...{ ...parsed, ...expressions },
    marked: [expressions.marked, ...compounds].filter((part) => part !== undefined).join(' OR '),
    compounds,
    anyCompound: compounds.length === 0 ? undefined : `(${strict})${not}`,
  };
}

function isFound({ db }: Library, text: string): boolean {
  const statement = db.$client.prepare<[string], number>(
    'SELECT rowid FROM documents_fts WHERE documents_fts MATCH ? LIMIT 1',
  );
  return statement.get(quoted(text)) !== undefined;
}

/** The phrase that a word was put together of: "slapaphone". The fewest words that a video has. */
function partsOf(library: Library, word: string): string[] {
  for (let at = 3; at <= word.length - 3; at++) {
    const phrase = `${word.slice(0, at)} ${word.slice(at)}`;
    if (isFound(library, phrase)) return [quoted(phrase)];
  }
  for (let at = 3; at <= word.length - 4; at++) {
    for (let next = at + 1; next <= Math.min(at + 4, word.length - 3); next++) {
      const phrase = `${word.slice(0, at)} ${word.slice(at, next)} ${word.slice(next)}`;
      if (isFound(library, phrase)) return [quoted(phrase)];
    }
  }
  return [];
}

/** Terms of the index are stems: what a word may end in is left out, too, before they compare. */
function wordsNear({ db }: Library, word: string): string[] {
  const bare = word.normalize('NFD').replace(/\p{M}/gu, '');
  const forms = [
    ...new Set([bare, bare.replace(/(?:ing|ed|es|s|e)$/, ''), bare.replace(/y$/, 'i')]),
  ];
  const max = bare.length >= 8 ? 2 : 1;
  const [first = ''] = bare;
  const terms = db.$client
    .prepare<[string, string, number, number], { term: string; doc: number }>(
      `SELECT term, doc FROM document_terms
       WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?`,
    )
    .all(first, `${first}\u{10ffff}`, bare.length - max - 3, bare.length + max);
  return terms
    .map(({ term, doc }) => ({
      ...{ term, doc },
      distance: Math.min(...forms.map((form) => editDistance(form, term, max))),
    }))
    .filter(({ distance }) => distance <= max)
    .sort((one, other) => one.distance - other.distance || other.doc - one.doc)
    .slice(0, maxAlternatives)
    .map(({ term }) => quoted(term));
}
