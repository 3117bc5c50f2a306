import { eq } from 'drizzle-orm';
import type { JobId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { jobs } from '../../db/index.ts';

/** What a job knows by now, as its kind defines it; empty for a job that is gone. */
export function jobPayload(library: Library, jobId: JobId): Record<string, unknown> {
  const row = library.db
    .select({ payload: jobs.payload })
    .from(jobs)
    .where(eq(jobs.id, jobId))
    .get();
  return row?.payload ?? {};
}
