import type { AudioPiece } from '../transcriber.ts';
import type { Utterance } from './findUtterances.ts';
import { frameMs } from './heardVoices.ts';

/** Parts of an audio that are heard together, one after the other. */
export interface Pack {
  spans: AudioPiece[];
  /** From the last speech before it; what is said may be in another language after a long one. */
  pauseBeforeMs: number;
}

/** Whisper listens in windows of 30 s: what is longer takes a second one. */
export const maxPackMs = 28_500;
/** A full pack ends at the longest pause after this. */
const minFullMs = 18_000;
/** After such a pause another scene begins, perhaps in another language: it gets its own pack … */
const scenePauseMs = 3_000;
/** … unless the pack has little yet: a window of 30 s takes its time whatever is in it. */
const minSceneMs = 8_000;
/** What is heard beside speech, so that soft first and last sounds are kept. */
const marginMs = 200;
/** Shorter pauses are heard as they are, beside the margins. */
const keptPauseMs = 600;

/** Packs of at most {@link maxPackMs} in which every utterance is, in order. */
export function planPacks(
  utterances: readonly Utterance[],
  probabilities: Float32Array,
  durationMs: number,
): Pack[] {
  const bare = utterances.flatMap((utterance) => cutLong(utterance, probabilities));
  const parts = bare.map(({ startMs, endMs }, i) => ({
    startMs: startMs - Math.min(marginMs, halfBetween(bare[i - 1]?.endMs ?? 0, startMs)),
    endMs: endMs + Math.min(marginMs, halfBetween(endMs, bare[i + 1]?.startMs ?? durationMs)),
  }));
  const packs: Pack[] = [];
  let from = 0;
  while (from < parts.length) {
    const to = endOfPack(parts, from);
    packs.push({
      spans: spansOf(parts.slice(from, to)),
      pauseBeforeMs: pauseBefore(parts, from),
    });
    from = to;
  }
  return packs;
}

/** The index after the last part of the pack that begins with `from`. */
function endOfPack(parts: readonly AudioPiece[], from: number): number {
  let best: { at: number; pauseMs: number } | undefined;
  for (let at = from + 1; at < parts.length; at++) {
    const heardMs = lengthOf(spansOf(parts.slice(from, at)));
    const pauseMs = pauseBefore(parts, at);
    if (pauseMs >= scenePauseMs && heardMs >= minSceneMs) return at;
    if (heardMs >= minFullMs && (best === undefined || pauseMs >= best.pauseMs)) {
      best = { at, pauseMs };
    }
    if (lengthOf(spansOf(parts.slice(from, at + 1))) > maxPackMs) {
      return best?.at ?? at;
    }
  }
  return parts.length;
}

/** One span where the pause between is short. */
function spansOf(parts: readonly AudioPiece[]): AudioPiece[] {
  const spans: AudioPiece[] = [];
  for (const { startMs, endMs } of parts) {
    const last = spans.at(-1);
    if (last !== undefined && startMs - last.endMs <= keptPauseMs) last.endMs = endMs;
    else spans.push({ startMs, endMs });
  }
  return spans;
}

function halfBetween(fromMs: number, toMs: number): number {
  return Math.max(0, Math.floor((toMs - fromMs) / 2));
}

/** Speech without a pause is cut where it is least probable, in the last third of what fits. */
function cutLong({ startMs, endMs }: AudioPiece, probabilities: Float32Array): AudioPiece[] {
  const longestMs = maxPackMs - 2 * marginMs;
  const parts: AudioPiece[] = [];
  let fromMs = startMs;
  while (endMs - fromMs > longestMs) {
    const first = Math.ceil((fromMs + (longestMs * 2) / 3) / frameMs);
    const last = Math.floor((fromMs + longestMs) / frameMs);
    const window = probabilities.subarray(first, last);
    const cutMs = (first + Math.max(0, window.indexOf(Math.min(...window)))) * frameMs;
    parts.push({ startMs: fromMs, endMs: cutMs });
    fromMs = cutMs;
  }
  return [...parts, { startMs: fromMs, endMs }];
}

function pauseBefore(parts: readonly AudioPiece[], at: number): number {
  return (parts[at]?.startMs ?? 0) - (parts[at - 1]?.endMs ?? 0);
}

/** All together. */
export function lengthOf(spans: readonly AudioPiece[]): number {
  return spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}
