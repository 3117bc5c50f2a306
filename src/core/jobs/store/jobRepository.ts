import { and, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { ErrorCode, JobId, JobState, VideoId } from '../../../contract/index.ts';
import type { LibraryDatabase } from '../../db/index.ts';
import { jobStages, jobs, jobWarnings } from '../../db/index.ts';
import type { ProgressDetail } from '../jobKind.ts';
import {
  beginSql,
  beginStageSql,
  cutStagesSql,
  dropWarningsSql,
  endSql,
  endStageSql,
  failStagesSql,
  insertJobSql,
  insertStagesSql,
  setPayloadSql,
  setProgressSql,
} from './changeSql.ts';
import { JobReads } from './jobReads.ts';
import { prunableSql, unfinishedDedupeSql } from './queueSql.ts';
import type { JobRow } from './storedJobs.ts';

export interface NewJob {
  id: JobId;
  kind: string;
  label: string;
  payload: Record<string, unknown>;
  exclusiveKeys: string[];
  dedupeKey: string | undefined;
  parentId: JobId | undefined;
  priority: number;
  notBeforeMs: number | undefined;
  createdAtMs: number;
  stages: readonly StagePlan[];
}

export interface UnfinishedJob {
  id: JobId;
  state: JobState;
}

export interface StagePlan {
  name: string;
  weight: number;
}

/** How one run of a job ended. `waiting` with an error is a failed attempt to be tried again. */
export type JobEnd =
  | { state: 'done' | 'cancelled' | 'paused' | 'waiting' }
  | { state: 'waiting'; error: StoredError; retryAtMs: number }
  | { state: 'failed'; error: StoredError };

export interface StoredError {
  code: ErrorCode;
  message: string;
}

export interface StageEnd {
  jobId: JobId;
  position: number;
  startedAtMs: number;
  finishedAtMs: number;
  /** Writes what the stage leaves in the library, and gives the payload. */
  write(): Record<string, unknown>;
}

interface StageAt {
  jobId: JobId;
  position: number;
}

interface JobEndRecord
  extends Pick<JobRow, 'state' | 'retryAtMs' | 'errorCode' | 'errorMessage' | 'finishedAtMs'> {
  jobId: JobId;
}

/** A warning's place is its stage times this plus its order, so that a stage owns a range. */
const warningsPerStage = 1000;
const immediate = { behavior: 'immediate' } as const;

/**
 * Jobs, their stages and their warnings. Every change of state is one transaction that names the
 * states it may leave, so that two processes on one library never undo each other's change.
 * Errors are SQLite's own; the queue turns them into codes.
 */
export class JobRepository extends JobReads {
  readonly #db: LibraryDatabase;
  readonly #insertJob;
  readonly #insertStages;
  readonly #begin;
  readonly #beginStage;
  readonly #dropWarnings;
  readonly #setProgress;
  readonly #endStage;
  readonly #setPayload;
  readonly #end;
  readonly #cutStages;
  readonly #failStages;
  readonly #unfinished;
  readonly #prunable;

  constructor(db: LibraryDatabase) {
    super(db);
    this.#db = db;
    const { $client } = db;
    this.#insertJob = $client.prepare<[Record<string, unknown>]>(insertJobSql);
    this.#insertStages = $client.prepare<[JobId, string]>(insertStagesSql);
    this.#begin = $client.prepare<[{ jobId: JobId; nowMs: number }]>(beginSql);
    this.#beginStage = $client.prepare<[StageAt & { nowMs: number }]>(beginStageSql);
    this.#dropWarnings =
      $client.prepare<[{ jobId: JobId; from: number; to: number }]>(dropWarningsSql);
    this.#setProgress =
      $client.prepare<[StageAt & { permille: number; detail: string | null }]>(setProgressSql);
    this.#endStage =
      $client.prepare<[StageAt & { startedAtMs: number; finishedAtMs: number }]>(endStageSql);
    this.#setPayload = $client.prepare<[{ jobId: JobId; payload: string }]>(setPayloadSql);
    this.#end = $client.prepare<[JobEndRecord]>(endSql);
    this.#cutStages = $client.prepare<[JobId]>(cutStagesSql);
    this.#failStages = $client.prepare<[JobId]>(failStagesSql);
    this.#unfinished = $client.prepare<[string, string], UnfinishedJob>(unfinishedDedupeSql);
    this.#prunable = $client.prepare<[{ keep: number; limit: number }], JobId>(prunableSql).pluck();
  }

  /**
   * Stores the jobs in one transaction, which is the caller's when it has one. A job whose
   * `dedupeKey` an unfinished job of its kind has is not stored again: its id is that job's.
   */
  insert(newJobs: readonly NewJob[]): JobId[] {
    return this.#db.transaction(() => newJobs.map((job) => this.#insertOne(job)), immediate);
  }

  #insertOne({ stages, ...job }: NewJob): JobId {
    const { kind, dedupeKey } = job;
    const known = dedupeKey === undefined ? undefined : this.findUnfinished(kind, dedupeKey);
    if (known !== undefined) return known.id;
    this.#insertJob.run({
      ...job,
      payload: JSON.stringify(job.payload),
      exclusiveKeys: JSON.stringify(job.exclusiveKeys),
      dedupeKey: dedupeKey ?? null,
      parentId: job.parentId ?? null,
      notBeforeMs: job.notBeforeMs ?? null,
    });
    this.#insertStages.run(
      job.id,
      JSON.stringify(stages.map(({ name, weight }) => [name, weight])),
    );
    return job.id;
  }

  findUnfinished(kind: string, dedupeKey: string): UnfinishedJob | undefined {
    return this.#unfinished.get(kind, dedupeKey);
  }

  /** Removes ended jobs beyond the newest `keep`, at most `limit` of them; gives how many went. */
  prune(bounds: { keep: number; limit: number }): number {
    const old = this.#prunable.all(bounds);
    if (old.length === 0) return 0;
    return this.#db.delete(jobs).where(inArray(jobs.id, old)).run().changes;
  }

  /**
   * Takes a waiting job into work; false when another process changed it first. A resumed job
   * goes on with its attempt: only the first run and a run after a failure count as new ones.
   */
  begin(jobId: JobId, nowMs: number): boolean {
    return this.#begin.run({ jobId, nowMs }).changes === 1;
  }

  /** After an update of the program a kind's stages may differ from those that were stored. */
  replaceStages(jobId: JobId, stages: readonly StagePlan[], keep: number): void {
    this.#db.transaction((tx) => {
      const tail = and(eq(jobStages.jobId, jobId), gte(jobStages.position, keep));
      tx.delete(jobStages).where(tail).run();
      const rows = stageRows(jobId, stages).slice(keep);
      if (rows.length > 0) tx.insert(jobStages).values(rows).run();
    }, immediate);
  }

  /** Marks the stage as running and drops the warnings of its earlier run. */
  beginStage(jobId: JobId, position: number, nowMs: number): void {
    this.#db.transaction(() => {
      this.#beginStage.run({ jobId, position, nowMs });
      this.#dropWarnings.run({ jobId, ...warningsOf(position) });
    }, immediate);
  }

  setProgress(
    jobId: JobId,
    position: number,
    { permille, detail }: { permille: number; detail: ProgressDetail | undefined },
  ): void {
    const detailText = detail === undefined ? null : JSON.stringify(detail);
    this.#setProgress.run({ jobId, position, permille, detail: detailText });
  }

  /** The stage's end, its results and what it changed in the payload are stored together. */
  endStage({ jobId, position, startedAtMs, finishedAtMs, write }: StageEnd): void {
    this.#db.transaction(() => {
      const payload = write();
      this.#endStage.run({ jobId, position, startedAtMs, finishedAtMs });
      this.#setPayload.run({ jobId, payload: JSON.stringify(payload) });
    }, immediate);
  }

  /** Stores a warning after the stage's others, unless the job has the same one already. */
  addWarning(jobId: JobId, stagePosition: number, { code, message }: StoredError): void {
    this.#db.transaction((tx) => {
      const isSame = and(
        eq(jobWarnings.jobId, jobId),
        eq(jobWarnings.code, code),
        eq(jobWarnings.message, message),
      );
      const same = tx.select().from(jobWarnings).where(isSame).get();
      const count = tx.select().from(jobWarnings).where(ofStage(jobId, stagePosition)).all().length;
      if (same !== undefined || count >= warningsPerStage) return;
      const position = stagePosition * warningsPerStage + count;
      tx.insert(jobWarnings).values({ jobId, position, code, message }).run();
    }, immediate);
  }

  setVideo(jobId: JobId, videoId: VideoId): void {
    this.#db.update(jobs).set({ videoId }).where(eq(jobs.id, jobId)).run();
  }

  setExclusiveKeys(jobId: JobId, exclusiveKeys: string[]): void {
    this.#db.update(jobs).set({ exclusiveKeys }).where(eq(jobs.id, jobId)).run();
  }

  /** Writes how a run ended. A stage that was cut short waits for its next run. */
  end(jobId: JobId, end: JobEnd, nowMs: number): void {
    const error = 'error' in end ? end.error : undefined;
    this.#db.transaction(() => {
      this.#end.run({
        jobId,
        state: end.state,
        retryAtMs: 'retryAtMs' in end ? end.retryAtMs : null,
        errorCode: error?.code ?? null,
        errorMessage: error?.message ?? null,
        finishedAtMs: isFinal(end.state) ? nowMs : null,
      });
      (error === undefined ? this.#cutStages : this.#failStages).run(jobId);
    }, immediate);
  }

  /**
   * Cancels or pauses a job that this process does not run: at once when nobody runs it,
   * otherwise by a request that the process which runs it looks for.
   */
  request(jobId: JobId, requested: 'cancel' | 'pause', nowMs: number): void {
    const change =
      requested === 'cancel'
        ? { state: 'cancelled' as const, retryAtMs: null, finishedAtMs: nowMs }
        : { state: 'paused' as const };
    const from: JobState[] = requested === 'cancel' ? ['waiting', 'paused'] : ['waiting'];
    this.#db.transaction((tx) => {
      tx.update(jobs)
        .set({ requested })
        .where(and(eq(jobs.id, jobId), eq(jobs.state, 'running')))
        .run();
      tx.update(jobs)
        .set(change)
        .where(and(eq(jobs.id, jobId), inArray(jobs.state, from)))
        .run();
    }, immediate);
  }

  /** A paused job waits again; a pause that nobody acted on yet is taken back. */
  resume(jobId: JobId): void {
    this.#db
      .update(jobs)
      .set({
        state: sql`CASE ${jobs.state} WHEN 'paused' THEN 'waiting' ELSE ${jobs.state} END`,
        requested: null,
      })
      .where(
        and(
          eq(jobs.id, jobId),
          sql`(${jobs.state} = 'paused' OR (${jobs.state} = 'running' AND ${jobs.requested} = 'pause'))`,
        ),
      )
      .run();
  }

  /**
   * Lets a failed or cancelled job go on at its first stage that is not done, with all its
   * attempts again; a job waiting for its next attempt or its time stops waiting. False for
   * other states. Throws SQLite's constraint error when the same work is queued again already.
   */
  retry(jobId: JobId): boolean {
    const changed = this.#db
      .update(jobs)
      .set({
        state: 'waiting',
        attempts: 0,
        retryAtMs: null,
        notBeforeMs: null,
        requested: null,
        errorCode: null,
        errorMessage: null,
        finishedAtMs: null,
      })
      .where(
        and(
          eq(jobs.id, jobId),
          sql`(${jobs.state} IN ('failed', 'cancelled') OR (${jobs.state} = 'waiting' AND (${jobs.retryAtMs} IS NOT NULL OR ${jobs.notBeforeMs} IS NOT NULL)))`,
        ),
      )
      .run();
    return changed.changes === 1;
  }

  /** Lets jobs that are to wait over `maxMs` for their next attempt begin now; gives which. */
  endWaitsOver(maxMs: number, nowMs: number): JobId[] {
    const late = this.waitingBeyond(nowMs + maxMs);
    if (late.length > 0) {
      this.#db.update(jobs).set({ retryAtMs: nowMs }).where(inArray(jobs.id, late)).run();
    }
    return late;
  }

  /**
   * After a crash of the process that ran the queue, its jobs are still marked as running. They
   * wait again, unless somebody asked meanwhile to cancel or pause them. Only the holder of the
   * library's runner lock may call this.
   */
  recover(nowMs: number): void {
    this.#db.transaction((tx) => {
      const running = eq(jobs.state, 'running');
      tx.update(jobStages)
        .set({ state: 'waiting', permille: 0 })
        .where(
          and(
            inArray(jobStages.jobId, tx.select({ id: jobs.id }).from(jobs).where(running)),
            eq(jobStages.state, 'running'),
          ),
        )
        .run();
      tx.update(jobs)
        .set({ state: 'cancelled', requested: null, finishedAtMs: nowMs })
        .where(and(running, eq(jobs.requested, 'cancel')))
        .run();
      tx.update(jobs)
        .set({ state: 'paused', requested: null })
        .where(and(running, eq(jobs.requested, 'pause')))
        .run();
      tx.update(jobs).set({ state: 'waiting' }).where(running).run();
    }, immediate);
  }
}

export function isFinal(state: JobState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

function stageRows(jobId: JobId, stages: readonly StagePlan[]): (typeof jobStages.$inferInsert)[] {
  return stages.map(({ name, weight }, position) => ({
    jobId,
    position,
    name,
    weight,
    state: 'waiting',
  }));
}

function ofStage(jobId: JobId, stagePosition: number): ReturnType<typeof and> {
  const { from, to } = warningsOf(stagePosition);
  return and(
    eq(jobWarnings.jobId, jobId),
    gte(jobWarnings.position, from),
    lt(jobWarnings.position, to),
  );
}

/** The places of a stage's warnings, without `to`. */
function warningsOf(stagePosition: number): { from: number; to: number } {
  return { from: stagePosition * warningsPerStage, to: (stagePosition + 1) * warningsPerStage };
}
