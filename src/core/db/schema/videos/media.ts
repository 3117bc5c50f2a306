import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type {
  ChannelId,
  MentionKind,
  MentionSource,
  ProductId,
  TextSource,
  VideoId,
} from '../../../../contract/index.ts';
import {
  contentHashColumn,
  extensionColumn,
  storageColumn,
  textListColumn,
  videoStorageColumn,
} from '../parsedColumns.ts';

export const channels = sqliteTable(
  'channels',
  {
    id: text().$type<ChannelId>().primaryKey(),
    platform: text().notNull(),
    name: text().notNull(),
    url: text(),
    /** The platform's own id: it stays when the channel is renamed. */
    externalId: text('external_id'),
    /** As last told. */
    followers: integer(),
  },
  (table) => [
    uniqueIndex('channels_platform_name').on(table.platform, table.name),
    index('channels_external').on(table.platform, table.externalId),
  ],
);

export const videos = sqliteTable(
  'videos',
  {
    id: text().$type<VideoId>().primaryKey(),
    /**
     * Who it is, to others too: the fingerprint of the file it came with, or, of a video that was
     * first known by its metadata, of its platform and id (`recordHash`). It never changes; the file
     * that a record gets later is its `original` in `video_media`.
     */
    contentHash: contentHashColumn('content_hash').notNull().unique(),
    title: text().notNull(),
    description: text(),
    platform: text(),
    sourceUrl: text('source_url'),
    /** The platform's own id of the post. */
    externalId: text('external_id'),
    soundName: text('sound_name'),
    tags: textListColumn(),
    channelId: text('channel_id')
      .$type<ChannelId>()
      .references(() => channels.id),
    publishedAtMs: integer('published_at_ms'),
    originalName: text('original_name').notNull(),
    /** Absolute path at the time of ingest; the only copy when storage is `reference`. */
    originalPath: text('original_path').notNull(),
    /** `none`: known by its metadata alone. */
    storage: videoStorageColumn().notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    container: text(),
    videoCodec: text('video_codec'),
    audioCodec: text('audio_codec'),
    durationMs: integer('duration_ms').notNull().default(0),
    width: integer().notNull().default(0),
    height: integer().notNull().default(0),
    rotationDegrees: integer('rotation_degrees').notNull().default(0),
    frameRate: real('frame_rate').notNull().default(0),
    variableFrameRate: integer('variable_frame_rate', { mode: 'boolean' }).notNull().default(false),
    /** Detected or given language of the speech, BCP 47. */
    language: text(),
    transcriptSource: text('transcript_source').$type<TextSource>(),
    /** Name and version of the model that made the transcript, when one did. */
    transcriptModel: text('transcript_model'),
    /** Of the newest snapshot that has them. Triggers of `metric_snapshots` write it, nobody else. */
    latestViews: integer('latest_views'),
    /** To sort by. Triggers of `video_measures` write both, nobody else. */
    outlierScore: real('outlier_score'),
    viewsPerHour: real('views_per_hour'),
    /** `complete` once an ingest went through all its stages; its job writes it. */
    ingestState: text('ingest_state').$type<'partial' | 'complete'>().notNull().default('partial'),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  // What lists are sorted and filtered by.
  (table) => [
    index('videos_created').on(table.createdAtMs),
    index('videos_published').on(table.publishedAtMs),
    index('videos_views').on(table.latestViews),
    index('videos_outlier').on(table.outlierScore),
    index('videos_velocity').on(table.viewsPerHour),
    index('videos_duration').on(table.durationMs),
    index('videos_title').on(sql`${table.title} COLLATE NOCASE`),
    index('videos_channel').on(table.channelId),
    index('videos_platform').on(sql`${table.platform} COLLATE NOCASE`),
    index('videos_language').on(table.language),
    index('videos_source').on(table.sourceUrl),
    index('videos_external').on(table.externalId),
    // What trends read of every video, from the index alone.
    index('videos_trends').on(
      table.id,
      table.publishedAtMs,
      table.createdAtMs,
      table.channelId,
      table.platform,
      table.language,
    ),
  ],
);

/** What a stored file is to its video. */
export type MediaRole = 'original' | 'playback' | 'poster' | 'keyframe' | 'sprite' | 'waveform';

/** Files of the media store, addressed by the SHA-256 of their bytes. */
export const mediaFiles = sqliteTable('media_files', {
  contentHash: contentHashColumn('content_hash').primaryKey(),
  /** With the dot, lower case; part of the stored name only so that players know the type. */
  extension: extensionColumn().notNull(),
  sizeBytes: integer('size_bytes').notNull(),
  storage: storageColumn().notNull(),
  /** Absolute path outside the store, when storage is `reference`. */
  referencePath: text('reference_path'),
});

export const videoMedia = sqliteTable(
  'video_media',
  {
    videoId: text('video_id')
      .$type<VideoId>()
      .notNull()
      .references(() => videos.id, { onDelete: 'cascade' }),
    role: text().$type<MediaRole>().notNull(),
    /** Order among files of one role: the keyframe's number, else 0. */
    position: integer().notNull().default(0),
    contentHash: contentHashColumn('content_hash')
      .notNull()
      .references(() => mediaFiles.contentHash),
    /** JSON that a role needs to be read: a sprite's tile size and interval. */
    layout: text({ mode: 'json' }).$type<Record<string, number>>(),
  },
  (table) => [
    primaryKey({ columns: [table.videoId, table.role, table.position] }),
    index('video_media_content').on(table.contentHash),
  ],
);

export const metricSnapshots = sqliteTable(
  'metric_snapshots',
  {
    videoId: text('video_id')
      .$type<VideoId>()
      .notNull()
      .references(() => videos.id, { onDelete: 'cascade' }),
    observedAtMs: integer('observed_at_ms').notNull(),
    views: integer(),
    likes: integer(),
    comments: integer(),
    shares: integer(),
    saves: integer(),
    /** Counts that the platform rounded, with the unit it rounded to: 1.2M is `{views: 100000}`. */
    roundedTo: text('rounded_to', { mode: 'json' }).$type<Record<string, number>>(),
  },
  (table) => [
    primaryKey({ columns: [table.videoId, table.observedAtMs] }),
    // The views that were seen in a period, from the index alone.
    index('metric_snapshots_observed').on(
      table.observedAtMs,
      table.videoId,
      table.views,
      table.roundedTo,
    ),
  ],
);

export const products = sqliteTable('products', {
  id: integer().$type<ProductId>().primaryKey({ autoIncrement: true }),
  name: text().notNull().unique(),
  brand: text(),
  category: text(),
  /** Other names that people call it by. */
  aliases: textListColumn(),
});

export const videoProducts = sqliteTable(
  'video_products',
  {
    videoId: text('video_id')
      .$type<VideoId>()
      .notNull()
      .references(() => videos.id, { onDelete: 'cascade' }),
    productId: integer('product_id')
      .$type<ProductId>()
      .notNull()
      .references(() => products.id),
    /** True: not named by the video's record, but found in what is said, shown or written. */
    isFound: integer('is_found', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.videoId, table.productId] })],
);

/** What a person said of a mention that was found: whether it is of the product, and how. */
export const productJudgements = sqliteTable(
  'product_judgements',
  {
    productId: integer('product_id')
      .$type<ProductId>()
      .notNull()
      .references(() => products.id, { onDelete: 'cascade' }),
    videoId: text('video_id')
      .$type<VideoId>()
      .notNull()
      .references(() => videos.id, { onDelete: 'cascade' }),
    source: text().$type<MentionSource>().notNull(),
    startMs: integer('start_ms').notNull(),
    isRight: integer('is_right', { mode: 'boolean' }).notNull(),
    /** Null: as it was found. */
    kind: text().$type<MentionKind>(),
  },
  (table) => [
    primaryKey({ columns: [table.productId, table.videoId, table.source, table.startMs] }),
    index('product_judgements_video').on(table.videoId),
  ],
);
