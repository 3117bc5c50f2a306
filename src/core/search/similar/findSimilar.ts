import { setImmediate as breathe } from 'node:timers/promises';
import type { VideoId, VideoSummary } from '../../../contract/index.ts';
import { dot } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { activeSpace, getVideoSummaries } from '../../library/index.ts';
import { nearVideos, videoVectors } from '../chunks/videoVectors.ts';

export interface SimilarInput {
  videoId: VideoId;
  limit: number;
}

export interface SimilarVideo {
  video: VideoSummary;
  /** 0 to 1. */
  likeness: number;
}

/** Chunks of the asked video that are compared; a longer one is sampled evenly over its time. */
const maxChunks = 24;
/** Scans of all vectors for one question: consecutive chunks are looked up by their mean. */
const maxScans = 6;
/** Neighbours of each mean among which other videos are looked for. */
const neighbours = 200;
/** One per cent: what is less is noise. */
const minLikeness = 0.01;
/** Videos that are compared in full. */
const maxCandidates = 100;

/**
 * The videos that say and show similar things, most alike first. With `A` the chunks of the asked
 * video and `B` those of another, the likeness is the mean over `a` in `A` of the greatest cosine
 * of `a` with any `b` in `B`, a negative one counting 0. It is exact for the videos returned; only
 * videos with a chunk among the nearest of some stretch of the asked video are considered. Empty
 * without vectors. The event loop is let go before each scan (about 85 ms for 100,000 vectors).
 * Errors: `job.cancelled`.
 */
export async function findSimilar(
  library: Library,
  { videoId, limit }: SimilarInput,
  signal?: AbortSignal,
): Promise<SimilarVideo[]> {
  signal?.throwIfAborted();
  const space = activeSpace(library);
  if (space === undefined) return [];
  try {
    return await likestVideos(library, space.id, { videoId, limit }, signal);
  } catch (error) {
    // A reindex took over meanwhile: the vectors at hand are of a space that is gone.
    if (activeSpace(library)?.id === space.id) throw error;
    return findSimilar(library, { videoId, limit }, signal);
  }
}

async function likestVideos(
  library: Library,
  spaceId: number,
  { videoId, limit }: SimilarInput,
  signal: AbortSignal | undefined,
): Promise<SimilarVideo[]> {
  const all = videoVectors(library, spaceId, videoId);
  const step = Math.ceil(all.length / maxChunks);
  const sampled = all.filter((_, index) => index % step === 0);
  const sums = new Map<VideoId, number>();
  for (const vector of stretchesOf(sampled)) {
    await breathe(undefined, { signal });
    const chunks = neighbours + all.length;
    for (const near of nearVideos(library, { spaceId, vector, chunks })) {
      if (near.videoId === videoId) continue;
      sums.set(near.videoId, (sums.get(near.videoId) ?? 0) + Math.max(0, near.likeness));
    }
  }
  const likeness = new Map(
    [...sums]
      .sort(([, one], [, other]) => other - one)
      .slice(0, Math.max(maxCandidates, limit))
      .map(([other]) => [other, likenessOf(sampled, videoVectors(library, spaceId, other))]),
  );
  const best = [...likeness]
    .filter(([, value]) => value >= minLikeness)
    .sort(byLikeness)
    .slice(0, limit);
  return getVideoSummaries(
    library,
    best.map(([other]) => other),
  ).map((video) => ({ video, likeness: likeness.get(video.id) ?? 0 }));
}

function byLikeness(one: [VideoId, number], other: [VideoId, number]): number {
  return other[1] - one[1] || one[0].localeCompare(other[0]);
}

/** The means of at most {@link maxScans} stretches of consecutive chunks, of length 1. */
function stretchesOf(vectors: readonly Float32Array[]): Float32Array[] {
  const size = Math.ceil(vectors.length / maxScans);
  return vectors
    .filter((_, index) => index % size === 0)
    .map((first, stretch) => {
      const own = vectors.slice(stretch * size, (stretch + 1) * size);
      const sum = first.map((_, at) => own.reduce((total, vector) => total + (vector[at] ?? 0), 0));
      const length = Math.hypot(...sum) || 1;
      return sum.map((value) => value / length);
    });
}

/** Unit vectors, so that their dot product is their cosine. */
function likenessOf(own: readonly Float32Array[], others: readonly Float32Array[]): number {
  const sum = own
    .map((vector) => others.reduce((best, other) => Math.max(best, dot(vector, other)), 0))
    .reduce((total, best) => total + best, 0);
  return Math.min(1, sum / own.length);
}
