import { setImmediate as nextTurn } from 'node:timers/promises';

/** Everything else waits so long at most. */
const sliceMs = 5;
const itemsAtOnce = 50;

/**
 * Does long work a piece at a time, and lets the event loop go on in between. `act` does the next
 * piece, of a few milliseconds, and gives false when it was the last.
 */
export async function untilDone(act: () => boolean): Promise<void> {
  let startedMs = performance.now();
  while (act()) {
    if (performance.now() - startedMs < sliceMs) continue;
    await nextTurn();
    startedMs = performance.now();
  }
}

/** The same for a list: `act` is given the next items and the position of the first. */
export async function inSlices<Item>(
  items: readonly Item[],
  act: (some: readonly Item[], from: number) => void,
): Promise<void> {
  let from = 0;
  await untilDone(() => {
    if (from < items.length) act(items.slice(from, from + itemsAtOnce), from);
    from += itemsAtOnce;
    return from < items.length;
  });
}
