import type { BurstDto } from '../../../../contract/index.ts';

export interface Bins {
  startMs: number;
  binMs: number;
}

export interface Group {
  fromMs: number;
  toMs: number;
  count: number;
  isBurst: boolean;
}

/**
 * Bins in groups of `size`, the last group whole: charts have room for fewer bars than there are
 * bins. A group is of a burst when half of it is.
 */
export function groupBins(
  counts: readonly number[],
  { startMs, binMs }: Bins,
  bursts: readonly BurstDto[],
  size: number,
): Group[] {
  const groups: Group[] = [];
  for (let end = counts.length; end > 0; end -= size) {
    const first = Math.max(0, end - size);
    const [fromMs, toMs] = [startMs + first * binMs, startMs + end * binMs];
    const burstMs = bursts.reduce((sum, { sinceMs, untilMs }) => {
      return sum + Math.max(0, Math.min(toMs, untilMs) - Math.max(fromMs, sinceMs));
    }, 0);
    groups.push({
      ...{ fromMs, toMs },
      count: counts.slice(first, end).reduce((sum, count) => sum + count, 0),
      isBurst: burstMs * 2 >= toMs - fromMs,
    });
  }
  return groups.reverse();
}
