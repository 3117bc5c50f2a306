import type { MatchedBy } from '../../shared/index.ts';

/** A chunk, found in one way or both. */
export interface RankedChunk {
  id: number;
  /** 0 to 1: 1 is the first place of every list. */
  score: number;
  matched: MatchedBy[];
}

/**
 * The constant of reciprocal rank fusion: Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion
 * outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009.
 */
const rankConstant = 60;

/**
 * One list from two lists of chunk ids, best first: the sum of 1 / (60 + rank) over the lists
 * that have a chunk, as a share of the most it could be. Of equal ones, words go first.
 */
export function fuse(byWords: readonly number[], byMeaning: readonly number[]): RankedChunk[] {
  const ranked = new Map<number, RankedChunk>();
  const lists = [
    ['words', byWords],
    ['meaning', byMeaning],
  ] as const;
  for (const [way, ids] of lists) {
    for (const [index, id] of ids.entries()) {
      const share = (rankConstant + 1) / (rankConstant + index + 1) / lists.length;
      const known = ranked.get(id);
      if (known === undefined) {
        ranked.set(id, { id, score: share, matched: [way] });
      } else {
        known.score += share;
        known.matched.push(way);
      }
    }
  }
  return [...ranked.values()].sort((a, b) => b.score - a.score);
}
