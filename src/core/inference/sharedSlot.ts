import { interactivePriority } from '../base/index.ts';

/** A line for heavy work, shared with the job queue, so that two never fight for the cores. */
export interface CpuSlots {
  run<T>(
    resource: 'cpu',
    priority: number,
    signal: AbortSignal | undefined,
    fn: () => T | Promise<T>,
  ): Promise<T>;
}

interface Holding {
  /** Settles when the slot is had. */
  had: Promise<void>;
  release(): void;
}

/**
 * One slot for all requests that the engine works on together: the first one waits for it, the
 * others join, the last one gives it back.
 */
export class SharedSlot {
  readonly #slots: CpuSlots;
  #users = 0;
  #holding: Holding | undefined;

  constructor(slots: CpuSlots) {
    this.#slots = slots;
  }

  /** Rejects with the signal's reason when aborted in line. */
  async use<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    this.#users++;
    this.#holding ??= this.#take();
    const holding = this.#holding;
    try {
      await untilAborted(holding.had, signal);
      return await work();
    } finally {
      this.#users--;
      if (this.#users === 0) {
        this.#holding = undefined;
        holding.release();
      }
    }
  }

  #take(): Holding {
    const given = Promise.withResolvers<void>();
    const had = Promise.withResolvers<void>();
    const leaving = new AbortController();
    this.#slots
      .run('cpu', interactivePriority, leaving.signal, () => {
        had.resolve();
        return given.promise;
      })
      // Only leaving the line before it was served rejects; then nobody waits any more.
      .catch(had.reject);
    had.promise.catch(() => {});
    return {
      had: had.promise,
      release: () => {
        given.resolve();
        leaving.abort();
      },
    };
  }
}

function untilAborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
