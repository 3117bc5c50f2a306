import { eq } from 'drizzle-orm';
import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { videos } from '../../db/index.ts';

/** True when an ingest of the video went through all its stages. */
export function isIngested(library: Library, videoId: VideoId): boolean {
  const row = library.db
    .select({ ingestState: videos.ingestState })
    .from(videos)
    .where(eq(videos.id, videoId))
    .get();
  return row?.ingestState === 'complete';
}
