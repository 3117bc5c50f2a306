import type { MatchedBy } from '../../shared/index.ts';
import type { FoundChunk } from '../library/index.ts';

/** One moment, found in one way or both. */
export interface Moment {
  chunk: FoundChunk;
  matched: MatchedBy[];
  score: number;
}

/**
 * The constant of reciprocal rank fusion: Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion
 * outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009.
 */
const rankConstant = 60;

/**
 * One list from two, best first: a moment's score is the sum of 1 / (60 + rank) over the lists
 * that have it. Chunks of one video that overlap in time (what is said and shown together) are
 * one moment: the best of them, found in all the ways in which they were.
 */
export function fuse(
  byWords: readonly FoundChunk[],
  byMeaning: readonly FoundChunk[],
  limit: number,
): Moment[] {
  const moments = new Map<number, Moment>();
  const lists = [
    ['words', byWords],
    ['meaning', byMeaning],
  ] as const;
  for (const [matched, chunks] of lists) {
    for (const [index, chunk] of chunks.entries()) {
      const score = 1 / (rankConstant + index + 1);
      const known = moments.get(chunk.id);
      if (known === undefined) {
        moments.set(chunk.id, { chunk, matched: [matched], score });
      } else {
        known.score += score;
        known.matched.push(matched);
        known.chunk = { ...known.chunk, ...chunk };
      }
    }
  }
  const kept: Moment[] = [];
  for (const moment of [...moments.values()].sort((a, b) => b.score - a.score)) {
    const same = kept.find((other) => isSameMoment(moment.chunk, other.chunk));
    if (same === undefined) {
      if (kept.length < limit) kept.push(moment);
    } else {
      same.matched = [...new Set([...same.matched, ...moment.matched])].sort().reverse();
    }
  }
  return kept;
}

/** A title is the whole video's and no moment of its own. */
function isSameMoment(one: FoundChunk, other: FoundChunk): boolean {
  if (one.videoId !== other.videoId) return false;
  if (one.kind === 'title' || other.kind === 'title') return one.kind === other.kind;
  return one.startMs < other.endMs && other.startMs < one.endMs;
}
