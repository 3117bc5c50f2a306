import { cpus } from 'node:os';
import { otherProgramsMs } from './otherPrograms.ts';

const sampleMs = 500;
const busyMost = 0.15;
const limitMs = 30_000;
/** Of all processors' time during a run, what other programs may take. */
const othersMost = 0.04;

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
 * Runs something and tells whether other programs took a good part of the processors meanwhile
 * (by Linux' figures; elsewhere never).
 */
export async function watchDisturbance<T>(
  run: () => Promise<T>,
): Promise<{ result: T; isDisturbed: boolean }> {
  const [startMs, usedMs] = [performance.now(), await otherProgramsMs()];
  const result = await run();
  const othersMs = (await otherProgramsMs()) - usedMs;
  const share = othersMs / ((performance.now() - startMs) * cpus().length);
  return { result, isDisturbed: share > othersMost };
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
