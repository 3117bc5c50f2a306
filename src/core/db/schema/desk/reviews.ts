import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ReviewStatus, VideoId } from '../../../../contract/index.ts';
import { videos } from '../videos/media.ts';

/** What a person decided about a video; no row for a video that nobody has reviewed. */
export const videoReviews = sqliteTable(
  'video_reviews',
  {
    videoId: text('video_id')
      .$type<VideoId>()
      .primaryKey()
      .references(() => videos.id, { onDelete: 'cascade' }),
    status: text().$type<ReviewStatus>(),
    /** 1 to 5. */
    rating: integer(),
    changedAtMs: integer('changed_at_ms').notNull(),
  },
  (table) => [
    index('video_reviews_status').on(table.status),
    index('video_reviews_rating').on(table.rating),
  ],
);

/** Words that a person puts on a video; those that came with a post are in `videos.tags`. */
export const videoTags = sqliteTable(
  'video_tags',
  {
    videoId: text('video_id')
      .$type<VideoId>()
      .notNull()
      .references(() => videos.id, { onDelete: 'cascade' }),
    /** As it was written first; lower case of it is what makes two the same. */
    tag: text().notNull(),
    tagKey: text('tag_key').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.videoId, table.tagKey] }),
    index('video_tags_key').on(table.tagKey),
  ],
);
