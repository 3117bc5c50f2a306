import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { JobDto, JobId, JobState } from '../../../contract/index.ts';
import {
  AppError,
  type AsyncResource,
  type Clock,
  hasSystemCode,
  type Logger,
  toAppError,
} from '../../base/index.ts';
import { type Library, otherWriters } from '../../db/index.ts';
import { Claims } from '../admission/claims.ts';
import { ResourceSlots } from '../admission/resourceSlots.ts';
import { type EnqueueOptions, Enqueuer, type NewJobOf } from '../enqueue.ts';
import type { AnyJobKind, JobKind } from '../jobKind.ts';
import { JobHistory } from '../running/jobHistory.ts';
import { JobScheduler } from '../running/jobScheduler.ts';
import { OtherProcesses } from '../running/otherProcesses.ts';
import { PendingResults } from '../running/pendingResults.ts';
import type { RunTools } from '../running/stageRun.ts';
import { isFinal, JobRepository, type UnfinishedJob } from '../store/jobRepository.ts';
import { JobChanges } from '../views/jobChanges.ts';
import { JobMarks } from '../views/jobMarks.ts';
import { JobViews } from '../views/jobViews.ts';
import { JobWaiters } from '../views/jobWaiters.ts';
import { TouchedParents } from '../views/touchedParents.ts';

export interface JobQueueOptions {
  library: Library;
  clock: Clock;
  logger: Logger;
  kinds: readonly AnyJobKind[];
  /** Shared with interactive work, so that both are admitted together. */
  slots?: ResourceSlots;
  /** 0 to 1. */
  random?: () => number;
}

/**
 * The persistent queue. `id` may be the beginning of one job's id. Every method that takes one
 * throws `job.notFound`; every method throws `disk.full` and its like when SQLite does.
 */
export interface JobQueue extends AsyncResource {
  /**
   * Stores the job; it runs when the queue of some process is started. Inside a transaction of
   * the library it belongs to that transaction: a rollback undoes it, and it is told of and begun
   * only after the commit. A `dedupeKey` that an unfinished job of the kind has stores nothing:
   * the id is that job's.
   */
  enqueue<Payload extends object>(
    kind: JobKind<Payload>,
    payload: Payload,
    options: EnqueueOptions,
  ): JobId;
  /** Thousands of jobs, a few at a time: the event loop is never held for long. */
  enqueueMany<Payload extends object>(
    kind: JobKind<Payload>,
    jobs: readonly NewJobOf<Payload>[],
    signal?: AbortSignal,
  ): Promise<JobId[]>;
  /** The job of the kind that was queued under this key and has not ended. */
  findUnfinished(kind: string, dedupeKey: string): UnfinishedJob | undefined;
  /** Begins to run jobs, and takes up what a crash left. The caller holds the runner lock. */
  start(): void;
  /**
   * The job once it is done, cancelled, or failed with no attempt left. Also for jobs that
   * another process runs. Rejects with the signal's reason, or `job.cancelled` on dispose.
   */
  finished(id: string, signal?: AbortSignal): Promise<JobDto>;
  /**
   * Every change of a job from now on, half a second late when another process makes it; never
   * drops how a job ended.
   */
  watch(signal?: AbortSignal): AsyncGenerator<JobDto, void, undefined>;
  /** Newest first. */
  list(options: { limit: number }): JobDto[];
  /** Of all jobs, by state. */
  counts(): Record<JobState, number>;
  get(id: string): JobDto;
  /** Ends the job within two seconds. A job that has ended stays as it is. */
  cancel(id: string): Promise<JobDto>;
  /** A failed or cancelled job goes on where it stopped. Others: `job.notRetryable`. */
  retry(id: string): JobDto;
  /** Finished stages are kept. A job that has ended stays as it is. */
  pause(id: string): Promise<JobDto>;
  resume(id: string): JobDto;
  /** Stops running; jobs in work wait for the next start. */
  dispose(): Promise<void>;
}

/** How long to wait for the process that runs a job to act on a request. */
const otherProcessMs = 2_000;
const stoppedAtOnce = 25;

export function createJobQueue(options: JobQueueOptions): JobQueue {
  const { clock, logger, random = Math.random } = options;
  const repository = new JobRepository(options.library.db);
  const kinds = new Map(options.kinds.map((kind) => [kind.kind, kind]));
  const ends = new PendingResults({ repository, clock, logger });
  const views = new JobViews({ repository, ends, clock });
  const changes = new JobChanges();
  const waiters = new JobWaiters({
    read: (jobId) => coded(() => views.get(jobId)),
    isEnded: (jobId) => coded(() => ends.has(jobId) || isEndedState(repository.state(jobId))),
  });

  /** A job that was removed with its video meanwhile, perhaps by another process, is left out. */
  const onChanges = (jobIds: readonly JobId[]): void => {
    const told = changes.isWatched ? jobIds : jobIds.filter((jobId) => waiters.has(jobId));
    if (told.length === 0) return;
    try {
      for (const job of views.getMany(told)) {
        changes.tell(job);
        marks.tell(job);
        waiters.tell(job);
        if (job.parentId !== undefined) parents.touch(job.parentId);
      }
    } catch (error) {
      logger.error('changed jobs could not be read', { code: toAppError(error).code });
    }
  };
  const onChange = (jobId: JobId): void => onChanges([jobId]);
  const parents = new TouchedParents(onChanges);

  const slots = options.slots ?? new ResourceSlots({ clock });
  const tools: RunTools = {
    repository,
    slots,
    claims: new Claims(),
    clock,
    onChange,
    onAway: () => scheduler.wake(),
  };
  const scheduler = new JobScheduler({ tools, ends, kinds, logger, random });
  const history = new JobHistory({ repository, logger });
  const enqueuer = new Enqueuer({
    db: options.library.db,
    repository,
    clock,
    kinds,
    onQueued: (jobIds) => {
      onChanges(jobIds);
      scheduler.wake();
    },
  });

  const isOwn = (jobId: JobId): boolean => scheduler.has(jobId) || ends.has(jobId);
  const marks = new JobMarks({ repository, isOwn });
  const others = new OtherProcesses({
    haveWritten: otherWriters(options.library),
    isNeeded: () => scheduler.isStarted || changes.isWatched,
    onChange: () => {
      scheduler.lookAround();
      if (changes.isWatched) onChanges(marks.takeChanged());
    },
    logger,
  });

  /** Does the change, tells the watchers, and looks for what may run now. */
  const change = (id: string, act: (jobId: JobId) => void): JobDto =>
    coded(() => {
      const jobId = views.resolve(id);
      ends.flush();
      act(jobId);
      onChange(jobId);
      scheduler.wake();
      return views.get(jobId);
    });

  /** The job, and all that it led to. */
  const stop = async (id: string, reason: 'cancel' | 'pause'): Promise<JobDto> => {
    const jobId = coded(() => views.resolve(id));
    const job = await stopOne(jobId, reason);
    const below = coded(() => repository.unfinishedDescendants(jobId));
    if (below.length === 0) return job;
    for (let from = 0; from < below.length; from += stoppedAtOnce) {
      const slice = below.slice(from, from + stoppedAtOnce);
      await Promise.all(slice.map((child) => stopOne(child, reason)));
      await nextTurn();
    }
    return coded(() => views.get(jobId));
  };

  const stopOne = async (jobId: JobId, reason: 'cancel' | 'pause'): Promise<JobDto> => {
    const stoppedLocally = scheduler.stop(jobId, reason);
    if (stoppedLocally !== undefined) {
      await stoppedLocally;
      return coded(() => views.get(jobId));
    }
    let job = change(jobId, () => repository.request(jobId, reason, clock.nowMs()));
    for (let waitedMs = 0; job.state === 'running' && waitedMs < otherProcessMs; waitedMs += 100) {
      await sleep(100);
      job = coded(() => views.get(jobId));
    }
    return job;
  };

  return {
    enqueue: (kind, payload, options) =>
      coded(() => {
        const [id] = enqueuer.add(kind, [{ ...options, payload }]);
        if (id === undefined) throw new AppError('internal.unexpected', 'No job was stored.');
        return id;
      }),
    enqueueMany: async (kind, jobs, signal) => {
      try {
        return await enqueuer.addMany(kind, jobs, signal);
      } catch (error) {
        throw toAppError(error);
      }
    },
    findUnfinished: (kind, dedupeKey) => coded(() => repository.findUnfinished(kind, dedupeKey)),
    start: () => {
      coded(() => scheduler.start());
      others.start();
      history.start();
    },
    finished: async (id, signal) => {
      const jobId = coded(() => views.resolve(id));
      return waiters.wait(jobId, signal);
    },
    watch: (signal) => {
      if (!changes.isWatched) coded(() => marks.takeChanged());
      others.start();
      return changes.watch(signal);
    },
    list: ({ limit }) => coded(() => views.list(limit)),
    counts: () => coded(() => repository.counts()),
    get: (id) => coded(() => views.get(views.resolve(id))),
    cancel: (id) => stop(id, 'cancel'),
    pause: (id) => stop(id, 'pause'),
    resume: (id) => {
      const job = change(id, (jobId) => repository.resume(jobId));
      for (const child of coded(() => repository.unfinishedDescendants(job.id))) {
        change(child, (jobId) => repository.resume(jobId));
      }
      return coded(() => views.get(job.id));
    },
    retry: (id) =>
      change(id, (jobId) => {
        if (retryOnce(repository, jobId)) return;
        const { state } = views.get(jobId);
        throw new AppError('job.notRetryable', `The job is ${state}.`);
      }),
    dispose: async () => {
      others.stop();
      history.stop();
      parents.stop();
      await scheduler.dispose();
      changes.end();
      waiters.end();
    },
  };
}

function isEndedState(state: JobState | undefined): boolean {
  return state === undefined || isFinal(state);
}

/** Error: `job.notRetryable` when the same work was queued again meanwhile. */
function retryOnce(repository: JobRepository, jobId: JobId): boolean {
  try {
    return repository.retry(jobId);
  } catch (error) {
    if (!hasSystemCode(error, 'SQLITE_CONSTRAINT_UNIQUE')) throw error;
    throw new AppError('job.notRetryable', 'The same job is already in the queue again.');
  }
}

/** SQLite's errors become the codes of the contract. */
function coded<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw toAppError(error);
  }
}
