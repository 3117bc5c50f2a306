import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { CodeId, CodingId, VideoId } from '../../../../contract/index.ts';
import { videos } from '../videos/media.ts';

/** The codebook: what a person calls the things that they mark in videos. */
export const codes = sqliteTable('codes', {
  id: text().$type<CodeId>().primaryKey(),
  /** The code that it is a kind of; one that is gone leaves it at the top. */
  parentId: text('parent_id').$type<CodeId>(),
  name: text().notNull(),
  /** `#rrggbb`. */
  colour: text().notNull(),
  /** When it applies, in the words of the codebook; empty when nobody wrote it. */
  memo: text().notNull().default(''),
  createdAtMs: integer('created_at_ms').notNull(),
});

/** A code at a span of a video, by one coder. */
export const codings = sqliteTable(
  'codings',
  {
    id: text().$type<CodingId>().primaryKey(),
    codeId: text('code_id')
      .$type<CodeId>()
      .notNull()
      .references(() => codes.id, { onDelete: 'cascade' }),
    videoId: text('video_id')
      .$type<VideoId>()
      .notNull()
      .references(() => videos.id, { onDelete: 'cascade' }),
    startMs: integer('start_ms').notNull(),
    endMs: integer('end_ms').notNull(),
    /** Who coded; empty for the one person of this library. */
    coder: text().notNull().default(''),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  (table) => [
    index('codings_time').on(table.videoId, table.startMs),
    uniqueIndex('codings_once').on(
      table.codeId,
      table.videoId,
      table.startMs,
      table.endMs,
      table.coder,
    ),
  ],
);
