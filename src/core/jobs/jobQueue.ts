import { setTimeout as sleep } from 'node:timers/promises';
import type { JobDto, JobId, JobState } from '../../contract/index.ts';
import {
  AppError,
  type AsyncResource,
  type Clock,
  type Logger,
  newId,
  toAppError,
} from '../base/index.ts';
import { type Library, otherWriters } from '../db/index.ts';
import { Claims } from './admission/claims.ts';
import { ResourceSlots } from './admission/resourceSlots.ts';
import type { AnyJobKind, JobKind } from './jobKind.ts';
import { JobScheduler } from './running/jobScheduler.ts';
import { OtherProcesses } from './running/otherProcesses.ts';
import { PendingResults } from './running/pendingResults.ts';
import { JobRepository } from './store/jobRepository.ts';
import { JobChanges } from './views/jobChanges.ts';
import { JobMarks } from './views/jobMarks.ts';
import { JobViews } from './views/jobViews.ts';
import { JobWaiters } from './views/jobWaiters.ts';

interface EnqueueOptions {
  /** What the job works on, for people. */
  label: string;
  /** Chosen by the caller, who can then tell after a crash whether the job was queued. */
  id?: JobId;
  /** Higher runs first; 0 unless told. */
  priority?: number;
  /** Jobs that share a key never run at the same time. */
  exclusiveKey?: string;
}

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
  /** Stores the job; it runs when the queue of some process is started. */
  enqueue<Payload extends object>(
    kind: JobKind<Payload>,
    payload: Payload,
    options: EnqueueOptions,
  ): JobId;
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

const maxLabel = 500;
/** How long to wait for the process that runs a job to act on a request. */
const elsewhereMs = 2_000;

export function createJobQueue(options: JobQueueOptions): JobQueue {
  const { clock, logger, random = Math.random } = options;
  const repository = new JobRepository(options.library.db);
  const kinds = new Map(options.kinds.map((kind) => [kind.kind, kind]));
  const ends = new PendingResults({ repository, clock, logger });
  const views = new JobViews({ repository, ends, clock });
  const changes = new JobChanges();
  const waiters = new JobWaiters((jobId) => coded(() => views.get(jobId)));

  const onChange = (jobId: JobId): void => {
    if (!changes.isWatched && !waiters.has(jobId)) return;
    try {
      const job = views.get(jobId);
      changes.tell(job);
      marks.tell(job);
      waiters.tell(job);
    } catch (error) {
      const { code } = toAppError(error);
      // Removed with its video meanwhile, perhaps by another process.
      if (code === 'job.notFound') return;
      logger.error('a changed job could not be read', { jobId, code });
    }
  };

  const slots = options.slots ?? new ResourceSlots({ clock });
  const tools = { repository, slots, claims: new Claims(), clock, onChange };
  const scheduler = new JobScheduler({ tools, ends, kinds, logger, random });

  const isOwn = (jobId: JobId): boolean => scheduler.has(jobId) || ends.has(jobId);
  const marks = new JobMarks({ repository, isOwn });
  const others = new OtherProcesses({
    haveWritten: otherWriters(options.library),
    isNeeded: () => scheduler.isStarted || changes.isWatched,
    onChange: () => {
      scheduler.lookAround();
      if (changes.isWatched) for (const jobId of marks.takeChanged()) onChange(jobId);
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

  const stop = async (id: string, reason: 'cancel' | 'pause'): Promise<JobDto> => {
    const jobId = coded(() => views.resolve(id));
    const stoppedLocally = scheduler.stop(jobId, reason);
    if (stoppedLocally !== undefined) {
      await stoppedLocally;
      return coded(() => views.get(jobId));
    }
    let job = change(jobId, () => repository.request(jobId, reason, clock.nowMs()));
    for (let waitedMs = 0; job.state === 'running' && waitedMs < elsewhereMs; waitedMs += 100) {
      await sleep(100);
      job = coded(() => views.get(jobId));
    }
    return job;
  };

  return {
    enqueue: (kind, payload, { label, id = newId<JobId>(), priority = 0, exclusiveKey }) =>
      coded(() => {
        if (!kinds.has(kind.kind)) {
          throw new AppError('internal.unexpected', `The queue has no kind "${kind.kind}".`);
        }
        repository.insert({
          id,
          kind: kind.kind,
          label: label.slice(0, maxLabel),
          payload: Object.fromEntries(Object.entries(payload)),
          exclusiveKeys: exclusiveKey === undefined ? [] : [exclusiveKey],
          priority,
          createdAtMs: clock.nowMs(),
          stages: kind.stages,
        });
        onChange(id);
        scheduler.wake();
        return id;
      }),
    start: () => {
      coded(() => scheduler.start());
      others.start();
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
    resume: (id) => change(id, (jobId) => repository.resume(jobId)),
    retry: (id) =>
      change(id, (jobId) => {
        if (repository.retry(jobId)) return;
        const { state } = views.get(jobId);
        throw new AppError('job.notRetryable', `The job is ${state}.`);
      }),
    dispose: async () => {
      others.stop();
      await scheduler.dispose();
      changes.end();
      waiters.end();
    },
  };
}

/** SQLite's errors become the codes of the contract. */
function coded<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw toAppError(error);
  }
}
