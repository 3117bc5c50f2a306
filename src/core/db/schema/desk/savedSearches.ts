import { sql } from 'drizzle-orm';
import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { SavedSearchId, VideoId } from '../../../../contract/index.ts';
import { videos } from '../videos/media.ts';

/** Queries that a person keeps, with their filters. */
export const savedSearches = sqliteTable(
  'saved_searches',
  {
    id: text().$type<SavedSearchId>().primaryKey(),
    name: text().notNull(),
    query: text().notNull(),
    /** `SearchFilters`, parsed when they are read. */
    filters: text().notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    lookedAtMs: integer('looked_at_ms').notNull(),
    /**
     * Videos added from then on may be new. Before `lookedAtMs` where one was being ingested when
     * it was looked at: its text came later.
     */
    sinceMs: integer('since_ms').notNull(),
  },
  (table) => [uniqueIndex('saved_searches_name').on(sql`${table.name} COLLATE NOCASE`)],
);

/** Videos added since `sinceMs` that a saved search finds. */
export const savedSearchVideos = sqliteTable(
  'saved_search_videos',
  {
    searchId: text('search_id')
      .$type<SavedSearchId>()
      .notNull()
      .references(() => savedSearches.id, { onDelete: 'cascade' }),
    videoId: text('video_id')
      .$type<VideoId>()
      .notNull()
      .references(() => videos.id, { onDelete: 'cascade' }),
    isSeen: integer('is_seen', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.searchId, table.videoId] })],
);
