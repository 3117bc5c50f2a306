/**
 * The constant of reciprocal rank fusion: Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion
 * outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009.
 */
const rankConstant = 60;

/** What a place in a list is worth: 1 for the first, at index 0, then less and less. */
export function rankShare(index: number): number {
  return (rankConstant + 1) / (rankConstant + index + 1);
}

export interface FusedRank<Key> {
  key: Key;
  /** 0 to 1: 1 is the first place of every list. */
  score: number;
  /** Indexes of the lists that have it. */
  lists: number[];
}

/**
 * One list from several, each best first: the sum of 1 / (60 + rank) over the lists that have a
 * key, as a share of the most it could be. Of equal ones, those of earlier lists go first.
 */
export function fuseRanks<Key>(lists: readonly (readonly Key[])[]): FusedRank<Key>[] {
  const fused = new Map<Key, FusedRank<Key>>();
  for (const [list, keys] of lists.entries()) {
    for (const [index, key] of keys.entries()) {
      const share = rankShare(index) / lists.length;
      const known = fused.get(key);
      if (known === undefined) {
        fused.set(key, { key, score: share, lists: [list] });
      } else {
        known.score += share;
        known.lists.push(list);
      }
    }
  }
  return [...fused.values()].sort((a, b) => b.score - a.score);
}
