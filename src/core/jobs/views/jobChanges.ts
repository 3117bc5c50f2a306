import type { JobDto, JobId } from '../../../contract/index.ts';

/**
 * Tells any number of watchers of changed jobs. A watcher that is slow to read gets the latest
 * state of each job and skips those between, so that it costs little memory and always sees how
 * a job ended.
 */
export class JobChanges {
  readonly #watchers = new Set<Watcher>();

  get isWatched(): boolean {
    return this.#watchers.size > 0;
  }

  tell(job: JobDto): void {
    for (const watcher of this.#watchers) watcher.push(job);
  }

  /** Watches from now on, until the signal aborts, the reader leaves its loop, or `end`. */
  watch(signal?: AbortSignal): AsyncGenerator<JobDto, void, undefined> {
    const onAbort = (): void => watcher.end();
    const watcher = new Watcher(() => {
      this.#watchers.delete(watcher);
      signal?.removeEventListener('abort', onAbort);
    });
    this.#watchers.add(watcher);
    if (signal?.aborted) watcher.end();
    else signal?.addEventListener('abort', onAbort, { once: true });
    return watcher.read();
  }

  end(): void {
    for (const watcher of this.#watchers) watcher.end();
  }
}

class Watcher {
  readonly #pending = new Map<JobId, JobDto>();
  readonly #onEnd: () => void;
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  push(job: JobDto): void {
    this.#pending.set(job.id, job);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#onEnd();
    this.#wake?.();
  }

  async *read(): AsyncGenerator<JobDto, void, undefined> {
    try {
      while (true) {
        for (const [id, job] of this.#pending) {
          this.#pending.delete(id);
          yield job;
        }
        if (this.#pending.size > 0) continue;
        if (this.#ended) return;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      this.end();
    }
  }
}
