import { blob, index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { DuplicateGroupId, VideoId } from '../../../../contract/index.ts';
import { textListColumn } from '../parsedColumns.ts';
import { videos } from './media.ts';

/** What a video looks and sounds like, so that another copy of it is known: `library/prints`. */
export const videoPrints = sqliteTable('video_prints', {
  videoId: text('video_id')
    .$type<VideoId>()
    .primaryKey()
    .references(() => videos.id, { onDelete: 'cascade' }),
  /** How they were made; those of another version are made anew. */
  version: integer().notNull(),
  /** Null: not looked at yet. Empty: nothing to tell it by. */
  frames: blob({ mode: 'buffer' }),
  sound: blob({ mode: 'buffer' }),
});

/** Videos that are copies of one another, found by the job `duplicates`. */
export const duplicateGroups = sqliteTable('duplicate_groups', {
  id: text().$type<DuplicateGroupId>().primaryKey(),
  /** 0 to 1: the mean of the comparisons that put it together. */
  likeness: real().notNull(),
  /** By what: `DuplicateSign`s. */
  signs: textListColumn().notNull(),
});

export const duplicateVideos = sqliteTable(
  'duplicate_videos',
  {
    videoId: text('video_id')
      .$type<VideoId>()
      .primaryKey()
      .references(() => videos.id, { onDelete: 'cascade' }),
    groupId: text('group_id')
      .$type<DuplicateGroupId>()
      .notNull()
      .references(() => duplicateGroups.id, { onDelete: 'cascade' }),
    /** With the video of the group that it was compared with. */
    likeness: real().notNull(),
    /** The one that lists show when they hide the others: the first published, else the first added. */
    isFirst: integer('is_first', { mode: 'boolean' }).notNull(),
  },
  (table) => [index('duplicate_videos_group').on(table.groupId)],
);

/** When groups were found last; one row at most. */
export const duplicateState = sqliteTable('duplicate_state', {
  id: integer().primaryKey(),
  madeAtMs: integer('made_at_ms').notNull(),
  /** Videos that had prints or a text to compare. */
  compared: integer().notNull(),
  /** Prints and records without a file there were: another number is another set. */
  prints: integer().notNull(),
});
