import type { MatchedBy } from '../../../contract/index.ts';
import { fuseRanks } from '../../base/index.ts';

/** A chunk, found in one way or both. */
export interface RankedChunk {
  id: number;
  /** 0 to 1: 1 is the first place of every list. */
  score: number;
  matched: MatchedBy[];
}

const ways: readonly MatchedBy[] = ['words', 'meaning'];

/** One list from two lists of chunk ids, best first. Of equal ones, words go first. */
export function fuse(byWords: readonly number[], byMeaning: readonly number[]): RankedChunk[] {
  return fuseRanks([byWords, byMeaning]).map(({ key, score, lists }) => ({
    id: key,
    score,
    matched: ways.filter((_, list) => lists.includes(list)),
  }));
}
