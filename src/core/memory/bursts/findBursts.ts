export interface BurstOptions {
  /** How many times its usual share of posts a topic has while it bursts; above 1. */
  scale?: number;
  /** What entering a burst costs, in units of ln(bins). Higher: fewer, surer bursts. */
  gamma?: number;
}

export interface Burst {
  /** The first and the last of its bins. */
  firstBin: number;
  lastBin: number;
  /** How much likelier the bins are under the burst than without it, in nats; above 0. */
  weight: number;
}

/** Kleinberg's own choice for documents in batches. */
const usualScale = 2;
const usualGamma = 1;
/** A share cannot reach 1: the logarithm of what is left over would have no end. */
const maxShare = 0.9999;

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
export function findBursts(
  posts: readonly number[],
  totals: readonly number[],
  { scale = usualScale, gamma = usualGamma }: BurstOptions = {},
): Burst[] {
  const own = sum(posts);
  const all = sum(totals);
  if (own === 0 || own >= all) return [];
  const usual = own / all;
  const bursting = Math.min(maxShare, usual * scale);
  if (bursting <= usual) return [];
  const gains = posts.map((count, bin) => {
    const rest = (totals[bin] ?? 0) - count;
    return count * Math.log(bursting / usual) + rest * Math.log((1 - bursting) / (1 - usual));
  });
  const states = cheapestPath(gains, gamma * Math.log(Math.max(2, posts.length)));
  return burstsOf(states, gains);
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
