import { setTimeout as sleep } from 'node:timers/promises';

/** So long the core does what others ask, between two slices. */
const pauseMs = 16;

/** Goes on until a slice says that nothing is left. Rejects once the signal is aborted. */
export async function inSlices(isDone: () => boolean, signal: AbortSignal): Promise<void> {
  while (!isDone()) await sleep(pauseMs, undefined, { signal });
}
