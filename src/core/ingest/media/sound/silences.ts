import type { TimeSpanMs } from '../mediaCalls.ts';

/** Length of the pieces that loudness is judged by. */
export const levelStepMs = 10;
/** Shorter pauses are between words, not between sentences. */
const minSilenceMs = 300;
/** Quieter than this is silence even in a loud recording. */
const floorLevel = 0.003;
/** Share of the loudest level below which a noisy recording is silent. */
const shareOfLoudest = 0.04;

/** Quiet spans, from the largest absolute sample of each {@link levelStepMs}, 0 to 1. */
export function findSilences(levels: Float32Array): TimeSpanMs[] {
  let loudest = 0;
  for (const level of levels) loudest = Math.max(loudest, level);
  const threshold = Math.max(floorLevel, loudest * shareOfLoudest);
  const silences: TimeSpanMs[] = [];
  let startStep: number | undefined;
  for (let step = 0; step <= levels.length; step++) {
    const quiet = step < levels.length && (levels[step] ?? 0) < threshold;
    if (quiet) {
      startStep ??= step;
    } else if (startStep !== undefined) {
      const span = { startMs: startStep * levelStepMs, endMs: step * levelStepMs };
      if (span.endMs - span.startMs >= minSilenceMs) silences.push(span);
      startStep = undefined;
    }
  }
  return silences;
}
