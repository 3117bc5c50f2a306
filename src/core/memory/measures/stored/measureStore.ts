import type { Library } from '../../../db/index.ts';
import type { MeasureRow } from './measureGroups.ts';

/** A channel, or a video without one, whose measures are to be computed anew. */
export interface StaleGroup {
  groupId: string;
  /** How often it was marked: another number later means that something changed meanwhile. */
  marks: number;
}

export function staleGroups({ db }: Library, limit: number): StaleGroup[] {
  return db.$client
    .prepare<[number], StaleGroup>(
      'SELECT group_id AS groupId, marks FROM stale_measures ORDER BY group_id LIMIT ?',
    )
    .all(limit);
}

export function countStale({ db }: Library): { groups: number; marks: number } {
  return (
    db.$client
      .prepare<[], { groups: number; marks: number }>(
        'SELECT count(*) AS groups, coalesce(sum(marks), 0) AS marks FROM stale_measures',
      )
      .get() ?? { groups: 0, marks: 0 }
  );
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

/** Groups that were marked again since they were read stay marked. */
export function unmark({ db }: Library, groups: readonly StaleGroup[]): void {
  const unmarkOne = db.$client.prepare(
    'DELETE FROM stale_measures WHERE group_id = ? AND marks = ?',
  );
  db.transaction(
    () => {
      for (const { groupId, marks } of groups) unmarkOne.run(groupId, marks);
    },
    { behavior: 'immediate' },
  );
}
