import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { PictureColour, VideoId } from '../../../../contract/index.ts';
import { videos } from './media.ts';

/** What a model saw in a video's pictures, in the order of its times; boxes are shares of the picture. */
export const seenThings = sqliteTable(
  'seen_things',
  {
    videoId: text('video_id')
      .$type<VideoId>()
      .notNull()
      .references(() => videos.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    /** As the model calls it, such as `cell phone`. */
    kind: text().notNull(),
    startMs: integer('start_ms').notNull(),
    endMs: integer('end_ms').notNull(),
    /** Of the frame on which it is surest, 0 to 1; the rest is of that frame. */
    confidence: real().notNull(),
    atMs: integer('at_ms').notNull(),
    left: real().notNull(),
    top: real().notNull(),
    right: real().notNull(),
    bottom: real().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.videoId, table.position] }),
    index('seen_things_kind').on(table.kind, table.videoId),
  ],
);

/** What was measured on a video's pictures, and which model looked at them. */
export const videoLooks = sqliteTable('video_looks', {
  videoId: text('video_id')
    .$type<VideoId>()
    .primaryKey()
    .references(() => videos.id, { onDelete: 'cascade' }),
  /** Mean of the pictures, 0 (black) to 1 (white). */
  brightness: real().notNull(),
  /** Mean change from a picture to the next, half a second later, 0 to 1; cuts left out. */
  motion: real().notNull(),
  colours: text({ mode: 'json' }).$type<PictureColour[]>().notNull(),
  /** SHA-256 of the model's file; null: no model has looked. */
  modelVersion: text('model_version'),
  /** Frames at a second each and at cuts, and those of them that differed enough to be looked at. */
  sampledFrames: integer('sampled_frames').notNull(),
  keptFrames: integer('kept_frames').notNull(),
});
