/** One stage as the estimate sees it. */
export interface StageMeasure {
  /** Expected share, relative to the other stages. */
  weight: number;
  /** 0 to 1. */
  fraction: number;
  /** How long it has worked in this run, or took when it ran; 0 when it has not. */
  elapsedMs: number;
  /** Mean duration in earlier jobs of the kind. */
  usualMs: number | undefined;
}

/** Work done so far below this says nothing about the pace. */
const minElapsedMs = 1_000;
const minFraction = 0.02;
/** How much of a usual job the history counts for beside what this job has shown so far. */
const trustInHistory = 0.1;

/**
 * Milliseconds until the job is done, or undefined while nothing can be said.
 *
 * Each stage is expected to take what it took in earlier jobs of its kind; without such a
 * history, stages stand to each other as their weights. What is left of these expectations is
 * scaled by this job's pace: time worked over time expected for the work done. Without a
 * history that is the rule of three; with one, the history counts as a tenth of a job already
 * worked at the usual pace, so that a job has an estimate at once and the estimate does not jump.
 */
export function timeLeftMs(stages: readonly StageMeasure[]): number | undefined {
  const hasHistory = stages.every((stage) => stage.usualMs !== undefined);
  const expected = stages.map((stage) => (hasHistory ? (stage.usualMs ?? 0) : stage.weight));
  const total = sum(expected);
  if (total <= 0) return undefined;
  const done = sum(expected.map((size, i) => size * (stages[i]?.fraction ?? 0)));
  const elapsedMs = sum(stages.map((stage) => stage.elapsedMs));
  if (!hasHistory && (elapsedMs < minElapsedMs || done < minFraction * total)) return undefined;
  const priorMs = hasHistory ? trustInHistory * total : 0;
  return Math.round(((total - done) * (elapsedMs + priorMs)) / (done + priorMs));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
