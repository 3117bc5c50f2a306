import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { VideoId } from '../../../../contract/index.ts';
import { videos } from './media.ts';

/**
 * What lists show of each video, computed from `metric_snapshots` by the job `measure`: the outlier
 * score by the default definition, and the velocity. A value that there is none of is null.
 */
export const videoMeasures = sqliteTable('video_measures', {
  videoId: text('video_id')
    .$type<VideoId>()
    .primaryKey()
    .references(() => videos.id, { onDelete: 'cascade' }),
  outlierScore: real('outlier_score'),
  outlierLow: real('outlier_low'),
  outlierHigh: real('outlier_high'),
  outlierVideos: integer('outlier_videos'),
  /** The definition that the score is of. */
  definition: text().notNull(),
  viewsPerHour: real('views_per_hour'),
  viewsPerHourLow: real('views_per_hour_low'),
  viewsPerHourHigh: real('views_per_hour_high'),
});

/**
 * Whose measures are to be computed anew: a channel, or a video that has none. Triggers of
 * `metric_snapshots` and `videos` mark them. A job that computes one takes its mark: what changes
 * meanwhile marks it again, and a mark that was taken is left until its measures are stored.
 */
export const staleMeasures = sqliteTable(
  'stale_measures',
  {
    /** The id of the channel, or of a video without one. */
    groupId: text('group_id').notNull(),
    taken: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.groupId, table.taken] })],
);

/** Videos whose counts could not be read again, so that they are tried less and less often. */
export const observeFailures = sqliteTable('observe_failures', {
  videoId: text('video_id')
    .$type<VideoId>()
    .primaryKey()
    .references(() => videos.id, { onDelete: 'cascade' }),
  /** In a row. */
  failures: integer().notNull(),
  lastAtMs: integer('last_at_ms').notNull(),
});
