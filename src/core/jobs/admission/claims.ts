import type { JobId } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';

interface Waiter {
  jobId: JobId;
  give(): void;
}

/**
 * Which running job holds which key. One job at a time holds a key, until it ends. Held in
 * memory: only one process runs a library's jobs; the jobs' own rows say what to claim again.
 */
export class Claims {
  readonly #holders = new Map<string, JobId>();
  readonly #lines = new Map<string, Waiter[]>();
  /** The key that a job waits for: it waits for one at a time. */
  readonly #waitsFor = new Map<JobId, string>();

  /** Takes all the keys, or none when another job holds one of them. */
  takeAll(jobId: JobId, keys: readonly string[]): boolean {
    if (keys.some((key) => (this.#holders.get(key) ?? jobId) !== jobId)) return false;
    for (const key of keys) this.#holders.set(key, jobId);
    return true;
  }

  /**
   * Waits for the key, first come, first served. Rejects with the signal's reason, or with
   * `internal.unexpected` when the holder itself waits for this job: that would never end.
   */
  wait(jobId: JobId, key: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      if (this.takeAll(jobId, [key])) return resolve();
      if (this.#isCircle(jobId, key)) {
        const message = `Two jobs are waiting for each other: ${key}.`;
        return reject(new AppError('internal.unexpected', message));
      }
      const line = this.#lines.get(key) ?? [];
      this.#lines.set(key, line);
      const leave = (): void => {
        line.splice(line.indexOf(waiter), 1);
        this.#waitsFor.delete(jobId);
        signal.removeEventListener('abort', onAbort);
      };
      const onAbort = (): void => {
        leave();
        reject(signal.reason);
      };
      const waiter: Waiter = {
        jobId,
        give: () => {
          leave();
          this.#holders.set(key, jobId);
          resolve();
        },
      };
      line.push(waiter);
      this.#waitsFor.set(jobId, key);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Gives every key of an ended job to the next in line. */
  releaseAll(jobId: JobId): void {
    for (const [key, holder] of [...this.#holders]) {
      if (holder !== jobId) continue;
      this.#holders.delete(key);
      const line = this.#lines.get(key);
      line?.[0]?.give();
      if (line?.length === 0) this.#lines.delete(key);
    }
  }

  #isCircle(jobId: JobId, key: string): boolean {
    let next: string | undefined = key;
    while (next !== undefined) {
      const holder = this.#holders.get(next);
      if (holder === jobId) return true;
      next = holder === undefined ? undefined : this.#waitsFor.get(holder);
    }
    return false;
  }
}
