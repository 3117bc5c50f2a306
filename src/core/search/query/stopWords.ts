/**
 * English words that say nothing about a moment. A question in plain language is made of them,
 * and a library holds them in nearly every chunk; words of other languages are left to BM25,
 * which gives common words little weight.
 */
const stopWords: ReadonlySet<string> = new Set(
  `a about all also am an and any are as at be because been being but by can could did do does
  doing for from had has have having he her hers him his how i if in into is it its just me my of
  on or our ours out she should so some such than that the their theirs them then there these they
  this those through to too us very was we were what when where which while who whom whose why will with
  within without would you your yours`.split(/\s+/),
);

/** True for a word such as "the", "What's" or "don't", with or without punctuation about it. */
export function isStopWord(word: string): boolean {
  const bare = word
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  const [whole, base] = /^(\p{L}+?)(?:n't|'(?:s|d|m|ll|re|ve))$/u.exec(bare) ?? [];
  return stopWords.has(whole === undefined ? bare : (base ?? ''));
}
