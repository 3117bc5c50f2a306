import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';

/** The video of each chunk that is stored. */
export function videosOf(library: Library, chunkIds: readonly number[]): Map<number, VideoId> {
  const rows = library.db.$client
    .prepare<[string], { id: number; videoId: VideoId }>(
      `SELECT c.id, c.video_id AS videoId FROM json_each(?) wanted
       CROSS JOIN chunks c ON c.id = wanted.value`,
    )
    .all(JSON.stringify(chunkIds));
  return new Map(rows.map(({ id, videoId }) => [id, videoId]));
}

/** Of some chunks those that are of no moment: of the whole video. */
export function wholeVideoChunks(library: Library, chunkIds: readonly number[]): Set<number> {
  const ids = library.db.$client
    .prepare<[string], number>(
      `SELECT c.id FROM json_each(?) wanted CROSS JOIN chunks c ON c.id = wanted.value
       WHERE c.kind IN ('title', 'comment')`,
    )
    .pluck()
    .all(JSON.stringify(chunkIds));
  return new Set(ids);
}
