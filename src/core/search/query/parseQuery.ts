import { isStopWord } from './stopWords.ts';

/** A query as FTS5 expressions. Undefined parts were not in it. */
export interface ParsedQuery {
  /** Any of the words, each of the phrases, nothing that is excluded. */
  any: string | undefined;
  /** Each of the words and phrases; undefined when that is the same as `any`. */
  all: string | undefined;
  /** Words and phrases as alternatives: what to highlight. */
  marked: string | undefined;
  /** The phrases alone, which a chunk found by meaning must have too. */
  required: string | undefined;
  /** What no hit may have. */
  excluded: string | undefined;
  /** What is looked for, without signs: the text whose meaning is searched. */
  text: string;
}

/** As the contract has it; what calls the room from inside is cut at it too. */
const maxCharacters = 2_000;
/** More words than anyone asks with; each costs a look-up. Phrases and exclusions are strict. */
const maxWords = 64;

/**
 * Reads words, "quoted phrases", -word and -"phrase"; a quotation mark without its other half is
 * nothing. Words are alternatives, because a question in plain language should not demand each
 * of its words, and words like "the" count only when there is nothing else. Any string is safe:
 * every term reaches FTS5 as a quoted string (https://sqlite.org/fts5.html, 3.1), in which
 * nothing is an operator.
 */
export function parseQuery(query: string): ParsedQuery {
  const { words, phrases, excluded, text } = readTerms(query);
  const telling = words.filter((word) => !isStopWord(word));
  const wanted = telling.length > 0 || phrases.length > 0 ? telling : words;
  const required = joined(phrases, 'AND');
  const not = joined(excluded, 'OR');
  const without = (expression: string | undefined): string | undefined =>
    expression === undefined || not === undefined ? expression : `(${expression}) NOT (${not})`;
  const anyWord = joined(wanted, 'OR');
  // With phrases, the words only lift a text in the order.
  const any =
    required !== undefined && anyWord !== undefined
      ? `(${required}) AND ((${required}) OR (${anyWord}))`
      : (required ?? anyWord);
  const all =
    wanted.length + phrases.length > 1 ? joined([...phrases, ...wanted], 'AND') : undefined;
  return {
    any: without(any),
    all: wanted.length === 0 ? undefined : without(all),
    marked: joined([...phrases, ...wanted], 'OR'),
    required,
    excluded: not,
    text,
  };
}

interface Terms {
  words: string[];
  phrases: string[];
  excluded: string[];
  text: string;
}

function readTerms(query: string): Terms {
  const words = new Set<string>();
  const phrases = new Set<string>();
  const excluded = new Set<string>();
  const text: string[] = [];
  const plain = query
    .slice(0, maxCharacters)
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[“”„«»]/gu, '"');
  for (const [, sign, phrase, word = ''] of plain.matchAll(/(-?)"([^"]*)"|([^\s"]+)/gu)) {
    const isExcluded = phrase === undefined ? word.startsWith('-') : sign === '-';
    const term = (phrase ?? word.replace(/^-+/, '')).trim();
    // Punctuation and pictures are no tokens: they can be neither found nor excluded.
    if (!/[\p{L}\p{N}\p{Co}]/u.test(term)) continue;
    const key = term.toLowerCase();
    if (isExcluded) excluded.add(key);
    else {
      text.push(term);
      if (phrase !== undefined) phrases.add(key);
      else if (words.size < maxWords) words.add(key);
    }
  }
  return {
    words: [...words],
    phrases: [...phrases],
    excluded: [...excluded],
    text: text.join(' '),
  };
}

function joined(terms: readonly string[], operator: 'AND' | 'OR'): string | undefined {
  if (terms.length === 0) return undefined;
  return terms.map((term) => `"${term}"`).join(` ${operator} `);
}
