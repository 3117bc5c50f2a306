import type { MatchedBy } from '../../../contract/index.ts';
import { rankShare } from '../../base/index.ts';
import type { ChunkPlace } from '../chunks/placesOf.ts';

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
  /** Of each of these chunks. */
  places: ReadonlyMap<number, ChunkPlace>;
}

/**
 * How much each list counts. What people remember of a video is spread over all of it, so its words
 * as a whole count most, as far as they cover the query; chosen on queries of people who had seen a
 * video (docs/search.md).
 */
const weights = { words: 6, meaning: 1 };
const totalWeight = weights.words + weights.meaning;

/** What each further moment of a video has of the one before it, so that other videos are seen, too. */
const furtherShare = 0.9;

/** What a title or the comments have of what a moment has that says the same: there is nothing to play. */
const wholeVideoShare = 0.6;

/**
 * One list of chunks from what was found, best first. A video counts by its words and by its nearest
 * chunk; its moments follow one another by what speaks for each of them.
 */
export function fuse(evidence: Evidence): RankedChunk[] {
  const { byWords, byMeaning, byVideo, places } = evidence;
  const videoOf = (id: number): string => places.get(id)?.videoId ?? '';
  const videos = new Map<string, number>();
  const lend = (videoId: string, share: number): void => {
    videos.set(videoId, (videos.get(videoId) ?? 0) + share);
  };
  const coverageOf = new Map(byVideo.map(({ videoId, coverage }) => [videoId, coverage]));
  // A video whose words are not indexed yet has them in a chunk all the same.
  const wordy = new Set([
    ...byVideo.map(({ videoId }) => videoId),
    ...byWords.map((id) => videoOf(id)),
  ]);
  for (const [at, videoId] of [...wordy].entries()) {
    lend(videoId, weights.words * (coverageOf.get(videoId) ?? 1) * shareOf(at));
  }
  const meant = new Set(byMeaning.map((id) => videoOf(id)));
  for (const [at, videoId] of [...meant].entries()) lend(videoId, weights.meaning * shareOf(at));
  return bestFirst(ownEvidence(evidence))
    .map((chunk) => {
      const videoId = videoOf(chunk.id);
      const score = videos.get(videoId) ?? 0;
      // The next moment of the video has what is left of it.
      videos.set(videoId, score * furtherShare);
      return { ...chunk, score };
    })
    .sort((one, other) => other.score - one.score);
}

/** What speaks for each chunk alone: its place by words, then by meaning. */
function ownEvidence({ byWords, byMeaning, byVideo, places }: Evidence): RankedChunk[] {
  const found = new Map<number, RankedChunk>();
  const add = (id: number, way: MatchedBy, share: number): void => {
    const known = found.get(id);
    if (known === undefined) found.set(id, { id, score: share, matched: [way] });
    else {
      known.score += share;
      if (!known.matched.includes(way)) known.matched.push(way);
    }
  };
  for (const [at, id] of byWords.entries()) add(id, 'words', weights.words * shareOf(at));
  for (const { chunkId } of byVideo) add(chunkId, 'words', 0);
  for (const [at, id] of byMeaning.entries()) add(id, 'meaning', weights.meaning * shareOf(at));
  for (const chunk of found.values()) {
    if (places.get(chunk.id)?.isWholeVideo) chunk.score *= wholeVideoShare;
  }
  return [...found.values()];
}

/** Stable: of equal ones, those that were found first. */
function bestFirst(chunks: readonly RankedChunk[]): RankedChunk[] {
  return [...chunks].sort((one, other) => other.score - one.score);
}

function shareOf(index: number): number {
  return rankShare(index) / totalWeight;
}
