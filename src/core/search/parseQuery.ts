/** A query as FTS5 expressions. Undefined parts were not in it. */
export interface ParsedQuery {
  /** Any of the words, all of the phrases, none of what is excluded. */
  match: string | undefined;
  /** The phrases alone, which a chunk found by meaning must have too. */
  required: string | undefined;
  /** What no hit may have. */
  excluded: string | undefined;
  /** What is looked for, without signs: the text whose meaning is searched. */
  text: string;
}

/** More terms than anyone types; each costs a look-up. */
const mostTerms = 64;

/**
 * Reads words, "quoted phrases", -word and -"phrase". Words are alternatives, because a question
 * in plain language should not demand each of its words: BM25 puts texts with more and rarer ones
 * first. Phrases and exclusions are strict. Any string is safe: every term reaches FTS5 as a
 * quoted string (https://sqlite.org/fts5.html, 3.1), in which nothing is an operator.
 */
export function parseQuery(query: string): ParsedQuery {
  const words: string[] = [];
  const phrases: string[] = [];
  const excluded: string[] = [];
  const pattern = /(?<![^\s"])(-?)(?:"([^"]*)"?|([^\s"]+))/gu;
  for (const [, sign, phrase, word] of query.matchAll(pattern)) {
    if (words.length + phrases.length + excluded.length >= mostTerms) break;
    const term = (phrase ?? word ?? '').replaceAll('\0', ' ').trim();
    // Punctuation and pictures are no tokens: they can be neither found nor excluded.
    if (!/[\p{L}\p{N}]/u.test(term)) continue;
    if (sign === '-') excluded.push(term);
    else if (phrase !== undefined) phrases.push(term);
    else words.push(term);
  }
  const required = joined(phrases, ' AND ');
  const anyWord = joined(words, ' OR ');
  const not = joined(excluded, ' OR ');
  return {
    match: positive(required, anyWord, not),
    required,
    excluded: not,
    text: [...words, ...phrases].join(' '),
  };
}

function positive(
  required: string | undefined,
  anyWord: string | undefined,
  not: string | undefined,
): string | undefined {
  // With phrases, the words only lift a text in the order.
  const wanted =
    required !== undefined && anyWord !== undefined
      ? `((${required}) AND (${anyWord})) OR (${required})`
      : (required ?? anyWord);
  if (wanted === undefined) return undefined;
  return not === undefined ? wanted : `(${wanted}) NOT (${not})`;
}

function joined(terms: readonly string[], operator: string): string | undefined {
  if (terms.length === 0) return undefined;
  return terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(operator);
}
