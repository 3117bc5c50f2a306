import { priorities } from '../base/index.ts';

/** A line for heavy work, shared with the job queue, so that two never fight for the cores. */
export interface CpuSlots {
  run<T>(
    resource: 'cpu',
    priority: number,
    signal: AbortSignal | undefined,
    fn: () => T | Promise<T>,
  ): Promise<T>;
  /** True when work of higher priority waits. */
  hasWaitingAbove(resource: 'cpu', priority: number): boolean;
}

type Priority = 'interactive' | 'batch';

interface Holding {
  readonly priority: Priority;
  users: number;
  isHad: boolean;
  /** Settles when the slot is had. */
  readonly had: Promise<void>;
  release(): void;
}

/**
 * One slot for the requests that the engine works on together: the first one waits for it, others
 * join, the last one gives it back. A person's request joins whatever runs, or waits before all
 * else. A batch's request joins only while nothing of higher priority waits for the slot: so the
 * batch ends what it has begun, and an ingest has its turn before the batch goes on.
 */
export class SharedSlot {
  readonly #slots: CpuSlots;
  readonly #holdings = new Set<Holding>();

  constructor(slots: CpuSlots) {
    this.#slots = slots;
  }

  /** Rejects with the signal's reason when aborted in line. */
  async use<T>(
    { priority, signal }: { priority: Priority; signal: AbortSignal | undefined },
    work: () => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    const holding = this.#joinable(priority) ?? this.#take(priority);
    holding.users++;
    try {
      await untilAborted(holding.had, signal);
      return await work();
    } finally {
      holding.users--;
      if (holding.users === 0) {
        this.#holdings.delete(holding);
        holding.release();
      }
    }
  }

  #joinable(priority: Priority): Holding | undefined {
    const holdings = [...this.#holdings];
    const mayJoin =
      priority === 'interactive' || !this.#slots.hasWaitingAbove('cpu', priorities.batch);
    const held = mayJoin ? holdings.find(({ isHad }) => isHad) : undefined;
    return held ?? holdings.find((one) => !one.isHad && one.priority === priority);
  }

  #take(priority: Priority): Holding {
    const given = Promise.withResolvers<void>();
    const had = Promise.withResolvers<void>();
    const leaving = new AbortController();
    const holding: Holding = {
      priority,
      users: 0,
      isHad: false,
      had: had.promise,
      release: () => {
        given.resolve();
        leaving.abort();
      },
    };
    this.#holdings.add(holding);
    this.#slots
      .run('cpu', priorities[priority], leaving.signal, () => {
        holding.isHad = true;
        had.resolve();
        return given.promise;
      })
      // Only leaving the line before it was served rejects; then nobody waits any more.
      .catch(had.reject);
    had.promise.catch(() => {});
    return holding;
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
