import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, min, or, sql } from 'drizzle-orm';
import { type JobId, type JobState, jobStateSchema } from '../../../contract/index.ts';
import type { LibraryDatabase } from '../../db/index.ts';
import { jobStages, jobs, jobWarnings } from '../../db/index.ts';

export type JobRow = typeof jobs.$inferSelect;
type JobStageRow = typeof jobStages.$inferSelect;
type JobWarningRow = typeof jobWarnings.$inferSelect;

/** A job with its stages and warnings in their order. */
export interface StoredJob {
  job: JobRow;
  stages: JobStageRow[];
  warnings: JobWarningRow[];
}

/** What tells whether a watcher would see a difference. */
export interface JobMark
  extends Pick<JobRow, 'id' | 'state' | 'attempts' | 'retryAtMs' | 'finishedAtMs' | 'videoId'> {
  /** Sum over the stages of a running job; 0 in other states. */
  permille: number;
  /** How many; 0 while it waits, when nobody adds any. */
  warnings: number;
}

/** What admission has to know of a job that waits. */
interface WaitingJob {
  id: JobId;
  kind: string;
  priority: number;
  exclusiveKeys: string[];
  /** Position of its first stage that is not done; undefined when all are. */
  nextStage: number | undefined;
}

/** How many earlier jobs of a kind say how long its stages take. */
const historyJobs = 20;

/** The questions the queue asks of the library. */
export class JobReads {
  readonly #db: LibraryDatabase;

  constructor(db: LibraryDatabase) {
    this.#db = db;
  }

  get(jobId: JobId): StoredJob | undefined {
    const job = this.#db.select().from(jobs).where(eq(jobs.id, jobId)).get();
    return job === undefined ? undefined : this.#complete([job])[0];
  }

  /** The ids that begin with `prefix`, at most `limit`. */
  idsWithPrefix(prefix: string, limit: number): JobId[] {
    return this.#db
      .select({ id: jobs.id })
      .from(jobs)
      .where(sql`substr(${jobs.id}, 1, ${prefix.length}) = ${prefix}`)
      .orderBy(sql`${jobs.id} <> ${prefix}`)
      .limit(limit)
      .all()
      .map(({ id }) => id);
  }

  /** How many jobs are in each state. */
  counts(): Record<JobState, number> {
    const found = this.#db
      .select({ state: jobs.state, jobs: sql<number>`count(*)` })
      .from(jobs)
      .groupBy(jobs.state)
      .all();
    const counts = jobStateSchema.options.map((state) => [
      state,
      found.find((row) => row.state === state)?.jobs ?? 0,
    ]);
    return Object.fromEntries(counts);
  }

  /** Newest first. */
  list(limit: number): StoredJob[] {
    return this.#complete(
      this.#db
        .select()
        .from(jobs)
        .orderBy(desc(jobs.createdAtMs), sql`jobs.rowid DESC`)
        .limit(limit)
        .all(),
    );
  }

  /** Jobs that may start now: highest priority first, then oldest first. */
  waiting(nowMs: number, limit: number): WaitingJob[] {
    return this.#db
      .select({
        id: jobs.id,
        kind: jobs.kind,
        priority: jobs.priority,
        exclusiveKeys: jobs.exclusiveKeys,
        nextStage: sql<number | null>`(
          SELECT min(position) FROM job_stages WHERE job_id = jobs.id AND state <> 'done')`,
      })
      .from(jobs)
      .where(and(eq(jobs.state, 'waiting'), or(isNull(jobs.retryAtMs), lte(jobs.retryAtMs, nowMs))))
      .orderBy(desc(jobs.priority), asc(jobs.createdAtMs), sql`jobs.rowid`)
      .limit(limit)
      .all()
      .map((row) => ({
        ...row,
        exclusiveKeys: row.exclusiveKeys ?? [],
        nextStage: row.nextStage ?? undefined,
      }));
  }

  /** The first time after `nowMs` at which a failed attempt is to be tried again. */
  nextRetryAtMs(nowMs: number): number | undefined {
    const row = this.#db
      .select({ atMs: min(jobs.retryAtMs) })
      .from(jobs)
      .where(and(eq(jobs.state, 'waiting'), gt(jobs.retryAtMs, nowMs)))
      .get();
    return row?.atMs ?? undefined;
  }

  /** States and requests of these jobs, which another process may have changed. */
  states(jobIds: readonly JobId[]): Pick<JobRow, 'id' | 'state' | 'requested'>[] {
    if (jobIds.length === 0) return [];
    return this.#db
      .select({ id: jobs.id, state: jobs.state, requested: jobs.requested })
      .from(jobs)
      .where(inArray(jobs.id, [...jobIds]))
      .all();
  }

  /** Of all unfinished jobs, and of the `ended` that ended last. */
  marks(ended: number): JobMark[] {
    const mark = {
      id: jobs.id,
      state: jobs.state,
      attempts: jobs.attempts,
      retryAtMs: jobs.retryAtMs,
      finishedAtMs: jobs.finishedAtMs,
      videoId: jobs.videoId,
      permille: sql<number>`CASE jobs.state WHEN 'running' THEN (
        SELECT coalesce(sum(permille), 0) FROM job_stages WHERE job_id = jobs.id) ELSE 0 END`,
      warnings: sql<number>`CASE jobs.state WHEN 'waiting' THEN 0 ELSE (
        SELECT count(*) FROM job_warnings WHERE job_id = jobs.id) END`,
    };
    const unfinished = this.#db.select(mark).from(jobs).where(isNull(jobs.finishedAtMs)).all();
    const latest = this.#db
      .select(mark)
      .from(jobs)
      .where(isNotNull(jobs.finishedAtMs))
      .orderBy(desc(jobs.finishedAtMs))
      .limit(ended)
      .all();
    return [...unfinished, ...latest];
  }

  /** Mean duration of each stage, by its name, in the latest finished jobs of a kind. */
  stageDurationsMs(kind: string): Map<string, number> {
    const latest = this.#db
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(eq(jobs.kind, kind), eq(jobs.state, 'done')))
      .orderBy(desc(jobs.finishedAtMs))
      .limit(historyJobs);
    const rows = this.#db
      .select({
        name: jobStages.name,
        meanMs: sql<number>`avg(max(0, ${jobStages.finishedAtMs} - ${jobStages.startedAtMs}))`,
      })
      .from(jobStages)
      .where(
        and(
          inArray(jobStages.jobId, latest),
          isNotNull(jobStages.startedAtMs),
          isNotNull(jobStages.finishedAtMs),
        ),
      )
      .groupBy(jobStages.name)
      .all();
    return new Map(rows.map(({ name, meanMs }) => [name, meanMs]));
  }

  #complete(rows: JobRow[]): StoredJob[] {
    const byId = new Map<JobId, StoredJob>(
      rows.map((job) => [job.id, { job, stages: [], warnings: [] }]),
    );
    const ids = [...byId.keys()];
    if (ids.length === 0) return [];
    const stages = this.#db
      .select()
      .from(jobStages)
      .where(inArray(jobStages.jobId, ids))
      .orderBy(asc(jobStages.position))
      .all();
    for (const stage of stages) byId.get(stage.jobId)?.stages.push(stage);
    const warnings = this.#db
      .select()
      .from(jobWarnings)
      .where(inArray(jobWarnings.jobId, ids))
      .orderBy(asc(jobWarnings.position))
      .all();
    for (const warning of warnings) byId.get(warning.jobId)?.warnings.push(warning);
    return [...byId.values()];
  }
}
