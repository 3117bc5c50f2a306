/**
 * English words that say nothing about a moment. A question in plain language is made of them,
 * and a library holds them in nearly every chunk; words of other languages are left to BM25,
 * which gives common words little weight. Parts after an apostrophe are here as FTS5 splits them.
 */
const stopWords: ReadonlySet<string> = new Set(
  `a about all also am an and any are as at be because been being but by can could d did do does
  doing don for from had has have having he her hers him his how i if in into is it its just ll m
  me my of on or our ours out re s she should so some such t than that the their theirs them then
  there these they this those to too us ve very was we were what when where which while who whom
  whose why will with would you your yours`.split(/\s+/),
);

/** True for a word such as "the", "what's" or "don't". */
export function isStopWord(word: string): boolean {
  const parts = word.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return parts.every((part) => part === '' || stopWords.has(part));
}
