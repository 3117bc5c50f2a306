import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Logger, toAppError } from '../../base/index.ts';
import type { JobRepository } from '../store/jobRepository.ts';

export interface JobHistoryOptions {
  repository: Pick<JobRepository, 'prune'>;
  logger: Logger;
}

const keptJobs = 10_000;
const sliceSize = 100;
const everyMs = 60 * 60 * 1_000;

/**
 * Keeps the history of ended jobs within bounds: the newest 10,000. Age does not count: one run
 * with a wrong clock would make all of them old.
 */
export class JobHistory {
  readonly #options: JobHistoryOptions;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: JobHistoryOptions) {
    this.#options = options;
  }

  /** Now and every hour. */
  start(): void {
    this.#timer ??= setInterval(() => void this.prune(), everyMs).unref();
    void this.prune();
  }

  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#timer);
  }

  /** A slice at a time, so that everything else goes on between them. Never rejects. */
  async prune(): Promise<void> {
    const { repository, logger } = this.#options;
    try {
      await nextTurn();
      while (!this.#isStopped) {
        if (repository.prune({ keep: keptJobs, limit: sliceSize }) < sliceSize) return;
        await nextTurn();
      }
    } catch (error) {
      // A busy database: the next hour does it.
      logger.warn('old jobs could not be removed', { message: toAppError(error).message });
    }
  }
}
