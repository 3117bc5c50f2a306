import { setTimeout as sleep } from 'node:timers/promises';
import { openTestQueue, testKind } from '../../../../src/core/jobs/testing/testQueue.ts';
import type { ClockTrial } from '../../faults/clocks.ts';
import { jumps, todayMs } from './jumps.ts';

const maxAttempts = 3;
const lookEveryMs = 20;
const maxLooks = 1_000;

/** A job that fails twice while the clock jumps: it is tried again, and done once. */
export async function retriesInTime(): Promise<{ trial: ClockTrial; close(): Promise<void> }> {
  return { trial, close: async () => {} };
}

const trial: ClockTrial = async (chance) => {
  const times = jumps(chance);
  const clock = { nowMs: () => times[0] ?? todayMs };
  let runs = 0;
  const kind = testKind(
    {
      work: () => {
        runs++;
        // Each attempt ends under another clock than it began under.
        if (times.length > 1) times.shift();
        if (runs < maxAttempts) throw new Error('fails twice');
      },
    },
    { maxAttempts },
  );
  const opened = openTestQueue({ kinds: [kind], clock });
  const { queue } = opened;
  try {
    queue.start();
    const id = queue.enqueue(kind, {}, { label: 'a' });
    for (let look = 0; look < maxLooks; look++) {
      const { state, attempts } = queue.get(id);
      if (state === 'done')
        return attempts === maxAttempts && runs === maxAttempts ? undefined : `${runs} runs`;
      if (state === 'failed') return `failed after ${runs} runs`;
      // Time goes on, and is right in the end.
      if (look % 10 === 9)
        times.splice(0, times.length - 1, (times.at(-1) ?? todayMs) + look * 1_000);
      await sleep(lookEveryMs);
    }
    return `still ${queue.get(id).state} after ${runs} runs`;
  } finally {
    await opened.close();
  }
};
