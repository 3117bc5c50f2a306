import type { JobDto, JobId } from '../../../contract/index.ts';
import { AppError, toAppError } from '../../base/index.ts';
import { isFinal } from '../store/jobRepository.ts';
import { AbortListeners } from './abortListeners.ts';

interface Waiter {
  resolve(job: JobDto): void;
  reject(error: unknown): void;
}

export interface JobWaitersOptions {
  /** Throws `job.notFound`. */
  read(jobId: JobId): JobDto;
  /** Cheap; true also for a job that is gone. */
  isEnded(jobId: JobId): boolean;
}

/** Another process may run the job, so that nothing here tells of its end. */
const pollMs = 400;
/** Looked at in one go; of more, each in its turn. */
const polledAtOnce = 500;

/** Those who wait for a job's end. */
export class JobWaiters {
  readonly #options: JobWaitersOptions;
  readonly #waiters = new Map<JobId, Set<Waiter>>();
  readonly #aborts = new AbortListeners();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: JobWaitersOptions) {
    this.#options = options;
  }

  has(jobId: JobId): boolean {
    return this.#waiters.has(jobId);
  }

  /** Rejects with the signal's reason when aborted. */
  wait(jobId: JobId, signal?: AbortSignal): Promise<JobDto> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (this.#options.isEnded(jobId)) {
        const job = this.#options.read(jobId);
        if (isFinal(job.state)) return resolve(job);
      }
      const waiters = this.#waiters.get(jobId) ?? new Set();
      this.#waiters.set(jobId, waiters);
      const onAbort = (): void => {
        waiters.delete(waiter);
        if (waiters.size === 0) this.#waiters.delete(jobId);
        reject(signal?.reason);
      };
      const stopListening = signal === undefined ? () => {} : this.#aborts.listen(signal, onAbort);
      const waiter: Waiter = {
        resolve: (ended) => {
          stopListening();
          resolve(ended);
        },
        reject: (error) => {
          stopListening();
          reject(error);
        },
      };
      waiters.add(waiter);
      this.#schedulePoll();
    });
  }

  tell(job: JobDto): void {
    if (!isFinal(job.state)) return;
    const waiters = this.#waiters.get(job.id);
    this.#waiters.delete(job.id);
    for (const waiter of waiters ?? []) waiter.resolve(job);
  }

  /** Nothing will tell of ends any more. */
  end(): void {
    clearTimeout(this.#timer);
    const error = new AppError('job.cancelled', 'The queue was closed before the job finished.');
    for (const waiters of this.#waiters.values()) {
      for (const waiter of waiters) waiter.reject(error);
    }
    this.#waiters.clear();
  }

  #schedulePoll(): void {
    if (this.#waiters.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const jobId of [...this.#waiters.keys()].slice(0, polledAtOnce)) this.#poll(jobId);
      this.#schedulePoll();
    }, pollMs);
  }

  #poll(jobId: JobId): void {
    try {
      if (this.#options.isEnded(jobId)) this.tell(this.#options.read(jobId));
      const waiters = this.#waiters.get(jobId);
      if (waiters === undefined) return;
      // To the end of the line.
      this.#waiters.delete(jobId);
      this.#waiters.set(jobId, waiters);
    } catch (error) {
      const waiters = this.#waiters.get(jobId);
      this.#waiters.delete(jobId);
      for (const waiter of waiters ?? []) waiter.reject(toAppError(error));
    }
  }
}
