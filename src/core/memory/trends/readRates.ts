import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import type { Period } from './period.ts';
import type { TrendScope } from './readScope.ts';
import { type Rate, rateBetween, type ViewSnapshot } from './velocity.ts';

export interface Rates {
  /** By the index of the video. */
  ofVideo: ReadonlyMap<number, Rate>;
  /** Snapshots with views within the period. */
  snapshots: number;
}

type Row = [VideoId, number, number, string | null];

/**
 * How fast each video gains views in a period: from its newest snapshot at the period's beginning
 * (at most as much earlier as the period is long), else its first one within, to its last one
 * within. Snapshots after the period are not looked at. Videos with one snapshot have no rate.
 */
export function readRates({ db }: Library, scope: TrendScope, period: Period): Rates {
  const { windowStartMs, endMs } = period;
  const earliestMs = windowStartMs - (endMs - windowStartMs);
  const rows = db.$client
    .prepare<[number, number], Row>(
      `SELECT video_id, observed_at_ms, views, rounded_to
       FROM metric_snapshots INDEXED BY metric_snapshots_observed
       WHERE observed_at_ms > ? AND observed_at_ms <= ? AND views IS NOT NULL
       ORDER BY observed_at_ms`,
    )
    .raw()
    .all(earliestMs, endMs);
  const first = new Map<number, Row>();
  const last = new Map<number, Row>();
  let snapshots = 0;
  for (const row of rows) {
    const index = scope.indexOf.get(row[0]);
    if (index === undefined || scope.isIncluded[index] !== 1) continue;
    if (row[1] <= windowStartMs) {
      first.set(index, row);
      continue;
    }
    snapshots++;
    if (!first.has(index)) first.set(index, row);
    last.set(index, row);
  }
  const unitOf = createUnitReader();
  const snapshotOf = ([, atMs, views, rounded]: Row): ViewSnapshot => ({
    ...{ atMs, views },
    unit: unitOf(rounded),
  });
  const ofVideo = new Map<number, Rate>();
  for (const [index, row] of last) {
    const begin = first.get(index);
    const rate = begin && rateBetween(snapshotOf(begin), snapshotOf(row));
    if (rate !== undefined) ofVideo.set(index, rate);
  }
  return { ofVideo, snapshots };
}

/** The unit of views in a snapshot's `rounded_to`; few different ones are in a library. */
export function createUnitReader(): (json: string | null) => number {
  const known = new Map<string, number>();
  return (json) => {
    if (json === null) return 0;
    const before = known.get(json);
    if (before !== undefined) return before;
    const unit = unitIn(json);
    known.set(json, unit);
    return unit;
  };
}

function unitIn(json: string): number {
  try {
    const told: unknown = JSON.parse(json);
    if (typeof told !== 'object' || told === null || !('views' in told)) return 0;
    const { views } = told;
    return typeof views === 'number' && Number.isFinite(views) && views > 0 ? views : 0;
  } catch {
    return 0;
  }
}
