import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';

export interface ChunkPlace {
  videoId: VideoId;
  /** A title or comments: of the whole video, of no moment in it. */
  isWholeVideo: boolean;
}

/** Where each chunk that is stored belongs. */
export function placesOf(library: Library, chunkIds: readonly number[]): Map<number, ChunkPlace> {
  const rows = library.db.$client
    .prepare<[string], { id: number; videoId: VideoId; isWholeVideo: number }>(
      `SELECT c.id, c.video_id AS videoId, c.kind IN ('title', 'comment') AS isWholeVideo
       FROM json_each(?) wanted CROSS JOIN chunks c ON c.id = wanted.value`,
    )
    .all(JSON.stringify(chunkIds));
  return new Map(
    rows.map(({ id, videoId, isWholeVideo }) => [
      id,
      { videoId, isWholeVideo: isWholeVideo === 1 },
    ]),
  );
}
