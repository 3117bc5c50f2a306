import type { LogitScan } from './scan/logitScan.ts';

/** Bins of 1/64 nat. */
const binsPerNat = 64;
/** Mostly all that matters is near the likeliest token; down there is what is never drawn: e^-20. */
const depthsNats = [6, 20];

export interface Wanted {
  /** So many tokens. */
  count?: number;
  /** So much of the likelihood, the likeliest token's being 1. */
  mass?: number;
}

/**
 * The logit above which at least as much is as is wanted, or that of 20 nats below the likeliest
 * one. Sorting a vocabulary's 260,000 logits for each token would take longer than computing them;
 * one pass into bins tells where the tokens worth a look begin. A bin's mass is its count times the
 * exponential of its mean, off by at most 1e-5 of itself.
 */
export function floorOf(scan: LogitScan, max: number, temperature: number, wanted: Wanted): number {
  const edge = (bin: number): number => max - (bin / binsPerNat) * temperature;
  let floor = -Infinity;
  for (const depth of depthsNats) {
    const bins = depth * binsPerNat;
    const { counts, sums } = scan.histogram(max, binsPerNat / temperature, bins);
    const last = lastBin(counts, sums, wanted);
    if (last !== undefined) return edge(last + 1);
    floor = edge(bins);
  }
  return floor;
}

/** The bin with which there is enough; undefined when all of them together have less. */
function lastBin(
  counts: Uint32Array,
  sums: Float64Array,
  { count = Infinity, mass = Infinity }: Wanted,
): number | undefined {
  let tokens = 0;
  let sum = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const here = counts[bin] ?? 0;
    if (here === 0) continue;
    tokens += here;
    sum += here * Math.exp(-(sums[bin] ?? 0) / here / binsPerNat);
    if (tokens >= count || sum >= mass) return bin;
  }
  return undefined;
}
