export interface RankSum {
  /** The chance that one of the group is above one of the others; a half when they are alike. */
  superiority: number;
  /** Two-sided, that a difference this large comes by chance. */
  p: number;
}

/** Ranks of values from 1, ties sharing the mean of theirs, and the sum of t^3 - t over the ties. */
export function ranksOf(values: readonly number[]): { ranks: Float64Array; ties: number } {
  const order = values.map((_, at) => at).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  let ties = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    const value = values[order[from] ?? 0];
    while (to < order.length && values[order[to] ?? 0] === value) to += 1;
    for (let at = from; at < to; at++) ranks[order[at] ?? 0] = (from + 1 + to) / 2;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  return { ranks, ties };
}

/**
 * The test of Mann and Whitney (1947): whether the values of a group lie above or below all others, by
 * the sum of its ranks, in the normal approximation with correction for ties and continuity.
 */
export function rankSum(
  group: { n: number; rankSum: number },
  all: { n: number; ties: number },
): RankSum {
  const others = all.n - group.n;
  if (group.n === 0 || others === 0) return { superiority: 0.5, p: 1 };
  const u = group.rankSum - (group.n * (group.n + 1)) / 2;
  const mean = (group.n * others) / 2;
  const spread =
    ((group.n * others) / 12) * (all.n + 1 - all.ties / (all.n * Math.max(1, all.n - 1)));
  const superiority = u / (group.n * others);
  if (spread <= 0) return { superiority, p: 1 };
  const z = Math.max(0, Math.abs(u - mean) - 0.5) / Math.sqrt(spread);
  return { superiority, p: Math.min(1, 2 * upperTail(z)) };
}

/** P(Z > z) of the standard normal, z >= 0: Abramowitz and Stegun 26.2.17, to 7.5e-8. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.231_641_9 * z);
  const series =
    t *
    (0.319_381_53 +
      t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
