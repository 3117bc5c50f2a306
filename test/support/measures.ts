/** "3 weeks" and "three weeks" sound the same; transcripts may write either. */
const digits = 'zero one two three four five six seven eight nine ten'.split(' ');

/** Lower-case words without punctuation; small numbers as words. */
export function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => digits[Number(word)] ?? word);
}

/** Insertions, deletions and replacements that turn one list into the other (Levenshtein). */
export function editDistance(from: readonly string[], to: readonly string[]): number {
  let row = to.map((_, i) => i + 1);
  for (const [i, have] of from.entries()) {
    let diagonal = i;
    let left = i + 1;
    row = row.map((up, j) => {
      const cost = Math.min(left + 1, up + 1, diagonal + (have === to[j] ? 0 : 1));
      diagonal = up;
      left = cost;
      return cost;
    });
  }
  return row.at(-1) ?? from.length;
}
