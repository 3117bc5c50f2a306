import { type BenchmarkRow, quantile } from '../benchmark.ts';
import type { BenchOutcome, BenchRequest, Contestant } from './contestant.ts';
import type { OurEngine } from './ourEngine.ts';
import type { Workloads } from './workloads.ts';

/** What each measurement of the engine is given. */
export interface EngineBench {
  ours: OurEngine;
  nodeLlamaCpp: Contestant;
  /** When a running one was named. */
  llamaServer: Contestant | undefined;
  rounds: number;
  /** Texts that no earlier round had. */
  workloads(): Workloads;
  /**
   * Runs requests of one shape on a contestant that has nothing cached, when the machine is quiet;
   * again with other texts when other programs disturb it.
   */
  runCold(
    contestant: Contestant,
    make: (workloads: Workloads) => readonly BenchRequest[],
  ): Promise<BenchOutcome[]>;
  /** Something that the reader of the results should know. */
  note(text: string): void;
}

export type EngineMeasurement = (bench: EngineBench) => Promise<BenchmarkRow[]>;

/** Tokens written a second, from the first request's start to the last one's end. */
export function tokensPerSecond(outcomes: readonly BenchOutcome[]): number {
  const tokens = outcomes.reduce((sum, { completionTokens }) => sum + completionTokens, 0);
  return tokens / totalSeconds(outcomes);
}

export function totalSeconds(outcomes: readonly BenchOutcome[]): number {
  const startMs = Math.min(...outcomes.map(({ submittedAtMs }) => submittedAtMs));
  const endMs = Math.max(...outcomes.map(({ endedAtMs }) => endedAtMs));
  return (endMs - startMs) / 1000;
}

export function firstTokenMs(outcome: BenchOutcome | undefined): number {
  if (outcome === undefined) throw new Error('No request was made.');
  return outcome.firstTokenAtMs - outcome.submittedAtMs;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * The median of the ratios round by round: what was measured side by side is compared, so that a
 * machine whose speed drifts from round to round does not move it.
 */
export function pairedRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));
}
