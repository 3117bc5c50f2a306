import { desc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { VideoId } from '../../shared/index.ts';
import { isIngested } from './isIngested.ts';
import type { Library } from './openLibrary.ts';
import { videos } from './schema/index.ts';

/** The newest video that came from this address. */
export function findVideoByLink(
  library: Library,
  sourceUrl: string,
): { id: VideoId; complete: boolean } | undefined {
  const row = library.db
    .select({ id: videos.id })
    .from(videos)
    .where(eq(videos.sourceUrl, sourceUrl))
    .orderBy(desc(videos.createdAtMs))
    .limit(1)
    .get();
  return row === undefined ? undefined : { id: row.id, complete: isIngested(library, row.id) };
}

export interface LinkedVideo {
  id: VideoId;
  title: string;
  sourceUrl: string | null;
}

/** These videos, or, without ids, every video that came from a link; oldest first. */
export function linkedVideos(library: Library, ids: readonly VideoId[]): LinkedVideo[] {
  const scope = ids.length === 0 ? isNotNull(videos.sourceUrl) : inArray(videos.id, [...ids]);
  return library.db
    .select({ id: videos.id, title: videos.title, sourceUrl: videos.sourceUrl })
    .from(videos)
    .where(scope)
    .orderBy(videos.createdAtMs)
    .all();
}
