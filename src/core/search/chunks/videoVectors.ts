import type { VideoId } from '../../../contract/index.ts';
import { floatsOf } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { tableOf } from '../../library/index.ts';
import { nearestChunks } from '../vectorIndex/nearestChunks.ts';
import { placesOf } from './placesOf.ts';

/** The unit vectors of what a video tells in a space, in the order of their times. */
export function videoVectors(library: Library, spaceId: number, videoId: VideoId): Float32Array[] {
  return library.db.$client
    .prepare<[VideoId], Buffer>(
      `SELECT t.vector FROM chunks c CROSS JOIN ${tableOf(spaceId)} t ON t.rowid = c.id
       WHERE c.video_id = ? AND c.kind <> 'watermark' ORDER BY c.start_ms, c.id`,
    )
    .pluck()
    .all(videoId)
    .map(floatsOf);
}

interface NearVideo {
  videoId: VideoId;
  /** Cosine of its nearest chunk. */
  likeness: number;
}

/** The videos of the `chunks` chunks that are nearest to a vector, nearest first. */
export function nearVideos(
  library: Library,
  { spaceId, vector, chunks }: { spaceId: number; vector: Float32Array; chunks: number },
): NearVideo[] {
  const near = nearestChunks(library, {
    ...{ spaceId, vector, limit: chunks },
    scope: { filters: {} },
    minSimilarity: -1,
  });
  const places = placesOf(
    library,
    near.map(({ id }) => id),
  );
  const best = new Map<VideoId, number>();
  for (const { id, similarity } of near) {
    const videoId = places.get(id)?.videoId;
    if (videoId !== undefined && !best.has(videoId)) best.set(videoId, similarity);
  }
  return [...best].map(([videoId, likeness]) => ({ videoId, likeness }));
}
