import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { VideoId } from '../../../../contract/index.ts';
import { jobIdColumn } from '../parsedColumns.ts';
import { jobs } from '../work.ts';
import { videos } from './media.ts';

const videoColumn = () =>
  text('video_id')
    .$type<VideoId>()
    .notNull()
    .references(() => videos.id, { onDelete: 'cascade' });

/** What people wrote below a video. Never shared with the team. */
export const comments = sqliteTable(
  'comments',
  {
    videoId: videoColumn(),
    /** The platform's id of it, or a hash of what it says and by whom. */
    key: text().notNull(),
    text: text().notNull(),
    /** A hash, unless the user kept the names. */
    author: text(),
    likes: integer(),
    publishedAtMs: integer('published_at_ms'),
  },
  (table) => [primaryKey({ columns: [table.videoId, table.key] })],
);

/** Lines that were imported, by their hash: the same line again changes nothing. */
export const importedLines = sqliteTable(
  'imported_lines',
  {
    digest: blob({ mode: 'buffer' }).primaryKey(),
    videoId: videoColumn(),
  },
  (table) => [index('imported_lines_video').on(table.videoId)],
);

/** How far an import is. Written in the transaction of the rows it counts: it goes on from there. */
export const imports = sqliteTable('imports', {
  jobId: jobIdColumn('job_id')
    .primaryKey()
    .references(() => jobs.id, { onDelete: 'cascade' }),
  /** Records read, right or wrong. */
  records: integer().notNull(),
  added: integer().notNull(),
  updated: integer().notNull(),
  unchanged: integer().notNull(),
  rejected: integer().notNull(),
});

/** The first lines of an import that were wrong. */
export const importRejects = sqliteTable(
  'import_rejects',
  {
    jobId: jobIdColumn('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    /** Where it begins in its file, from 1. */
    line: integer().notNull(),
    message: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.line] })],
);
