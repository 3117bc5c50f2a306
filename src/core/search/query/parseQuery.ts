import { isStopWord } from './stopWords.ts';

/** A query as FTS5 expressions. Undefined parts were not in it. */
export interface ParsedQuery {
  /** What the expressions are made of. */
  terms: QueryTerms;
  /** An expression for each phrase and word. */
  parts: readonly string[];
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

/** In lower case, without operators; words are those that tell something, where there are such. */
export interface QueryTerms {
  words: readonly string[];
  phrases: readonly string[];
  excluded: readonly string[];
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
  const telling = words.filter((word) => !isStopWord(word)).map(withoutPossessive);
  const wanted = telling.length > 0 || phrases.length > 0 ? [...new Set(telling)] : words;
  const terms = { words: wanted, phrases, excluded };
  return { terms, ...expressionsOf(terms), text };
}

/** The expressions of terms; `alternatives` are expressions that also stand for a word. */
export function expressionsOf(
  { words, phrases, excluded }: QueryTerms,
  alternatives: ReadonlyMap<string, readonly string[]> = new Map(),
): Omit<ParsedQuery, 'terms' | 'text'> {
  const asked = words.map((word) => {
    const others = alternatives.get(word) ?? [];
    return others.length === 0 ? quoted(word) : `(${[quoted(word), ...others].join(' OR ')})`;
  });
  const strict = phrases.map(quoted);
  const required = joined(strict, 'AND');
  const not = joined(excluded.map(quoted), 'OR');
  const without = (expression: string | undefined): string | undefined =>
    expression === undefined || not === undefined ? expression : `(${expression}) NOT (${not})`;
  const anyWord = joined(asked, 'OR');
  // With phrases, the words only lift a text in the order.
  const any =
    required !== undefined && anyWord !== undefined
      ? `(${required}) AND ((${required}) OR (${anyWord}))`
      : (required ?? anyWord);
  const all = asked.length + strict.length > 1 ? joined([...strict, ...asked], 'AND') : undefined;
  return {
    parts: [...strict, ...asked],
    any: without(any),
    all: asked.length === 0 ? undefined : without(all),
    marked: joined([...strict, ...asked], 'OR'),
    required,
    excluded: not,
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

/** FTS5 reads “America's” as two words: whoever asks for it means the first. */
function withoutPossessive(word: string): string {
  return word.replace(/(?<=\p{L})['’]s$/u, '');
}

/** A term as a string in which nothing is an operator; terms hold no quotation marks. */
export function quoted(term: string): string {
  return `"${term}"`;
}

function joined(expressions: readonly string[], operator: 'AND' | 'OR'): string | undefined {
  return expressions.length === 0 ? undefined : expressions.join(` ${operator} `);
}
