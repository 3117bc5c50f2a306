import type { ComparedScores } from '../../../contract/index.ts';
import { benjaminiHochberg } from '../../base/index.ts';
import { medianWithInterval } from '../measures/estimates/medianInterval.ts';
import { minComparedVideos } from '../measures/outlierScore.ts';
import { rankSum, ranksOf } from './rankSum.ts';

/** Of what is called a difference, the share that may be chance. */
const maxFalse = 0.05;

/**
 * Compares the scores of some videos with those of all others; called once for each group. Medians
 * and the test are there when both sides have five videos.
 */
export function groupsOf(
  scores: readonly number[],
): (isIn: (at: number) => boolean) => ComparedScores {
  const { ranks, ties } = ranksOf(scores);
  const all = { n: scores.length, ties };
  return (isIn) => {
    const has: number[] = [];
    const rest: number[] = [];
    let sum = 0;
    for (const [at, score] of scores.entries()) {
      if (isIn(at)) {
        has.push(score);
        sum += ranks[at] ?? 0;
      } else rest.push(score);
    }
    const n = has.length;
    const isEnough = Math.min(n, rest.length) >= minComparedVideos;
    const median = medianWithInterval(has);
    const others = medianWithInterval(rest);
    if (!isEnough || median === undefined || others === undefined) return { n };
    return { n, median, others, ...rankSum({ n, rankSum: sum }, all) };
  };
}

/** Adjusts the p-values for their number (Benjamini and Hochberg 1995), in place; returns how many. */
export function adjustTests(records: readonly ComparedScores[]): number {
  const tested = records.filter(({ p }) => p !== undefined);
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p ?? 1));
  for (const [at, record] of tested.entries()) {
    const adjustedP = adjusted[at] ?? 1;
    Object.assign(record, { adjustedP, differs: adjustedP <= maxFalse });
  }
  return tested.length;
}
