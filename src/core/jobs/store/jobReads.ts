import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { type JobId, type JobState, jobStateSchema } from '../../../contract/index.ts';
import type { LibraryDatabase } from '../../db/index.ts';
import { beginsWith, jobStages, jobs } from '../../db/index.ts';
import {
  endedMarksSql,
  nextBeginSql,
  nextRetrySql,
  statesOfSql,
  unfinishedChildSql,
  unfinishedDescendantsSql,
  unfinishedMarksSql,
  waitingBeyondSql,
  waitingKindsSql,
  waitingOfKindSql,
} from './queueSql.ts';
import { hasJobId, type JobRow, type StoredJob, StoredJobs } from './storedJobs.ts';

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
  createdAtMs: number;
  exclusiveKeys: string[];
  /** Position of its first stage that is not done; undefined when all are. */
  nextStage: number | undefined;
}

interface WaitingRow extends Omit<WaitingJob, 'exclusiveKeys' | 'nextStage'> {
  exclusiveKeys: string | null;
  nextStage: number | null;
}

/** How many earlier jobs of a kind say how long its stages take. */
const historyJobs = 20;

/** The questions the queue asks of the library. */
export class JobReads {
  readonly #db: LibraryDatabase;
  readonly #waitingKinds;
  readonly #waitingOfKind;
  readonly #unfinishedChild;
  readonly #unfinishedDescendants;
  readonly #state;
  readonly #states;
  readonly #nextDue;
  readonly #waitingBeyond;
  readonly #unfinishedMarks;
  readonly #endedMarks;
  readonly #stored;

  constructor(db: LibraryDatabase) {
    this.#db = db;
    const { $client } = db;
    this.#waitingKinds = $client.prepare<[], string>(waitingKindsSql).pluck();
    this.#waitingOfKind = $client.prepare<
      [{ kind: string; nowMs: number; limit: number }],
      WaitingRow
    >(waitingOfKindSql);
    this.#unfinishedChild = $client.prepare<[JobId], unknown>(unfinishedChildSql);
    this.#unfinishedDescendants = $client.prepare<[JobId], JobId>(unfinishedDescendantsSql).pluck();
    this.#state = $client.prepare<[JobId], JobState>('SELECT state FROM jobs WHERE id = ?').pluck();
    this.#states = $client.prepare<[string], Pick<JobRow, 'id' | 'state' | 'requested'>>(
      statesOfSql,
    );
    this.#nextDue = [nextRetrySql, nextBeginSql].map((sql) =>
      $client.prepare<[number], number | null>(sql).pluck(),
    );
    this.#waitingBeyond = $client.prepare<[number], JobId>(waitingBeyondSql).pluck();
    this.#unfinishedMarks = $client.prepare<[], JobMark>(unfinishedMarksSql);
    this.#endedMarks = $client.prepare<[number], JobMark>(endedMarksSql);
    this.#stored = new StoredJobs(db);
  }

  get(jobId: JobId): StoredJob | undefined {
    return this.getMany([jobId])[0];
  }

  /** Those of them that are still there. */
  getMany(jobIds: readonly JobId[]): StoredJob[] {
    return this.#stored.some(jobIds);
  }

  /** The ids that begin with `prefix`, at most `limit`. */
  idsWithPrefix(prefix: string, limit: number): JobId[] {
    return (
      this.#db
        .select({ id: jobs.id })
        .from(jobs)
        // Ids are ASCII; the whole id sorts before those that are longer.
        .where(beginsWith(jobs.id, prefix))
        .orderBy(asc(jobs.id))
        .limit(limit)
        .all()
        .map(({ id }) => id)
    );
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
    return this.#stored.latest(limit);
  }

  /**
   * Jobs that may start now: highest priority first, then oldest first. Of each kind at most
   * `limit`, so that thousands of one kind do not hide the others.
   */
  waiting({ nowMs, limit }: { nowMs: number; limit: number }): WaitingJob[] {
    return this.#waitingKinds
      .all()
      .flatMap((kind) => this.#waitingOfKind.all({ kind, nowMs, limit }))
      .filter(hasJobId)
      .sort((one, other) => other.priority - one.priority || one.createdAtMs - other.createdAtMs)
      .map(({ exclusiveKeys, nextStage, ...job }) => ({
        ...job,
        exclusiveKeys: exclusiveKeys === null ? [] : JSON.parse(exclusiveKeys),
        nextStage: nextStage ?? undefined,
      }));
  }

  /** The first time after `nowMs` at which a job that waits for its time may begin. */
  nextDueAtMs(nowMs: number): number | undefined {
    const times = this.#nextDue.map((next) => next.get(nowMs) ?? Infinity);
    const nextMs = Math.min(...times);
    return nextMs === Infinity ? undefined : nextMs;
  }

  /** Jobs whose next attempt is to begin after a time. */
  waitingBeyond(atMs: number): JobId[] {
    return this.#waitingBeyond.all(atMs);
  }

  hasUnfinishedChildren(jobId: JobId): boolean {
    return this.#unfinishedChild.get(jobId) !== undefined;
  }

  /** Jobs that have not ended of those that the job queued, and of those that these queued. */
  unfinishedDescendants(jobId: JobId): JobId[] {
    return this.#unfinishedDescendants.all(jobId);
  }

  /** Undefined when it is gone. */
  state(jobId: JobId): JobState | undefined {
    return this.#state.get(jobId);
  }

  /** States and requests of these jobs, which another process may have changed. */
  states(jobIds: readonly JobId[]): Pick<JobRow, 'id' | 'state' | 'requested'>[] {
    if (jobIds.length === 0) return [];
    return this.#states.all(JSON.stringify(jobIds));
  }

  /** Of all unfinished jobs, and of the `ended` that ended last. */
  marks(ended: number): JobMark[] {
    return [...this.#unfinishedMarks.all(), ...this.#endedMarks.all(ended)].filter(hasJobId);
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
}
