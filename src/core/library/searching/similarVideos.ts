import type { VideoId } from '../../../shared/index.ts';
import type { Library } from '../openLibrary.ts';
import { activeSpace, tableOf } from './vectorStore.ts';

export interface SimilarVideo {
  videoId: VideoId;
  /** 0 to 1. */
  likeness: number;
}

/** Chunks of one video that are compared; a longer video is sampled evenly. */
const mostChunks = 40;
/** Neighbours looked at for each chunk. */
const neighbours = 200;

/**
 * The videos that say and show similar things: for each chunk of the video, each other video's
 * best cosine among the nearest chunks; a video's likeness is the mean of that over the video's
 * chunks, a chunk without a near neighbour in it counting 0. Empty without embeddings.
 */
export function similarVideos(library: Library, videoId: VideoId, limit: number): SimilarVideo[] {
  const space = activeSpace(library);
  if (space === undefined) return [];
  const { $client } = library.db;
  const table = tableOf(space.id);
  const vectors = $client
    .prepare<[VideoId], Buffer>(
      `SELECT t.vector FROM chunks c JOIN ${table} t ON t.rowid = c.id
       WHERE c.video_id = ? ORDER BY c.start_ms, c.id`,
    )
    .pluck()
    .all(videoId);
  const step = Math.ceil(vectors.length / mostChunks);
  const sampled = vectors.filter((_, index) => index % step === 0);
  const nearest = $client.prepare<[Buffer, number], { videoId: VideoId; distance: number }>(
    `SELECT c.video_id AS videoId, t.distance
     FROM (SELECT rowid, distance FROM ${table} WHERE vector MATCH ? AND k = ?) t
     JOIN chunks c ON c.id = t.rowid`,
  );
  const sums = new Map<VideoId, number>();
  for (const vector of sampled) {
    const best = new Map<VideoId, number>();
    for (const { videoId: other, distance } of nearest.all(vector, neighbours)) {
      const likeness = Math.max(0, 1 - distance);
      if (other !== videoId && likeness > (best.get(other) ?? 0)) best.set(other, likeness);
    }
    for (const [other, likeness] of best) sums.set(other, (sums.get(other) ?? 0) + likeness);
  }
  return [...sums]
    .map(([other, sum]) => ({ videoId: other, likeness: Math.min(1, sum / sampled.length) }))
    .sort((a, b) => b.likeness - a.likeness || a.videoId.localeCompare(b.videoId))
    .slice(0, limit);
}
