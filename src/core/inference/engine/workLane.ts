/** Lets waiting work of a higher rank go first. Free when nobody of a higher rank waits. */
export type GiveWay = () => Promise<void>;

interface Waiter {
  rank: number;
  admit(): void;
}

/**
 * One piece of work at a time, by rank, then order of arrival. Long work awaits `giveWay` between
 * its steps, so work of a higher rank waits for one step only.
 */
export class WorkLane {
  #busy = false;
  readonly #waiting: Waiter[] = [];

  /** Rejects with the signal's reason when aborted in line. */
  async run<T>(
    rank: number,
    signal: AbortSignal,
    work: (giveWay: GiveWay) => Promise<T>,
  ): Promise<T> {
    await this.#enter(rank, signal, 'last');
    try {
      return await work(async () => {
        const first = this.#waiting[0];
        if (first === undefined || first.rank <= rank) return;
        // The line's order lets exactly the higher ranks by before this work enters again.
        const again = this.#enter(rank, undefined, 'first');
        this.#leave();
        await again;
      });
    } finally {
      this.#leave();
    }
  }

  #enter(rank: number, signal: AbortSignal | undefined, among: 'first' | 'last'): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        rank,
        admit: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const before = this.#waiting.findIndex(
        (other) => other.rank < rank || (among === 'first' && other.rank === rank),
      );
      this.#waiting.splice(before === -1 ? this.#waiting.length : before, 0, waiter);
      if (!this.#busy) this.#admitNext();
    });
  }

  #leave(): void {
    this.#busy = false;
    this.#admitNext();
  }

  #admitNext(): void {
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#busy = true;
    next.admit();
  }
}
