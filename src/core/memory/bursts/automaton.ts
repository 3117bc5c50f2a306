export interface BurstOptions {
  /** How many times its usual share of posts a topic has while it bursts; above 1. */
  scale?: number;
  /** What entering a burst costs, in units of ln(bins). Higher: fewer, surer bursts. */
  gamma?: number;
  /** The share of posts without a burst; that of all bins when left out. */
  usual?: number | undefined;
}

export interface Burst {
  /** The first and the last of its bins. */
  firstBin: number;
  lastBin: number;
  /** How much likelier the bins are under the burst than without it, in nats; above 0. */
  weight: number;
}

const usualScale = 2;
/** Half again what Kleinberg has: many topics are looked at, and chance is to call few of them. */
const usualGamma = 1.5;
/** A share cannot reach 1: the logarithm of what is left over would have no end. */
export const maxShare = 0.9999;

/**
 * The bursts of a topic by Kleinberg's two-state automaton for documents in batches (J. Kleinberg,
 * Bursty and Hierarchical Structure in Streams, KDD 2002, section 3): `posts[t]` of `totals[t]`
 * posts in bin t are of the topic. Without a burst each post is of the topic with p0 = its share of
 * all bins, in a burst with p1 = scale · p0. A bin costs −ln of its binomial likelihood (without
 * the coefficient, which is the same in both states), entering a burst costs gamma · ln(bins),
 * leaving one nothing. The cheapest path of states is found by dynamic programming with
 * back-pointers. In order of time; never overlapping, never adjacent. Bins without posts are
 * neutral. Counts are whole, and no bin has more posts than its total.
 */
export function cheapestBursts(
  posts: readonly number[],
  totals: readonly number[],
  { scale = usualScale, gamma = usualGamma, usual: given }: BurstOptions = {},
): Burst[] {
  const own = sum(posts);
  const all = sum(totals);
  if (own === 0 || own >= all) return [];
  const usual = given ?? own / all;
  const bursting = Math.min(maxShare, usual * scale);
  if (bursting <= usual) return [];
  const gains = gainsOf(posts, totals, { usual, bursting });
  const states = cheapestPath(gains, gamma * Math.log(Math.max(2, posts.length)));
  return burstsOf(states, gains);
}

/** How much likelier each bin is with the burst's share than with the usual one, in nats. */
export function gainsOf(
  posts: readonly number[],
  totals: readonly number[],
  { usual, bursting }: { usual: number; bursting: number },
): number[] {
  return posts.map((count, bin) => {
    const rest = (totals[bin] ?? 0) - count;
    return count * Math.log(bursting / usual) + rest * Math.log((1 - bursting) / (1 - usual));
  });
}

/** True for bins in a burst. Costs are relative to no burst at all, so that state's are 0. */
function cheapestPath(gains: readonly number[], entryCost: number): boolean[] {
  const cameFromBurst: { usual: boolean; burst: boolean }[] = [];
  let usualCost = 0;
  let burstCost = Number.POSITIVE_INFINITY;
  for (const gain of gains) {
    const enters = usualCost + entryCost;
    const pointers = { usual: burstCost < usualCost, burst: burstCost <= enters };
    cameFromBurst.push(pointers);
    const nextUsual = Math.min(usualCost, burstCost);
    burstCost = Math.min(enters, burstCost) - gain;
    usualCost = nextUsual;
  }
  const states: boolean[] = [];
  let isBurst = burstCost < usualCost;
  for (let bin = gains.length - 1; bin >= 0; bin--) {
    states[bin] = isBurst;
    const pointers = cameFromBurst[bin];
    isBurst = (isBurst ? pointers?.burst : pointers?.usual) ?? false;
  }
  return states;
}

function burstsOf(states: readonly boolean[], gains: readonly number[]): Burst[] {
  const bursts: Burst[] = [];
  for (const [bin, isBurst] of states.entries()) {
    if (!isBurst) continue;
    const gain = gains[bin] ?? 0;
    const open = bursts.at(-1);
    if (open?.lastBin === bin - 1) {
      open.lastBin = bin;
      open.weight += gain;
    } else bursts.push({ firstBin: bin, lastBin: bin, weight: gain });
  }
  return bursts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
