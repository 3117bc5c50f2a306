const firstMs = 1_000;
/** No wait between two attempts is longer. */
export const maxBackOffMs = 5 * 60_000;

/**
 * How long to wait after the `attempt`-th failed attempt (from 1): twice as long each time, at
 * most five minutes, and half of it by chance, so that jobs which failed together do not come
 * back together ("equal jitter", M. Brooker, Exponential Backoff And Jitter, AWS 2015).
 * `random` gives 0 to 1.
 */
export function backOffMs(attempt: number, random: () => number): number {
  const fullMs = Math.min(maxBackOffMs, firstMs * 2 ** (attempt - 1));
  return Math.round(fullMs / 2 + (fullMs / 2) * random());
}
