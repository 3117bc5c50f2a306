const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const minMs = hourMs;
const maxMs = 28 * dayMs;
/** Without a word of its growth a video is looked at again when it is a quarter older. */
const shareOfAge = 0.25;
/** Of the views it has: more than this to come until then is fast, less than that is slow. */
const fastGrowth = 0.2;
const slowGrowth = 0.01;

export interface ObservedVideo {
  /** Since its publication, or since it came into the library. */
  ageMs: number;
  views: number | undefined;
  /** Between its last two snapshots. */
  viewsPerHour: number | undefined;
  /** How often in a row its counts could not be read. */
  failures: number;
}

/**
 * How long after its last snapshot a video is to be observed again: a quarter of its age, half of that
 * when a fifth of its views or more would come meanwhile, twice that when less than a hundredth would;
 * an hour at least, 28 days at most. Each failure in a row doubles it.
 */
export function observeIntervalMs({ ageMs, views, viewsPerHour, failures }: ObservedVideo): number {
  const byAge = Math.max(minMs, ageMs * shareOfAge);
  let factor = 1;
  if (views !== undefined && viewsPerHour !== undefined) {
    const growth = (viewsPerHour * byAge) / hourMs / Math.max(1, views);
    if (growth >= fastGrowth) factor = 0.5;
    else if (growth < slowGrowth) factor = 2;
  }
  const wanted = Math.max(minMs, byAge * factor) * 2 ** Math.min(failures, 10);
  return Math.min(maxMs, wanted);
}
