import type { AudioPiece } from '../transcriber.ts';
import { frameMs } from './heardVoices.ts';

/** An unbroken stretch of speech. */
export interface Utterance extends AudioPiece {
  /** Mean of the probabilities that it is speech, 0 to 1. */
  probability: number;
}

/** As the model's authors advise (`get_speech_timestamps` of silero-vad 6.2.3): begins here, */
const beginProbability = 0.5;
/** ends below this, so that a word that swells and fades stays whole, */
const endProbability = 0.35;
/** when that lasts, */
const minPauseMs = 100;
/** and is speech from this length on. */
const minSpeechMs = 250;
/** Frames are 32 ms: the true edge lies somewhere within, and soft first sounds before it. */
const padMs = 30;

/** The utterances in probabilities of {@link frameMs} each, in order, within `durationMs`. */
export function findUtterances(probabilities: Float32Array, durationMs: number): Utterance[] {
  const found: { from: number; to: number }[] = [];
  let from: number | undefined;
  let quietFrom: number | undefined;
  const end = (to: number): void => {
    if (from !== undefined && (to - from) * frameMs >= minSpeechMs) found.push({ from, to });
    from = undefined;
    quietFrom = undefined;
  };
  for (const [frame, probability] of probabilities.entries()) {
    if (probability >= beginProbability) {
      from ??= frame;
      quietFrom = undefined;
    } else if (from !== undefined && probability < endProbability) {
      quietFrom ??= frame;
      if ((frame + 1 - quietFrom) * frameMs >= minPauseMs) end(quietFrom);
    }
  }
  end(quietFrom ?? probabilities.length);
  return found.map((frames, i) => {
    const beforeMs = i === 0 ? 0 : middleMs(found[i - 1]?.to, frames.from);
    const next = found[i + 1];
    const afterMs = next === undefined ? durationMs : middleMs(frames.to, next.from);
    return {
      startMs: Math.max(beforeMs, frames.from * frameMs - padMs),
      endMs: Math.min(afterMs, durationMs, frames.to * frameMs + padMs),
      probability: meanOf(probabilities.subarray(frames.from, frames.to)),
    };
  });
}

function middleMs(fromFrame = 0, toFrame = 0): number {
  return Math.round(((fromFrame + toFrame) * frameMs) / 2);
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
