import type { BurstDto, TopicTrend } from '../../../contract/index.ts';
import { type Burst, findBursts } from '../bursts/findBursts.ts';
import { stageOf } from '../bursts/stageOf.ts';
import { binOf, type Period } from './period.ts';
import type { Rates } from './readRates.ts';
import { type TrendScope, wasThere } from './readScope.ts';
import { type Rate, sumOfRates } from './velocity.ts';

/** What is counted of one topic. */
interface Tally {
  videos: number;
  newVideos: number;
  channels: Set<number>;
  posts: number[];
  rates: Rate[];
  /** Indexes of its best evidence, the best first. */
  evidence: number[];
}

export interface TalliedTrends {
  /** By the topics of the scope; a topic without videos in it is undefined. */
  trends: ((Omit<TopicTrend, 'evidence'> & { evidence: number[] }) | undefined)[];
  totals: number[];
  videos: number;
  dated: number;
  unassigned: number;
}

/** Videos shown as evidence of a topic. */
const maxEvidence = 3;

/** Counts every topic of a scope up to the end of a period, and says what it does. */
export function topicTrends(scope: TrendScope, period: Period, rates: Rates): TalliedTrends {
  const { bins, windowStartMs, endMs } = period;
  const tallies = scope.topics.map(
    (): Tally => ({
      ...{ videos: 0, newVideos: 0, rates: [], evidence: [] },
      ...{ channels: new Set(), posts: new Array<number>(bins).fill(0) },
    }),
  );
  const totals = new Array<number>(bins).fill(0);
  const all = { videos: 0, dated: 0, unassigned: 0 };
  for (let index = 0; index < scope.ids.length; index++) {
    if (!wasThere(scope, index, endMs)) continue;
    const published = scope.publishedAtMs[index] ?? Number.NaN;
    const bin = binOf(period, published);
    all.videos++;
    if (!Number.isNaN(published)) all.dated++;
    if (bin !== undefined) totals[bin] = (totals[bin] ?? 0) + 1;
    const tally = tallies[scope.topicOf[index] ?? -1];
    if (tally === undefined) {
      all.unassigned++;
      continue;
    }
    tally.videos++;
    const channel = scope.channelOf[index] ?? -1;
    if (channel !== -1) tally.channels.add(channel);
    if (published > windowStartMs) tally.newVideos++;
    if (bin !== undefined) tally.posts[bin] = (tally.posts[bin] ?? 0) + 1;
    const rate = rates.ofVideo.get(index);
    if (rate !== undefined) tally.rates.push(rate);
    keepBest(tally.evidence, index, (one, other) => isBetter(scope, rates, one, other));
  }
  const trends = tallies.map((tally, number) => {
    const topic = scope.topics[number];
    if (topic === undefined || tally.videos === 0) return undefined;
    const { posts, evidence, videos, newVideos, channels } = tally;
    const bursts = findBursts(posts, totals);
    const velocity = sumOfRates(tally.rates);
    const told = bursts.map((burst) => burstDto(burst, period));
    const current = isUnderWay(bursts.at(-1), period) ? told.at(-1) : undefined;
    return {
      ...topic,
      ...{ videos, newVideos, channels: channels.size },
      ...(velocity.videos > 0 && { velocity }),
      ...(current !== undefined && { burst: current }),
      bursts: told,
      stage: stageOf({ posts, totals, bursts, windowBins: period.windowBins }),
      ...{ posts, evidence },
    };
  });
  return { trends, totals, ...all };
}

/** A burst goes on while it reaches into the last quarter of the period, as stages have it. */
function isUnderWay(burst: Burst | undefined, { bins, windowBins }: Period): boolean {
  return burst !== undefined && burst.lastBin >= bins - Math.round(windowBins / 4);
}

function burstDto({ firstBin, lastBin, weight }: Burst, { startMs, binMs }: Period): BurstDto {
  return { sinceMs: startMs + firstBin * binMs, untilMs: startMs + (lastBin + 1) * binMs, weight };
}

/** What gains more views an hour, else what is newer. */
export function isBetter(scope: TrendScope, rates: Rates, one: number, other: number): boolean {
  const rateOf = (index: number): number => rates.ofVideo.get(index)?.value ?? 0;
  const difference = rateOf(one) - rateOf(other);
  if (difference !== 0) return difference > 0;
  const dateOf = (index: number): number => scope.publishedAtMs[index] || 0;
  return dateOf(one) > dateOf(other);
}

function keepBest(
  best: number[],
  index: number,
  isBetter: (one: number, other: number) => boolean,
): void {
  const at = best.findIndex((other) => isBetter(index, other));
  if (at === -1) best.push(index);
  else best.splice(at, 0, index);
  if (best.length > maxEvidence) best.pop();
}
