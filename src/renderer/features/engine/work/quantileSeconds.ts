import type { Histogram } from '../../../../contract/index.ts';

/**
 * The duration that a share of the measured ones did not exceed, in seconds: 0.5 for the median.
 * Between two bounds values are taken to lie evenly, as Prometheus' `histogram_quantile` does;
 * beyond the last bound it is that bound. Undefined while nothing was measured.
 */
export function quantileSeconds({ buckets, count }: Histogram, share: number): number | undefined {
  if (count === 0) return undefined;
  const rank = share * count;
  let lower = { upToSeconds: 0, count: 0 };
  for (const bucket of buckets) {
    const inBucket = bucket.count - lower.count;
    if (bucket.count >= rank && inBucket > 0) {
      const within = (rank - lower.count) / inBucket;
      return lower.upToSeconds + (bucket.upToSeconds - lower.upToSeconds) * within;
    }
    lower = bucket;
  }
  return buckets.at(-1)?.upToSeconds;
}
