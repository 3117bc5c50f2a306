/** Views at a moment. */
export interface ViewSnapshot {
  atMs: number;
  views: number;
  /** What the platform rounded to; 0 when the count is exact. */
  unit: number;
}

/** Views an hour, with what rounding leaves open. */
export interface Rate {
  value: number;
  low: number;
  high: number;
}

const hourMs = 3_600_000;
/** Nearer snapshots tell more of rounding than of views. */
export const minApartMs = hourMs;

/**
 * The change of views between two dated snapshots for each hour between them. A count that was
 * rounded to a unit may be half of it off on either side: “2.9M” to “3.2M” is 0.3M ± 0.1M. Views
 * that fell give a negative rate. Undefined for snapshots less than an hour apart.
 */
export function rateBetween(first: ViewSnapshot, last: ViewSnapshot): Rate | undefined {
  const apartMs = last.atMs - first.atMs;
  if (apartMs < minApartMs) return undefined;
  const change = last.views - first.views;
  const margin = (first.unit + last.unit) / 2;
  const hours = apartMs / hourMs;
  return {
    value: change / hours,
    low: (change - margin) / hours,
    high: (change + margin) / hours,
  };
}

/**
 * The rates of several videos together. The interval is the widest that their intervals allow: what
 * one platform rounds up, it may round up everywhere.
 */
export function sumOfRates(rates: Iterable<Rate>): Rate & { videos: number } {
  const sum = { value: 0, low: 0, high: 0, videos: 0 };
  for (const { value, low, high } of rates) {
    sum.value += value;
    sum.low += low;
    sum.high += high;
    sum.videos++;
  }
  return sum;
}

/**
 * Views gained in each bin: what was gained between two snapshots is spread evenly over the time
 * between them. `snapshots` in order of time; bins begin at `startMs` and last `binMs` each.
 */
export function addGains(
  gains: number[],
  snapshots: readonly ViewSnapshot[],
  { startMs, binMs }: { startMs: number; binMs: number },
): void {
  for (const [at, last] of snapshots.entries()) {
    const first = snapshots[at - 1];
    if (first === undefined || last.atMs <= first.atMs) continue;
    const perMs = (last.views - first.views) / (last.atMs - first.atMs);
    const from = Math.max(0, Math.floor((first.atMs - startMs) / binMs));
    const to = Math.min(gains.length - 1, Math.floor((last.atMs - startMs) / binMs));
    for (let bin = from; bin <= to; bin++) {
      const begins = Math.max(first.atMs, startMs + bin * binMs);
      const ends = Math.min(last.atMs, startMs + (bin + 1) * binMs);
      if (ends > begins) gains[bin] = (gains[bin] ?? 0) + perMs * (ends - begins);
    }
  }
}
