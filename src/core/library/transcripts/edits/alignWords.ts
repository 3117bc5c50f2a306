/** A word to be compared: by its key, and at most `maxDistanceMs` away. */
export interface AlignableWord {
  key: string;
  startMs: number;
}

/**
 * Which words of two texts are the same: a longest common subsequence (Hunt and Szymanski 1977), of
 * words that lie near each other in time. Pairs of indexes, in order.
 */
export function alignWords(
  before: readonly AlignableWord[],
  after: readonly AlignableWord[],
  maxDistanceMs = Number.POSITIVE_INFINITY,
): [before: number, after: number][] {
  const places = Map.groupBy(after.keys(), (index) => after[index]?.key ?? '');
  /** Of each length, the pair that ends a common subsequence earliest in `after`. */
  const ends: Pair[] = [];
  for (const [index, { key, startMs }] of before.entries()) {
    // From the last, so that one word of `before` is never used twice.
    for (const other of places.get(key)?.toReversed() ?? []) {
      if (Math.abs((after[other]?.startMs ?? 0) - startMs) > maxDistanceMs) continue;
      const length = firstNotBefore(ends, other);
      ends[length] = { before: index, after: other, previous: ends[length - 1] };
    }
  }
  const pairs: [number, number][] = [];
  for (let pair = ends.at(-1); pair !== undefined; pair = pair.previous) {
    pairs.push([pair.before, pair.after]);
  }
  return pairs.reverse();
}

interface Pair {
  before: number;
  after: number;
  previous: Pair | undefined;
}

/** The first length whose end is not before a place, by halving. */
function firstNotBefore(ends: readonly Pair[], place: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle]?.after ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A word without its case and punctuation; of one that has nothing else, the word. */
export function wordKey(text: string): string {
  const letters = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]/gu, '');
  return letters === '' ? text : letters;
}
