import { cpus } from 'node:os';

const sampleMs = 500;
const busyMost = 0.15;
const limitMs = 30_000;

/**
 * Waits until other programs leave the processors alone, for half a minute at most. False when
 * they do not: then a figure says as much about them as about the engine.
 */
export async function quietMachine(): Promise<boolean> {
  const endMs = performance.now() + limitMs;
  while (performance.now() < endMs) {
    const before = processorTimes();
    await new Promise((done) => setTimeout(done, sampleMs));
    const after = processorTimes();
    if ((after.busyMs - before.busyMs) / (after.allMs - before.allMs) < busyMost) return true;
  }
  return false;
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
