import type { VideoId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';

export const countNames = ['views', 'likes', 'comments', 'shares', 'saves'] as const;
export type CountName = (typeof countNames)[number];

/** The counts of a video at a moment, each with the unit that the platform rounded it to. */
export interface Snapshot {
  observedAtMs: number;
  counts: Partial<Record<CountName, { value: number; unit: number }>>;
}

type Row = { observedAtMs: number } & Record<CountName, number | null> &
  Record<`${CountName}Unit`, number | null>;

const columns = countNames
  .map((name) => `${name}, rounded_to ->> '$.${name}' AS ${name}Unit`)
  .join(', ');

/** The snapshots of a video up to a moment, oldest first. */
export function snapshotsOf(
  { db }: Library,
  { videoId, asOfMs }: { videoId: VideoId; asOfMs: number },
): Snapshot[] {
  return db.$client
    .prepare<[VideoId, number], Row>(
      `SELECT observed_at_ms AS observedAtMs, ${columns} FROM metric_snapshots
       WHERE video_id = ? AND observed_at_ms <= ? ORDER BY observed_at_ms`,
    )
    .all(videoId, asOfMs)
    .map((row) => {
      const counts: Snapshot['counts'] = {};
      for (const name of countNames) {
        const value = row[name];
        if (value !== null) counts[name] = { value, unit: row[`${name}Unit`] ?? 1 };
      }
      return { observedAtMs: row.observedAtMs, counts };
    });
}
