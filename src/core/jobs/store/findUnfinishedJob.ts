import type { JobId, JobState } from '../../../contract/index.ts';
import type { LibraryDatabase } from '../../db/index.ts';
import { unfinishedDedupeSql } from './queueSql.ts';

/** The job of a kind that was queued under this key and has not ended; there is one at most. */
export function findUnfinishedJob(
  db: LibraryDatabase,
  job: { kind: string; dedupeKey: string },
): { id: JobId; state: JobState } | undefined {
  return db.$client
    .prepare<[string, string], { id: JobId; state: JobState }>(unfinishedDedupeSql)
    .get(job.kind, job.dedupeKey);
}
