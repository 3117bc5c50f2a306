import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';

const sampleMs = 500;
const busyMost = 0.15;
const limitMs = 30_000;
/** An engine that has the machine for itself stays below 0.05. */
const waitShareMost = 0.1;

/** Waits until other programs leave the processors alone, for half a minute at most. */
export async function quietMachine(): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (performance.now() < endMs) {
    const before = processorTimes();
    await new Promise((done) => setTimeout(done, sampleMs));
    const after = processorTimes();
    if ((after.busyMs - before.busyMs) / (after.allMs - before.allMs) < busyMost) return;
  }
}

/**
 * Runs something and tells whether other programs took processors from it: whether some task
 * waited for one for a good part of the time (Linux' pressure figures; elsewhere never).
 */
export async function watchDisturbance<T>(
  run: () => Promise<T>,
): Promise<{ result: T; isDisturbed: boolean }> {
  const [startMs, waitedMs] = [performance.now(), await processorWaitMs()];
  const result = await run();
  const share = ((await processorWaitMs()) - waitedMs) / (performance.now() - startMs);
  return { result, isDisturbed: share > waitShareMost };
}

async function processorWaitMs(): Promise<number> {
  const text = await readFile('/proc/pressure/cpu', 'utf8').catch(() => '');
  return Number(/^some .*total=(\d+)$/m.exec(text)?.[1] ?? 0) / 1000;
}

function processorTimes(): { busyMs: number; allMs: number } {
  let [busyMs, allMs] = [0, 0];
  for (const { times } of cpus()) {
    const busy = times.user + times.nice + times.sys + times.irq;
    busyMs += busy;
    allMs += busy + times.idle;
  }
  return { busyMs, allMs };
}
