import { and, eq } from 'drizzle-orm';
import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { jobs } from '../../db/index.ts';

/** True when some ingest job of the video went through all its stages. */
export function isIngested(library: Library, videoId: VideoId): boolean {
  const done = library.db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.videoId, videoId), eq(jobs.kind, 'ingest'), eq(jobs.state, 'done')))
    .limit(1)
    .get();
  return done !== undefined;
}
