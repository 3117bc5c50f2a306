import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { JobState } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { jobs } from '../../db/index.ts';
import type { JobRow } from './storedJobs.ts';

/** By the order of queueing, which no clock changes. */
const newestFirst = sql`jobs.rowid DESC`;

/** The newest jobs of a kind, the newest first, without their stages. */
export function latestJobs(
  { db }: Library,
  { kind, state, limit }: { kind: string; state?: JobState; limit: number },
): JobRow[] {
  return db
    .select()
    .from(jobs)
    .where(and(eq(jobs.kind, kind), state === undefined ? undefined : eq(jobs.state, state)))
    .orderBy(newestFirst)
    .limit(limit)
    .all();
}

const removedAtOnce = 1_000;

/** Removes the ended jobs of a kind but for the newest. */
export function keepLatestJobs(
  { db }: Library,
  { kind, keep }: { kind: string; keep: number },
): void {
  const old = db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.kind, kind), isNotNull(jobs.finishedAtMs)))
    .orderBy(newestFirst)
    .limit(removedAtOnce)
    .offset(keep);
  db.delete(jobs).where(inArray(jobs.id, old)).run();
}
