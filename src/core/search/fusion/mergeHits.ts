import type { MatchedBy } from '../../../contract/index.ts';
import type { FoundChunk } from '../chunks/findChunks.ts';
import type { RankedChunk } from './fuse.ts';

/** One moment of a video: what is said and shown there together. */
export interface Moment extends RankedChunk {
  chunk: FoundChunk;
}

/** Longer than a chunk of speech gets: a text shown for longer is no moment. */
const maxMomentMs = 20_000;

/**
 * The moments of ranked chunks, best first. Chunks of one video that overlap by half of the
 * shorter one are one moment, found in all the ways in which they were. It is shown by the best
 * of them, or rather by the best that words found, so that what matched can be seen.
 */
export function mergeMoments(
  ranked: readonly RankedChunk[],
  found: readonly FoundChunk[],
  limit: number,
): Moment[] {
  const chunks = new Map(found.map((chunk) => [chunk.id, chunk]));
  const moments: Moment[] = [];
  for (const { id, score, matched } of ranked) {
    const chunk = chunks.get(id);
    if (chunk === undefined) continue;
    const same = moments.find((moment) => isSameMoment(moment.chunk, chunk));
    if (same === undefined) {
      if (moments.length < limit) moments.push({ id, score, matched, chunk });
      continue;
    }
    if (matched.includes('words') && !same.matched.includes('words')) {
      same.id = id;
      same.chunk = chunk;
    }
    same.matched = bothWays(same.matched, matched);
  }
  return moments;
}

function bothWays(one: readonly MatchedBy[], other: readonly MatchedBy[]): MatchedBy[] {
  const ways: MatchedBy[] = ['words', 'meaning'];
  return ways.filter((way) => one.includes(way) || other.includes(way));
}

/** A title is of the whole video: a hit of its own. */
function isSameMoment(one: FoundChunk, other: FoundChunk): boolean {
  if (one.videoId !== other.videoId || one.kind === 'title' || other.kind === 'title') return false;
  const lengths = [one.endMs - one.startMs, other.endMs - other.startMs];
  if (Math.max(...lengths) > maxMomentMs) return false;
  const sharedMs = Math.min(one.endMs, other.endMs) - Math.max(one.startMs, other.startMs);
  return sharedMs > 0 && sharedMs * 2 >= Math.min(...lengths);
}
