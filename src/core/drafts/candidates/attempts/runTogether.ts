export interface Candidates {
  /** Bound of all that are begun. */
  max: number;
  /** How many should be in work now, 0 when there is enough: asked after each end. */
  wanted(): number;
  /**
   * Writes candidate `index` and, when it has something, takes it in. What it does after it was
   * told to stop is lost.
   */
  write(index: number, stop: AbortSignal): Promise<void>;
}

/**
 * Keeps as many candidates in work as are wanted, the next one for each that ended, until there
 * are enough or all were begun. Whatever ends it, nothing is in work when it has ended: the others
 * are told to stop, and waited for. Errors: the first of a candidate, and the signal's reason.
 */
export async function runTogether(candidates: Candidates, signal: AbortSignal): Promise<void> {
  const ended = new AbortController();
  const stop = AbortSignal.any([signal, ended.signal]);
  const running = new Map<number, Promise<void>>();
  let next = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const wanted = candidates.wanted();
      while (running.size < wanted && next < candidates.max) {
        const index = next++;
        running.set(
          index,
          candidates.write(index, stop).finally(() => running.delete(index)),
        );
      }
      if (wanted === 0 || running.size === 0) return;
      await Promise.race(running.values());
    }
  } finally {
    ended.abort();
    await Promise.allSettled(running.values());
  }
}
