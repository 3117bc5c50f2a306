import { type Burst, cheapestBursts, gainsOf, maxShare } from './automaton.ts';

export type { Burst } from './automaton.ts';

/** How far an end may move: so many bins, or half the length of the burst. */
const minMoveBins = 3;
/** The usual share settles in two or three. */
const maxRounds = 4;

/**
 * The bursts of a topic, `posts[t]` of whose `totals[t]` posts are of it in bin t: those of
 * Kleinberg's automaton ({@link cheapestBursts}), with ends that fit the burst's own share. The
 * automaton takes every burst for twice the usual; of a stronger one it then also takes the days
 * before and after that are only a little busy. So each burst's share and the usual one are
 * estimated from what was found, and its ends are moved to where the bins between them are likeliest
 * under these. A strong burst also lifts the share of all bins and hides a weaker one: the automaton
 * runs again with the share outside of what it found, until it finds the same. In order of time;
 * never overlapping.
 */
export function findBursts(posts: readonly number[], totals: readonly number[]): Burst[] {
  const { found, outside } = settledBursts(posts, totals);
  return found.map((burst, at) => {
    const bursting = Math.min(
      maxShare,
      shareOf(posts, totals, (bin) => burst.firstBin <= bin && bin <= burst.lastBin),
    );
    // All of it is in bursts: there is no usual share to compare with.
    if (outside <= 0 || bursting <= outside) return burst;
    const move = Math.max(minMoveBins, Math.ceil((burst.lastBin - burst.firstBin + 1) / 2));
    const previous = found[at - 1]?.lastBin ?? -2;
    const next = found[at + 1]?.firstBin ?? posts.length + 1;
    const from = Math.max(0, previous + 2, burst.firstBin - move);
    const to = Math.min(posts.length - 1, next - 2, burst.lastBin + move);
    return likeliest(gainsOf(posts, totals, { usual: outside, bursting }), from, to) ?? burst;
  });
}

function settledBursts(
  posts: readonly number[],
  totals: readonly number[],
): { found: Burst[]; outside: number } {
  let found = cheapestBursts(posts, totals);
  for (let round = 1; ; round++) {
    const outside = shareOf(
      posts,
      totals,
      (bin) => !found.some(({ firstBin, lastBin }) => firstBin <= bin && bin <= lastBin),
    );
    if (found.length === 0 || outside <= 0 || round === maxRounds) return { found, outside };
    const again = cheapestBursts(posts, totals, { usual: outside });
    const isSame =
      again.length === found.length &&
      again.every(({ firstBin, lastBin }, at) => {
        return firstBin === found[at]?.firstBin && lastBin === found[at]?.lastBin;
      });
    if (isSame || again.length === 0) return { found, outside };
    found = again;
  }
}

/** The bins in a row with the greatest gain together, between two bins (Kadane's algorithm). */
function likeliest(gains: readonly number[], from: number, to: number): Burst | undefined {
  let best: Burst | undefined;
  let firstBin = from;
  let weight = 0;
  for (let bin = from; bin <= to; bin++) {
    if (weight <= 0) {
      firstBin = bin;
      weight = 0;
    }
    weight += gains[bin] ?? 0;
    if (weight > (best?.weight ?? 0)) best = { firstBin, lastBin: bin, weight };
  }
  return best;
}

function shareOf(
  posts: readonly number[],
  totals: readonly number[],
  isCounted: (bin: number) => boolean,
): number {
  let own = 0;
  let all = 0;
  for (const [bin, count] of posts.entries()) {
    if (!isCounted(bin)) continue;
    own += count;
    all += totals[bin] ?? 0;
  }
  return all === 0 ? 0 : own / all;
}
