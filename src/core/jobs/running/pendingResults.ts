import type { JobId } from '../../../contract/index.ts';
import { type Clock, type Logger, toAppError } from '../../base/index.ts';
import { isFinal, type JobEnd, type JobRepository } from '../store/jobRepository.ts';
import type { StoredJob } from '../store/storedJobs.ts';

interface UnsavedEnd {
  end: JobEnd;
  atMs: number;
}

/**
 * Stores how runs ended. When that cannot be written (a full disk), the end is kept in memory,
 * shown in place of the stored state, and written as soon as it can be. A crash before that
 * loses nothing: the job is still stored as running and goes on at its last finished stage.
 */
export class PendingResults {
  readonly #repository: JobRepository;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #unsaved = new Map<JobId, UnsavedEnd>();

  constructor(options: { repository: JobRepository; clock: Clock; logger: Logger }) {
    this.#repository = options.repository;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  get size(): number {
    return this.#unsaved.size;
  }

  has(jobId: JobId): boolean {
    return this.#unsaved.has(jobId);
  }

  /** Never throws. */
  record(jobId: JobId, end: JobEnd): void {
    this.#unsaved.set(jobId, { end, atMs: this.#clock.nowMs() });
    try {
      this.flush();
    } catch (error) {
      const { code, message } = toAppError(error);
      this.#logger.warn('the result of a job could not be stored yet', { jobId, code, message });
    }
  }

  /** Writes what is left to write; throws SQLite's error at the first that cannot be. */
  flush(): void {
    for (const [jobId, { end, atMs }] of this.#unsaved) {
      this.#repository.end(jobId, end, atMs);
      this.#unsaved.delete(jobId);
    }
  }

  /** The job as it would be stored. */
  apply(stored: StoredJob): StoredJob {
    const unsaved = this.#unsaved.get(stored.job.id);
    if (unsaved === undefined) return stored;
    const { end, atMs } = unsaved;
    const error = 'error' in end ? end.error : undefined;
    const job = {
      ...stored.job,
      state: end.state,
      retryAtMs: 'retryAtMs' in end ? end.retryAtMs : null,
      errorCode: error?.code ?? null,
      errorMessage: error?.message ?? null,
      finishedAtMs: isFinal(end.state) ? atMs : null,
    };
    const stages = stored.stages.map((stage) => {
      if (stage.state !== 'running') return stage;
      if (error !== undefined) return { ...stage, state: 'failed' as const };
      return { ...stage, state: 'waiting' as const, permille: 0 };
    });
    return { ...stored, job, stages };
  }
}
