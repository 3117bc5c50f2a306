import type { Backtest, BacktestOutcomes, TrendStage } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { binOf, periodOf, type TrendQuery } from './period.ts';
import { readScope } from './readScope.ts';
import { topicTrends } from './topicTrends.ts';

/** With fewer posts in the period, whether there are more in the next is chance. */
const minPosts = 4;

const risingStages: readonly TrendStage[] = ['emerging', 'rising'];

/**
 * How often topics that would have been called emerging or rising did rise: at moments a period
 * apart, each told by what was published up to it alone, the share of posts that are of the topic
 * in the period after it is compared with that in the period before it (it rose further) and with
 * that in the five periods before that one (it stayed above what was usual: chance alone makes
 * topics that were just high fall). The naive baseline calls every topic rising that has more posts
 * in the period than in the one before. Topics are those of today: what a topic is was not told at
 * the time.
 */
export function backtest(library: Library, query: TrendQuery & { moments: number }): Backtest {
  const scope = readScope(library, query);
  const { windowDays } = query;
  const windowMs = windowDays * 86_400_000;
  const called = { of: 0, rose: 0, stayed: 0 };
  const baseline = { of: 0, rose: 0, stayed: 0 };
  const all = { of: 0, rose: 0, stayed: 0 };
  const moments: Backtest['moments'] = [];
  for (let back = query.moments; back >= 1; back--) {
    const asOfMs = query.asOfMs - back * windowMs;
    const then = periodOf({ windowDays, asOfMs });
    const { trends, totals } = topicTrends(scope, then, { ofVideo: new Map(), snapshots: 0 });
    const after = periodOf({ windowDays, asOfMs: asOfMs + windowMs });
    const nextPosts = countWithin(scope, after);
    const allNext = sum(nextPosts);
    const allNow = sum(totals.slice(-then.windowBins));
    const allEarlier = sum(totals.slice(0, -then.windowBins));
    let counted = 0;
    for (const [number, trend] of trends.entries()) {
      if (trend === undefined || allNext === 0) continue;
      const now = sum(trend.posts.slice(-then.windowBins));
      if (now < minPosts) continue;
      const before = sum(trend.posts.slice(-2 * then.windowBins, -then.windowBins));
      const earlier = sum(trend.posts.slice(0, -then.windowBins));
      const next = (nextPosts[number + 1] ?? 0) / allNext;
      const outcome = {
        rose: next > now / allNow,
        stayed: next > (allEarlier === 0 ? 0 : earlier / allEarlier),
      };
      counted++;
      count(all, outcome);
      if (risingStages.includes(trend.stage)) count(called, outcome);
      if (now > before) count(baseline, outcome);
    }
    moments.push({ asOfMs, topics: counted });
  }
  return {
    windowDays,
    moments,
    called: withIntervals(called),
    baseline: withIntervals(baseline),
    all: withIntervals(all),
  };
}

/** Videos published within a period: of no topic first, then of each topic. */
function countWithin(
  scope: ReturnType<typeof readScope>,
  period: ReturnType<typeof periodOf>,
): number[] {
  const counts = new Array<number>(scope.topics.length + 1).fill(0);
  for (let index = 0; index < scope.ids.length; index++) {
    const published = scope.publishedAtMs[index] ?? Number.NaN;
    if (scope.isIncluded[index] !== 1 || !(published > period.windowStartMs)) continue;
    if (binOf(period, published) === undefined) continue;
    const at = (scope.topicOf[index] ?? -1) + 1;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

interface Cases {
  of: number;
  rose: number;
  stayed: number;
}

function count(cases: Cases, { rose, stayed }: { rose: boolean; stayed: boolean }): void {
  cases.of++;
  if (rose) cases.rose++;
  if (stayed) cases.stayed++;
}

function withIntervals({ of, rose, stayed }: Cases): BacktestOutcomes {
  return { of, rose: withInterval(rose, of), stayed: withInterval(stayed, of) };
}

const z = 1.959964;

/** Wilson's 95 % interval (E. B. Wilson, 1927): sound for few cases and for none. */
function withInterval(count: number, of: number): BacktestOutcomes['rose'] {
  if (of === 0) return { count, low: 0, high: 1 };
  const share = count / of;
  const middle = share + z ** 2 / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const scale = 1 + z ** 2 / of;
  const low = Math.max(0, (middle - half) / scale);
  return { count, low, high: Math.min(1, (middle + half) / scale) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
