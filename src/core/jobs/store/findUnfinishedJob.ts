import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { JobId, JobState } from '../../../contract/index.ts';
import type { LibraryDatabase } from '../../db/index.ts';
import { jobs } from '../../db/index.ts';

/** The newest job of a kind that has not ended and whose payload has `value` at `key`. */
export function findUnfinishedJob(
  db: LibraryDatabase,
  job: { kind: string; key: string; value: string },
): { id: JobId; state: JobState } | undefined {
  return db
    .select({ id: jobs.id, state: jobs.state })
    .from(jobs)
    .where(
      and(
        eq(jobs.kind, job.kind),
        inArray(jobs.state, ['waiting', 'running', 'paused']),
        sql`json_extract(${jobs.payload}, ${`$.${job.key}`}) = ${job.value}`,
      ),
    )
    .orderBy(desc(jobs.createdAtMs))
    .limit(1)
    .get();
}
