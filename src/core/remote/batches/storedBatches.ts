import { and, desc, eq, getTableColumns, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type {
  BatchId,
  BatchKind,
  BatchPlace,
  BatchState,
  JobId,
  JobState,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { batches, batchRows, jobs, workItems } from '../../db/index.ts';

export interface StoredBatch {
  id: BatchId;
  name: string;
  kind: BatchKind;
  place: BatchPlace;
  jobId: JobId;
  /** Of its job and its rows. */
  state: BatchState;
  /** How often it was retried. */
  round: number;
  createdAtMs: number;
  /** When its job ended; undefined before, and when the job is so old that it was removed. */
  jobEndedAtMs: number | undefined;
  /** Why its job failed. */
  problem: AppError | undefined;
}

export type NewBatch = Pick<StoredBatch, 'id' | 'name' | 'kind' | 'place'>;

export const hasWaitingRows = sql<number>`EXISTS (
  SELECT 1 FROM ${batchRows}
  WHERE ${batchRows.batchId} = ${batches.id} AND ${batchRows.state} = 'waiting')`;

/** Its rows are asked, will be, or are being stored. */
export const isOpenBatch = sql`(${batches.jobId} IS NULL OR EXISTS (
  SELECT 1 FROM ${jobs} WHERE ${jobs.id} = ${batches.jobId}
    AND ${jobs.state} IN ('waiting', 'running', 'paused', 'failed')))`;

/** A batch that nobody sees yet: its rows are stored next, then it gets its job. */
export function insertBatch(library: Library, batch: NewBatch): void {
  library.db
    .insert(batches)
    .values({ ...batch, createdAtMs: library.clock.nowMs() })
    .run();
}

/** From here on the batch is seen, and the job asks its rows. */
export function setBatchJob({ db }: Library, id: BatchId, jobId: JobId): void {
  db.update(batches).set({ jobId }).where(eq(batches.id, id)).run();
}

export function getBatch({ db }: Library, id: BatchId): StoredBatch | undefined {
  const found = select(db).where(eq(batches.id, id)).get();
  return found && toBatch(found);
}

/** Newest first. */
export function listBatches({ db }: Library, limit: number): StoredBatch[] {
  return select(db)
    .where(isNotNull(batches.jobId))
    .orderBy(desc(batches.createdAtMs), sql`batches.rowid DESC`)
    .limit(limit)
    .all()
    .flatMap((each) => toBatch(each) ?? []);
}

export function beginRound({ db }: Library, id: BatchId): void {
  db.update(batches)
    .set({ round: sql`${batches.round} + 1` })
    .where(eq(batches.id, id))
    .run();
}

/** Nobody sees the batch from here on; false when there was none. */
export function hideBatch({ db }: Library, id: BatchId): boolean {
  const found = and(eq(batches.id, id), isNotNull(batches.jobId));
  return db.update(batches).set({ jobId: null }).where(found).run().changes > 0;
}

/** Those that nobody sees and that were begun before a time: a process died in the middle. */
export function hiddenBatches({ db }: Library, beforeMs: number): BatchId[] {
  return db
    .select({ id: batches.id })
    .from(batches)
    .where(and(isNull(batches.jobId), lt(batches.createdAtMs, beforeMs)))
    .all()
    .map(({ id }) => id);
}

/** Removes some of the rows; false when none was left, and then the batch is removed as well. */
export function removeSome({ db }: Library, id: BatchId, limit: number): boolean {
  const some = (table: 'batch_rows' | 'work_items') =>
    sql`rowid IN (SELECT rowid FROM ${sql.raw(table)} WHERE batch_id = ${id} LIMIT ${limit})`;
  if (db.delete(workItems).where(some('work_items')).run().changes > 0) return true;
  if (db.delete(batchRows).where(some('batch_rows')).run().changes > 0) return true;
  db.delete(batches).where(eq(batches.id, id)).run();
  return false;
}

function select(db: Library['db']) {
  return db
    .select({
      ...getTableColumns(batches),
      jobState: jobs.state,
      jobEndedAtMs: jobs.finishedAtMs,
      errorCode: jobs.errorCode,
      errorMessage: jobs.errorMessage,
      hasWaitingRows,
    })
    .from(batches)
    .leftJoin(jobs, eq(jobs.id, batches.jobId))
    .$dynamic();
}

type Selected = NonNullable<ReturnType<ReturnType<typeof select>['get']>>;

function toBatch(selected: Selected): StoredBatch | undefined {
  const { id, name, kind, place, round, createdAtMs, jobId } = selected;
  if (jobId === null) return undefined;
  const { jobState, jobEndedAtMs, errorCode, errorMessage } = selected;
  const state = selected.hasWaitingRows === 0 ? 'done' : stateOf(jobState);
  const hasFailed = state === 'paused' && errorCode !== null;
  return {
    ...{ id, name, kind, place, round, createdAtMs, jobId, state },
    jobEndedAtMs: jobEndedAtMs ?? undefined,
    problem: hasFailed ? new AppError(errorCode, errorMessage ?? '') : undefined,
  };
}

/** Of a batch with rows that wait: without a job that will ask them it was cancelled. */
function stateOf(jobState: JobState | null): BatchState {
  switch (jobState) {
    case 'waiting':
    case 'running':
      return 'running';
    case 'paused':
    // It goes on when a person resumes it.
    case 'failed':
      return 'paused';
    case 'done':
    case 'cancelled':
    case null:
      return 'cancelled';
    default:
      return jobState satisfies never;
  }
}
