import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import type { Period } from './period.ts';
import type { TrendScope } from './readScope.ts';
import { type Rate, rateBetween, type ViewSnapshot } from './velocity.ts';

/** The rate of a video, and the snapshots that it is between. */
export interface VideoRate extends Rate {
  first: ViewSnapshot;
  last: ViewSnapshot;
}

export interface Rates {
  /** By the index of the video. */
  ofVideo: ReadonlyMap<number, VideoRate>;
  /** Snapshots with views within the period. */
  snapshots: number;
}

type Row = [VideoId, number, number, string | null];

/** Older snapshots tell of another time, and would all be read. */
const reachShare = 0.5;

/**
 * How fast each video gains views in a period: from its newest snapshot at the period's beginning
 * (at most half a period earlier), else its first one within, to its last one within. Snapshots after the period are not looked at. Videos with one snapshot have no rate.
 */
export function readRates({ db }: Library, scope: TrendScope, period: Period): Rates {
  const { windowStartMs, endMs } = period;
  const earliestMs = windowStartMs - (endMs - windowStartMs) * reachShare;
  const rows = db.$client
    .prepare<[number, number], Row>(
      `SELECT video_id, observed_at_ms, views, rounded_to
       FROM metric_snapshots INDEXED BY metric_snapshots_observed
       WHERE observed_at_ms > ? AND observed_at_ms <= ? AND views IS NOT NULL
       ORDER BY observed_at_ms`,
    )
    .raw()
    .all(earliestMs, endMs);
  // Rows by their number: maps of rows would cost more than the reading.
  const first = new Int32Array(scope.ids.length).fill(-1);
  const last = new Int32Array(scope.ids.length).fill(-1);
  let snapshots = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    const index = row && scope.indexOf.get(row[0]);
    if (row === undefined || index === undefined || scope.isIncluded[index] !== 1) continue;
    const isWithin = row[1] > windowStartMs;
    if (!isWithin || first[index] === -1) first[index] = at;
    if (!isWithin) continue;
    last[index] = at;
    snapshots++;
  }
  const unitOf = createUnitReader();
  const snapshotOf = (at: number | undefined): ViewSnapshot | undefined => {
    const row = rows[at ?? -1];
    return row && { atMs: row[1], views: row[2], unit: unitOf(row[3]) };
  };
  const ofVideo = new Map<number, VideoRate>();
  for (let index = 0; index < last.length; index++) {
    const at = last[index];
    if (at === undefined || at === -1) continue;
    const [begin, end] = [snapshotOf(first[index]), snapshotOf(at)];
    if (begin === undefined || end === undefined) continue;
    const rate = rateBetween(begin, end);
    if (rate !== undefined) ofVideo.set(index, { ...rate, first: begin, last: end });
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
