import type { Estimate } from '../../../../contract/index.ts';

const resamples = 2_000;
const tail = 0.025;

/**
 * The mean of values with its 95 % percentile bootstrap interval, of 2,000 resamples. The drawing
 * starts from the same seed each time: the same values give the same interval.
 */
export function bootstrapMean(values: readonly number[]): Estimate {
  const { length } = values;
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, length);
  const random = seededRandom(length);
  const means = new Float64Array(resamples);
  for (let at = 0; at < resamples; at++) {
    let sum = 0;
    for (let drawn = 0; drawn < length; drawn++) sum += values[Math.floor(random() * length)] ?? 0;
    means[at] = sum / Math.max(1, length);
  }
  means.sort();
  const last = resamples - 1;
  return {
    value: mean,
    low: means[Math.round(last * tail)] ?? mean,
    high: means[Math.round(last * (1 - tail))] ?? mean,
  };
}

/** mulberry32, by Tommy Ettinger, public domain: 0 to 1, evenly. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
