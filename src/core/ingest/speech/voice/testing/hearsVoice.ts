import { loudnessStepMs } from '../../loudness.ts';
import type { AudioPiece } from '../../transcriber.ts';
import { frameMs, type HeardVoices } from '../heardVoices.ts';

/** What is heard in so many milliseconds in which somebody speaks, all the time or in spans. */
export function hearsVoice(
  durationMs: number,
  spans: readonly AudioPiece[] = [{ startMs: 0, endMs: durationMs }],
): HeardVoices {
  const isVoice = (timeMs: number): boolean =>
    spans.some(({ startMs, endMs }) => timeMs >= startMs && timeMs < endMs);
  return {
    probabilities: Float32Array.from({ length: Math.ceil(durationMs / frameMs) }, (_, frame) =>
      isVoice(frame * frameMs) ? 0.95 : 0.02,
    ),
    loudnessDb: Array.from({ length: Math.ceil(durationMs / loudnessStepMs) }, (_, step) =>
      isVoice(step * loudnessStepMs) ? -20 : -90,
    ),
  };
}
