import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CollectionId, VideoId } from '../../../../contract/index.ts';
import { contentHashColumn } from '../parsedColumns.ts';
import { videos } from '../videos/media.ts';

/** Videos that a person put together by hand. */
export const collections = sqliteTable('collections', {
  id: text().$type<CollectionId>().primaryKey(),
  name: text().notNull(),
  /** Empty when there is none. */
  note: text().notNull(),
  createdAtMs: integer('created_at_ms').notNull(),
});

/**
 * What is in which collection. Members name the original file's hash, so that one whose video only
 * the team has is known too; triggers keep `videoId` in step with `videos`. There is no reference
 * to `collections`: a member may come from the team before its collection does, and a removed
 * collection that is brought back has its members again.
 */
export const collectionMembers = sqliteTable(
  'collection_members',
  {
    collectionId: text('collection_id').$type<CollectionId>().notNull(),
    contentHash: contentHashColumn('content_hash').notNull(),
    /** Null while this library does not have the video. */
    videoId: text('video_id')
      .$type<VideoId>()
      .references(() => videos.id, { onDelete: 'set null' }),
    /** Ascending; ties by hash. Any number: a video is moved between two others by halving. */
    position: real().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.collectionId, table.contentHash] }),
    // With the video, so that a page and a count are read from the index alone.
    index('collection_members_order').on(
      table.collectionId,
      table.position,
      table.contentHash,
      table.videoId,
    ),
    index('collection_members_content').on(table.contentHash),
    index('collection_members_video').on(table.videoId),
  ],
);
