import type { AudioPiece } from './transcriber.ts';

export interface TimeSpan {
  startMs: number;
  endMs: number;
}

export interface PlanPiecesInput {
  durationMs: number;
  /** Ordered silences, as the sound stage found them: quiet beside the loudest moment. */
  silences: readonly TimeSpan[];
  /** True when nobody could be heard between two times; asked for long silences. */
  isSilent(fromMs: number, toMs: number): Promise<boolean>;
  /** The quietest moment between two times, asked for when there is no silence to cut at. */
  quietestMs(fromMs: number, toMs: number): Promise<number>;
}

/**
 * Whisper listens in windows of 30 s, so each piece may waste one: five minutes keep that under
 * a few percent, and a kill repeats no more than that.
 */
const maxPieceMs = 300_000;
const minPieceMs = 150_000;
/** Shorter silences are cheaper to listen to than to cut out, and speech around them is one. */
const skippedSilenceMs = 10_000;
/** What stays of a skipped silence beside speech, so that soft first sounds are kept. */
const marginMs = 500;
const hardCutWindowMs = 20_000;

/** The parts of an audio worth listening to, in order, each short enough to lose in a crash. */
export async function planPieces(input: PlanPiecesInput): Promise<AudioPiece[]> {
  const pieces: AudioPiece[] = [];
  for (const span of await loudSpans(input)) {
    let startMs = span.startMs;
    while (span.endMs - startMs > maxPieceMs) {
      const cutMs = await cutBetween(input, startMs + minPieceMs, startMs + maxPieceMs);
      pieces.push({ startMs, endMs: cutMs });
      startMs = cutMs;
    }
    pieces.push({ startMs, endMs: span.endMs });
  }
  return pieces;
}

async function loudSpans({ durationMs, silences, isSilent }: PlanPiecesInput): Promise<TimeSpan[]> {
  const spans: TimeSpan[] = [];
  let startMs = 0;
  const add = (endMs: number): void => {
    if (endMs > startMs) spans.push({ startMs, endMs });
  };
  for (const silence of silences) {
    const endMs = Math.min(silence.endMs, durationMs);
    if (endMs - silence.startMs < skippedSilenceMs) continue;
    if (!(await isSilent(silence.startMs, endMs))) continue;
    // A silence at the very beginning has no speech before it to keep a margin for.
    add(silence.startMs <= 0 ? 0 : silence.startMs + marginMs);
    startMs = endMs >= durationMs ? durationMs : endMs - marginMs;
  }
  add(durationMs);
  return spans;
}

async function cutBetween(input: PlanPiecesInput, fromMs: number, toMs: number): Promise<number> {
  const longest = input.silences
    .map(({ startMs, endMs }) => ({
      startMs: Math.max(startMs, fromMs),
      endMs: Math.min(endMs, toMs),
    }))
    .filter((silence) => silence.endMs > silence.startMs)
    .reduce<TimeSpan | undefined>(
      (best, next) => (best === undefined || lengthOf(next) >= lengthOf(best) ? next : best),
      undefined,
    );
  if (longest !== undefined) return Math.round((longest.startMs + longest.endMs) / 2);
  const quietest = await input.quietestMs(toMs - hardCutWindowMs, toMs);
  return Math.round(Math.min(toMs, Math.max(toMs - hardCutWindowMs, quietest)));
}

function lengthOf(span: TimeSpan): number {
  return span.endMs - span.startMs;
}
