import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { NoteId, VideoId } from '../../../../contract/index.ts';
import { videos } from '../videos/media.ts';

/** What a person writes at a time of a video, or over a span of it. */
export const videoNotes = sqliteTable(
  'video_notes',
  {
    id: text().$type<NoteId>().primaryKey(),
    videoId: text('video_id')
      .$type<VideoId>()
      .notNull()
      .references(() => videos.id, { onDelete: 'cascade' }),
    startMs: integer('start_ms').notNull(),
    /** Null for a note at a moment. */
    endMs: integer('end_ms'),
    text: text().notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    editedAtMs: integer('edited_at_ms'),
  },
  (table) => [index('video_notes_time').on(table.videoId, table.startMs)],
);
