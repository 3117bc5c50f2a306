import { desc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { videos } from '../../db/index.ts';
import { isIngested } from './isIngested.ts';
import { resolveVideoId } from './videoRepository.ts';

/**
 * The newest video that came from this address. One that is known by its metadata alone is not
 * complete: its file is still to come.
 */
export function findVideoByLink(
  library: Library,
  sourceUrl: string,
): { id: VideoId; complete: boolean } | undefined {
  const row = library.db
    .select({ id: videos.id, storage: videos.storage })
    .from(videos)
    .where(eq(videos.sourceUrl, sourceUrl))
    .orderBy(desc(videos.createdAtMs))
    .limit(1)
    .get();
  if (row === undefined) return undefined;
  return { id: row.id, complete: row.storage !== 'none' && isIngested(library, row.id) };
}

export interface LinkedVideo {
  id: VideoId;
  title: string;
  sourceUrl: string | null;
}

/**
 * These videos in their order, each given by its id or the beginning of it; without ids every
 * video that came from a link, oldest first. Errors: `video.notFound`.
 */
export function linkedVideos(library: Library, idsOrPrefixes: readonly string[]): LinkedVideo[] {
  const ids = idsOrPrefixes.map((id) => resolveVideoId(library, id));
  const columns = { id: videos.id, title: videos.title, sourceUrl: videos.sourceUrl };
  const all = library.db.select(columns).from(videos);
  if (ids.length === 0) {
    return all.where(isNotNull(videos.sourceUrl)).orderBy(videos.createdAtMs).all();
  }
  const rows = new Map(
    all
      .where(inArray(videos.id, ids))
      .all()
      .map((row) => [row.id, row]),
  );
  return ids.flatMap((id) => rows.get(id) ?? []);
}
