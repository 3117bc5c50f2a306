import type { MatchedBy } from '../../../contract/index.ts';

/** A chunk, found in one way or both. */
export interface RankedChunk {
  id: number;
  /** 0 to 1: 1 is the first place of every list. */
  score: number;
  matched: MatchedBy[];
}

export interface Evidence {
  /** Chunks that have the words, best first. */
  byWords: readonly number[];
  /** Chunks that mean the same, nearest first. */
  byMeaning: readonly number[];
  /**
   * Videos that have the words, wherever they are, best first, each with the chunk that shows it best
   * and how much of the query it has (0 to 1).
   */
  byVideo: readonly { videoId: string; chunkId: number; coverage: number }[];
  /** The video of each chunk. */
  videoOf: ReadonlyMap<number, string>;
}

/**
 * The constant of reciprocal rank fusion: Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion
 * outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009.
 */
const rankConstant = 60;

/**
 * How much each list counts. What people remember of a video is spread over all of it, so its words
 * as a whole count most, as far as they cover the query; chosen on queries of people who had seen a
 * video (docs/search.md).
 */
const weights = { video: 3, words: 0.5, meaning: 1 };
const totalWeight = weights.video + weights.words + weights.meaning;

/** What the video's words lend to each further moment of it, so that others are seen, too. */
const furtherShare = 0.5;

/** One list of chunks from what was found, best first. Of equal ones, words go before meaning. */
export function fuse({ byWords, byMeaning, byVideo, videoOf }: Evidence): RankedChunk[] {
  const found = new Map<number, RankedChunk>();
  const add = (id: number, way: MatchedBy, share: number): void => {
    const known = found.get(id);
    if (known === undefined) found.set(id, { id, score: share, matched: [way] });
    else {
      known.score += share;
      if (!known.matched.includes(way)) known.matched.push(way);
    }
  };
  const coverageOf = new Map(byVideo.map(({ videoId, coverage }) => [videoId, coverage]));
  for (const [at, id] of byWords.entries()) {
    const coverage = coverageOf.get(videoOf.get(id) ?? '') ?? 1;
    add(id, 'words', weights.words * coverage * shareOf(at));
  }
  for (const { chunkId } of byVideo) add(chunkId, 'words', 0);
  for (const [at, id] of byMeaning.entries()) add(id, 'meaning', weights.meaning * shareOf(at));
  const lend = ({ id, share }: { id: number; share: number }): void => {
    const chunk = found.get(id);
    if (chunk !== undefined) chunk.score += share;
  };
  const left = new Map<string, number>();
  for (const [at, { videoId, chunkId, coverage }] of byVideo.entries()) {
    const share = weights.video * coverage * shareOf(at);
    // What shows the words best is what the words of the video speak for.
    lend({ id: chunkId, share });
    left.set(videoId, share * furtherShare);
  }
  const shown = new Set(byVideo.map(({ chunkId }) => chunkId));
  for (const { id } of bestFirst(found)) {
    if (shown.has(id)) continue;
    const videoId = videoOf.get(id) ?? '';
    const share = left.get(videoId) ?? 0;
    lend({ id, share });
    left.set(videoId, share * furtherShare);
  }
  return bestFirst(found);
}

/** Stable: of equal ones, those that were found first. */
function bestFirst(found: ReadonlyMap<number, RankedChunk>): RankedChunk[] {
  return [...found.values()].sort((one, other) => other.score - one.score);
}

function shareOf(index: number): number {
  return (rankConstant + 1) / (rankConstant + index + 1) / totalWeight;
}
