import type { TrendStage } from '../../../contract/index.ts';
import type { Burst } from './findBursts.ts';

export interface StageInput {
  /** Posts of the topic and of all topics together, bin by bin; the last bin is now. */
  posts: readonly number[];
  totals: readonly number[];
  bursts: readonly Burst[];
  /** Bins of the period that is looked at: the last ones. */
  windowBins: number;
}

/** From this share of its posts in the period on, a topic is new. */
const newShare = 0.8;
/** Fewer posts say nothing of a direction. */
const minPosts = 4;
/** One-sided, 95 %. */
const minZ = 1.645;

/**
 * Where a topic is in its life. The first rule that fits decides (docs/trends.md):
 * 1. no post in the period: fading;
 * 2. four posts in five, and four at least, are of the period, and history reaches back further:
 *    emerging;
 * 3. a burst reaches into the last quarter of the period: rising, or peak when the share of posts
 *    in that quarter is below that of the quarter before;
 * 4. a burst ended in the period, or in the one before: fading when its share of posts is lower
 *    than in the period before, else peak when the burst ended in the period;
 * 5. its share in the period is higher than in the one before by a one-sided test of two
 *    proportions at 95 %: rising; lower by the same test: fading;
 * 6. evergreen.
 */
export function stageOf({ posts, totals, bursts, windowBins }: StageInput): TrendStage {
  const bins = posts.length;
  const counted = (from: number, to: number) => ({
    own: sumOf(posts, from, to),
    all: sumOf(totals, from, to),
  });
  const start = Math.max(0, bins - windowBins);
  const now = counted(start, bins);
  const before = counted(Math.max(0, start - windowBins), start);
  const earlier = counted(0, start);
  if (now.own === 0) return 'fading';
  const isNew = now.own >= minPosts && now.own >= newShare * (now.own + earlier.own);
  if (isNew && earlier.all > 0) return 'emerging';
  const quarter = Math.max(1, Math.round(windowBins / 4));
  const last = bursts.at(-1);
  if (last !== undefined && last.lastBin >= bins - quarter) {
    const recent = counted(bins - quarter, bins);
    const previous = counted(Math.max(0, bins - 2 * quarter), bins - quarter);
    return shareOf(recent) < shareOf(previous) ? 'peak' : 'rising';
  }
  const direction = compareShares(now, before);
  if (last !== undefined && last.lastBin >= start - windowBins) {
    if (shareOf(now) < shareOf(before)) return 'fading';
    if (last.lastBin >= start) return 'peak';
  }
  if (now.own + before.own < minPosts) return 'evergreen';
  if (direction >= minZ) return 'rising';
  return direction <= -minZ ? 'fading' : 'evergreen';
}

interface Counts {
  own: number;
  all: number;
}

/** z of the pooled two-proportion test; 0 where there is nothing to compare. */
export function compareShares(one: Counts, other: Counts): number {
  if (one.all === 0 || other.all === 0) return 0;
  const pooled = (one.own + other.own) / (one.all + other.all);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / one.all + 1 / other.all));
  return error === 0 ? 0 : (shareOf(one) - shareOf(other)) / error;
}

function shareOf({ own, all }: Counts): number {
  return all === 0 ? 0 : own / all;
}

function sumOf(values: readonly number[], from: number, to: number): number {
  let total = 0;
  for (let bin = from; bin < to; bin++) total += values[bin] ?? 0;
  return total;
}
