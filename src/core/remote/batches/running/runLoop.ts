import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../base/index.ts';
import type { RunningBatch } from './runningBatch.ts';

/** What works on a batch: goes on whenever something has happened, or a time is over. */
export abstract class RunLoop implements RunningBatch {
  readonly #stop = new AbortController();
  #isPaused = false;
  #isCancelled = false;
  #wake = (): void => {};

  abstract get inFlight(): number;

  /** Gives how long to wait when nothing wakes the loop earlier; undefined at the end. */
  protected abstract advance(): number | undefined | Promise<number | undefined>;

  /** Aborted when the run was stopped. */
  protected get signal(): AbortSignal {
    return this.#stop.signal;
  }

  protected get isPaused(): boolean {
    return this.#isPaused;
  }

  protected get isCancelled(): boolean {
    return this.#isCancelled;
  }

  /** Something has happened: the loop goes on now. */
  protected wake(): void {
    this.#wake();
  }

  pause(): void {
    this.#isPaused = true;
    this.wake();
  }

  /** Goes on after a pause, when the run has not ended yet. */
  resume(): void {
    this.#isPaused = false;
    this.wake();
  }

  stop(reason: 'cancel' | 'park'): void {
    this.#isCancelled ||= reason === 'cancel';
    this.#stop.abort(new AppError('job.cancelled', 'The batch was stopped.'));
    this.wake();
  }

  async run(): Promise<void> {
    while (!this.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      const waitMs = await this.advance();
      if (waitMs === undefined) return;
      const timer = new AbortController();
      const timeout = sleep(waitMs, undefined, { signal: timer.signal }).catch(() => undefined);
      await Promise.race([woken, timeout]);
      timer.abort();
    }
  }
}
