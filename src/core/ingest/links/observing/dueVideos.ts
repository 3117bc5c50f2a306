import type { VideoId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import { observeIntervalMs } from './observeIntervalMs.ts';

export interface DueQuery {
  nowMs: number;
  /** Most videos of one platform. */
  perPlatform: number;
}

interface Row {
  id: VideoId;
  platform: string;
  bornAtMs: number;
  views: number | null;
  viewsPerHour: number | null;
  failures: number | null;
  lastAtMs: number | null;
}

/**
 * The videos with a link that are due to be observed, within the budget of each platform; the most
 * overdue first, by how many of their intervals have passed. One never observed is due.
 */
export function dueVideos({ db }: Library, { nowMs, perPlatform }: DueQuery): VideoId[] {
  const rows = db.$client
    .prepare<[number], Row>(
      `SELECT v.id, lower(coalesce(v.platform, '')) AS platform,
         coalesce(v.published_at_ms, v.created_at_ms) AS bornAtMs, v.latest_views AS views,
         v.views_per_hour AS viewsPerHour, f.failures,
         max(coalesce((SELECT max(m.observed_at_ms) FROM metric_snapshots m
           WHERE m.video_id = v.id AND m.observed_at_ms <= ?), 0), coalesce(f.last_at_ms, 0))
           AS lastAtMs
       FROM videos v LEFT JOIN observe_failures f ON f.video_id = v.id
       WHERE v.source_url IS NOT NULL`,
    )
    .all(nowMs);
  const due = rows
    .map(({ id, platform, bornAtMs, views, viewsPerHour, failures, lastAtMs }) => {
      const intervalMs = observeIntervalMs({
        ageMs: nowMs - bornAtMs,
        views: views ?? undefined,
        viewsPerHour: viewsPerHour ?? undefined,
        failures: failures ?? 0,
      });
      return { id, platform, overdue: (nowMs - (lastAtMs ?? 0)) / intervalMs };
    })
    .filter(({ overdue }) => overdue >= 1)
    .sort((a, b) => b.overdue - a.overdue || a.id.localeCompare(b.id));
  const taken = new Map<string, number>();
  return due
    .filter(({ platform }) => {
      const count = (taken.get(platform) ?? 0) + 1;
      taken.set(platform, count);
      return count <= perPlatform;
    })
    .map(({ id }) => id);
}
