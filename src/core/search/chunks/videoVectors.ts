import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { bytesOf, maxNeighbours, tableOf } from '../../library/index.ts';

/** The unit vectors of a video's chunks in a space, in the order of their times. */
export function videoVectors(library: Library, spaceId: number, videoId: VideoId): Float32Array[] {
  return library.db.$client
    .prepare<[VideoId], Buffer>(
      `SELECT t.vector FROM chunks c CROSS JOIN ${tableOf(spaceId)} t ON t.rowid = c.id
       WHERE c.video_id = ? ORDER BY c.start_ms, c.id`,
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

/** The videos of the `chunks` chunks that are nearest to a unit vector, nearest first. */
export function nearVideos(
  library: Library,
  { spaceId, vector, chunks }: { spaceId: number; vector: Float32Array; chunks: number },
): NearVideo[] {
  return library.db.$client
    .prepare<[Buffer, number], NearVideo>(
      `SELECT c.video_id AS videoId, 1 - min(t.distance) AS likeness
       FROM (SELECT rowid, distance FROM ${tableOf(spaceId)} WHERE vector MATCH ? AND k = ?) t
       CROSS JOIN chunks c ON c.id = t.rowid
       GROUP BY c.video_id ORDER BY likeness DESC`,
    )
    .all(bytesOf(vector), Math.min(chunks, maxNeighbours));
}

/** A copy, because the bytes of a BLOB may begin anywhere and floats may not. */
function floatsOf(bytes: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}
