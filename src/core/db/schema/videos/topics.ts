import { blob, index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { TopicId, TopicSource, VideoId } from '../../../../contract/index.ts';
import { textListColumn } from '../parsedColumns.ts';
import { videos } from './media.ts';

/** What videos are about, found by the job `topics`. What a person did to one outlives its runs. */
export const topics = sqliteTable('topics', {
  id: text().$type<TopicId>().primaryKey(),
  /** Of its words. */
  label: text().notNull(),
  /** Given by a person; shown instead of the label. */
  name: text(),
  words: textListColumn().notNull(),
  source: text().$type<TopicSource>().notNull(),
  isPinned: integer('is_pinned', { mode: 'boolean' }).notNull().default(false),
  /** Made by a person out of another one: kept whatever the clusters say. */
  isSplit: integer('is_split', { mode: 'boolean' }).notNull().default(false),
  /** The topic that a person merged it into. Its own videos stay known, so that this can be undone. */
  mergedInto: text('merged_into').$type<TopicId>(),
  /** What it is of with other topics: the largest of them gives it its id, their words its label. */
  themeId: text('theme_id').$type<TopicId>(),
  theme: text(),
  /** A label that a language model wrote, shown while `label` is still the one that it was written for. */
  writtenLabel: text('written_label'),
  writtenFor: text('written_for'),
  /** The name of the model. */
  writtenBy: text('written_by'),
  /** Ids of the videos that it was written from. */
  writtenFrom: textListColumn('written_from'),
  /** Floats, little-endian, of unit length, in the embedding space of `topic_state`. */
  center: blob({ mode: 'buffer' }),
  /** The smallest cosine with the center at which a new video is of the topic. */
  minLikeness: real('min_likeness'),
  createdAtMs: integer('created_at_ms').notNull(),
});

/** Every video that a run has looked at; those of no topic have none. */
export const topicVideos = sqliteTable(
  'topic_videos',
  {
    videoId: text('video_id')
      .$type<VideoId>()
      .primaryKey()
      .references(() => videos.id, { onDelete: 'cascade' }),
    topicId: text('topic_id')
      .$type<TopicId>()
      .references(() => topics.id, { onDelete: 'set null' }),
    /** Cosine with the center. */
    likeness: real(),
    /** A person put it there: it stays. */
    isByHand: integer('is_by_hand', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [index('topic_videos_topic').on(table.topicId)],
);

/** How the topics were found last; one row at most. */
export const topicState = sqliteTable('topic_state', {
  id: integer().primaryKey(),
  source: text().$type<TopicSource>().notNull(),
  /** The embedding space of the centers. */
  spaceId: integer('space_id'),
  /** When clusters were found last, and how many videos there were. */
  clusteredAtMs: integer('clustered_at_ms').notNull(),
  clusteredVideos: integer('clustered_videos').notNull(),
  /** When new videos were looked at last. */
  madeAtMs: integer('made_at_ms').notNull(),
});
