import { cpus } from 'node:os';
import { processorTimes } from '../../src/core/base/index.ts';
import { otherProgramsMs } from './otherPrograms.ts';

const sampleMs = 500;
const busyMost = 0.15;
const limitMs = 30_000;
/** Of all processors' time during a run, what other programs may take. */
const othersMost = 0.04;

/** A run that other programs disturb is made again, so often in all. */
const attempts = 3;

/**
 * Runs something when the machine is quiet, and again when other programs disturb it. `prepare` is
 * not watched.
 */
export async function undisturbed<T>(
  run: () => Promise<T>,
  prepare = async (): Promise<void> => {},
): Promise<{ result: T; isDisturbed: boolean }> {
  for (let attempt = 1; ; attempt++) {
    await prepare();
    await quietMachine();
    const watched = await watchDisturbance(run);
    if (!watched.isDisturbed || attempt === attempts) return watched;
  }
}

/** Waits until other programs leave the processors alone, for half a minute at most. */
async function quietMachine(): Promise<void> {
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
async function watchDisturbance<T>(
  run: () => Promise<T>,
): Promise<{ result: T; isDisturbed: boolean }> {
  const [startMs, usedMs] = [performance.now(), await otherProgramsMs()];
  const result = await run();
  const othersMs = (await otherProgramsMs()) - usedMs;
  const share = othersMs / ((performance.now() - startMs) * cpus().length);
  return { result, isDisturbed: share > othersMost };
}
