import type { Library } from '../../../db/index.ts';
import type { MeasureRow } from './measureGroups.ts';

/**
 * Takes the marks of some groups that are to be computed anew: channels, or videos without one. What
 * changes from then on marks them again. Marks that a crash left taken come again.
 */
export function takeStale({ db }: Library, limit: number): string[] {
  const { $client } = db;
  return db.transaction(
    () => {
      const groupIds = $client
        .prepare<[number], string>(
          'SELECT DISTINCT group_id FROM stale_measures ORDER BY group_id LIMIT ?',
        )
        .pluck()
        .all(limit);
      const given = JSON.stringify(groupIds);
      const these = 'SELECT value FROM json_each(?)';
      $client
        .prepare(`INSERT OR IGNORE INTO stale_measures (group_id, taken) SELECT value, 1
          FROM json_each(?)`)
        .run(given);
      $client
        .prepare(`DELETE FROM stale_measures WHERE taken = 0 AND group_id IN (${these})`)
        .run(given);
      return groupIds;
    },
    { behavior: 'immediate' },
  );
}

/** Marks every group that has snapshots: what a score is has changed. */
export function markAllStale({ db }: Library): void {
  db.$client.exec(`INSERT INTO stale_measures (group_id)
    SELECT DISTINCT coalesce(channel_id, id) FROM videos
    WHERE id IN (SELECT video_id FROM metric_snapshots) AND NOT EXISTS (
      SELECT 1 FROM stale_measures WHERE group_id = coalesce(channel_id, id) AND taken = 0)`);
}

/** How many groups are to be computed anew. */
export function countStale({ db }: Library): number {
  const count = 'SELECT count(DISTINCT group_id) FROM stale_measures';
  return db.$client.prepare<[], number>(count).pluck().get() ?? 0;
}

/**
 * Stores measures; a video without any has no row. Rows that stay as they are are not written: lists
 * are sorted by indexes over them.
 */
export function storeMeasures({ db }: Library, rows: readonly MeasureRow[]): void {
  const { $client } = db;
  const columns = `outlier_score, outlier_low, outlier_high, outlier_videos, views_per_hour,
    views_per_hour_low, views_per_hour_high`;
  const upsert = $client.prepare(
    `INSERT INTO video_measures (video_id, definition, ${columns})
     SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM videos WHERE id = ?)
     ON CONFLICT (video_id) DO UPDATE SET (definition, ${columns}) = (excluded.definition,
       excluded.outlier_score, excluded.outlier_low, excluded.outlier_high, excluded.outlier_videos,
       excluded.views_per_hour, excluded.views_per_hour_low, excluded.views_per_hour_high)
     WHERE (definition, ${columns}) IS NOT (excluded.definition,
       excluded.outlier_score, excluded.outlier_low, excluded.outlier_high, excluded.outlier_videos,
       excluded.views_per_hour, excluded.views_per_hour_low, excluded.views_per_hour_high)`,
  );
  const remove = $client.prepare('DELETE FROM video_measures WHERE video_id = ?');
  db.transaction(
    () => {
      for (const row of rows) {
        const [videoId, , score] = row;
        // The velocity.
        if (score === null && row[6] === null) remove.run(videoId);
        else upsert.run(...row, videoId);
      }
    },
    { behavior: 'immediate' },
  );
}

/** The measures of these groups are stored: their taken marks go, those made meanwhile stay. */
export function dropTaken({ db }: Library, groupIds: readonly string[]): void {
  db.$client
    .prepare(
      'DELETE FROM stale_measures WHERE taken = 1 AND group_id IN (SELECT value FROM json_each(?))',
    )
    .run(JSON.stringify(groupIds));
}
