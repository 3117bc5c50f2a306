import type { EngineStats } from '../../../contract/index.ts';

/** What the charts show of one moment. */
export interface EngineSample {
  atMs: number;
  generatedPerSecond: number;
  usedBlocks: number;
}

/** How far back the charts go. */
export const historyMs = 5 * 60_000;

/** The history with one more moment, without those that are too old now. */
export function withSample(
  history: readonly EngineSample[],
  { tokens, blocks }: EngineStats,
  atMs: number,
): readonly EngineSample[] {
  const sample = { atMs, generatedPerSecond: tokens.generatedPerSecond, usedBlocks: blocks.used };
  // A clock that was set back begins a new history.
  const kept = history.filter((each) => each.atMs > atMs - historyMs && each.atMs < atMs);
  return [...kept, sample];
}

/** A value of the samples as a line, in seconds before the newest; nulls where it was not watched. */
export interface HistoryLine {
  secondsAgo: number[];
  values: (number | null)[];
}

/** Samples come each second; more than this between two means that nobody looked. */
const gapMs = 5_000;

export function lineOf(
  history: readonly EngineSample[],
  value: (sample: EngineSample) => number,
): HistoryLine {
  const nowMs = history.at(-1)?.atMs ?? 0;
  const line: HistoryLine = { secondsAgo: [], values: [] };
  let beforeMs: number | undefined;
  for (const sample of history) {
    if (beforeMs !== undefined && sample.atMs - beforeMs > gapMs) {
      line.secondsAgo.push((beforeMs + 1 - nowMs) / 1_000);
      line.values.push(null);
    }
    line.secondsAgo.push((sample.atMs - nowMs) / 1_000);
    line.values.push(value(sample));
    beforeMs = sample.atMs;
  }
  return line;
}
