import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type {
  ChunkKind,
  SegmentDto,
  SoundRegionDto,
  TextSource,
  TranscriptChangeId,
  TranscriptConflict,
  TranscriptId,
  VideoId,
  WordDto,
} from '../../../../contract/index.ts';
import { contentHashColumn, storedIdColumn } from '../parsedColumns.ts';
import { mediaFiles, videos } from './media.ts';

const videoColumn = () =>
  text('video_id')
    .$type<VideoId>()
    .notNull()
    .references(() => videos.id, { onDelete: 'cascade' });

export const shots = sqliteTable(
  'shots',
  {
    videoId: videoColumn(),
    position: integer().notNull(),
    startMs: integer('start_ms').notNull(),
    endMs: integer('end_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.videoId, table.position] })],
);

/** One picture for each shot; `contentHash` names a JPEG of the media store. */
export const keyframes = sqliteTable(
  'keyframes',
  {
    videoId: videoColumn(),
    shotPosition: integer('shot_position').notNull(),
    atMs: integer('at_ms').notNull(),
    contentHash: contentHashColumn('content_hash')
      .notNull()
      .references(() => mediaFiles.contentHash),
  },
  (table) => [
    primaryKey({ columns: [table.videoId, table.shotPosition] }),
    index('keyframes_content').on(table.contentHash),
  ],
);

export const transcriptSegments = sqliteTable(
  'transcript_segments',
  {
    videoId: videoColumn(),
    position: integer().notNull(),
    startMs: integer('start_ms').notNull(),
    endMs: integer('end_ms').notNull(),
    text: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.videoId, table.position] })],
);

/** Words with times; captions without word times have none. */
export const transcriptWords = sqliteTable(
  'transcript_words',
  {
    videoId: videoColumn(),
    segmentPosition: integer('segment_position').notNull(),
    position: integer().notNull(),
    startMs: integer('start_ms').notNull(),
    endMs: integer('end_ms').notNull(),
    text: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.videoId, table.segmentPosition, table.position] })],
);

/** What is heard where, in order from beginning to end, as voice activity and the model found it. */
export const soundRegions = sqliteTable(
  'sound_regions',
  {
    videoId: videoColumn(),
    position: integer().notNull(),
    kind: text().$type<SoundRegionDto['kind']>().notNull(),
    startMs: integer('start_ms').notNull(),
    endMs: integer('end_ms').notNull(),
    /** ISO 639-1, of speech. */
    language: text(),
    /** What the transcribing model called a sound. */
    label: text(),
  },
  (table) => [primaryKey({ columns: [table.videoId, table.position] })],
);

/** Transcripts that gave way to another one, whole, so that a person can bring them back. */
export const earlierTranscripts = sqliteTable(
  'earlier_transcripts',
  {
    id: text().$type<TranscriptId>().primaryKey(),
    videoId: videoColumn(),
    source: text().$type<TextSource>().notNull(),
    model: text(),
    language: text(),
    segments: text({ mode: 'json' }).$type<SegmentDto[]>().notNull(),
    /** What was heard, where people had edited it. */
    heard: text({ mode: 'json' }).$type<SegmentDto[]>(),
    replacedAtMs: integer('replaced_at_ms').notNull(),
  },
  (table) => [index('earlier_transcripts_video').on(table.videoId, table.replacedAtMs)],
);

/** What was heard in a video whose transcript people edited; `transcript_segments` has it as edited. */
export const heardTranscripts = sqliteTable('heard_transcripts', {
  videoId: text('video_id')
    .$type<VideoId>()
    .primaryKey()
    .references(() => videos.id, { onDelete: 'cascade' }),
  segments: text({ mode: 'json' }).$type<SegmentDto[]>().notNull(),
  /** Where a later hearing and an edit differ, until a person chooses. */
  conflicts: text({ mode: 'json' }).$type<TranscriptConflict[]>().notNull(),
});

/** What edits of transcripts replaced, to undo them. */
export const transcriptEdits = sqliteTable(
  'transcript_edits',
  {
    id: text().primaryKey(),
    /** One step to undo: a replacement over the library is many edits. */
    changeId: text('change_id').$type<TranscriptChangeId>().notNull(),
    videoId: videoColumn(),
    /** Of the first line. */
    position: integer().notNull(),
    before: text({ mode: 'json' }).$type<SegmentDto[]>().notNull(),
    after: text({ mode: 'json' }).$type<SegmentDto[]>().notNull(),
    editedAtMs: integer('edited_at_ms').notNull(),
  },
  (table) => [
    index('transcript_edits_change').on(table.changeId),
    index('transcript_edits_video').on(table.videoId),
    index('transcript_edits_edited').on(table.editedAtMs),
  ],
);

export const onScreenTexts = sqliteTable(
  'on_screen_texts',
  {
    videoId: videoColumn(),
    position: integer().notNull(),
    startMs: integer('start_ms').notNull(),
    endMs: integer('end_ms').notNull(),
    text: text().notNull(),
    /** 0 to 1, the recogniser's own. */
    confidence: real().notNull(),
    /** `watermark`: a handle or name that stays through the video. */
    kind: text().$type<'text' | 'watermark'>().notNull().default('text'),
    /** When each word appears, where they come one after the other. */
    words: text({ mode: 'json' }).$type<WordDto[]>(),
  },
  (table) => [primaryKey({ columns: [table.videoId, table.position] })],
);

/** What a model says of a keyframe; the span is of its shot. */
export const pictureDescriptions = sqliteTable(
  'picture_descriptions',
  {
    videoId: videoColumn(),
    atMs: integer('at_ms').notNull(),
    startMs: integer('start_ms').notNull(),
    endMs: integer('end_ms').notNull(),
    text: text().notNull(),
    /** The model that made it, as its server names it. */
    model: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.videoId, table.atMs] })],
);

/** The opening hook: what is said and shown in the first three seconds. */
export const hooks = sqliteTable('hooks', {
  videoId: text('video_id')
    .$type<VideoId>()
    .primaryKey()
    .references(() => videos.id, { onDelete: 'cascade' }),
  said: text().notNull(),
  shown: text().notNull(),
});

/** The unit of search. `chunks_fts` (FTS5) follows this table by triggers. */
export const chunks = sqliteTable(
  'chunks',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    videoId: videoColumn(),
    kind: text().$type<ChunkKind>().notNull(),
    startMs: integer('start_ms').notNull(),
    endMs: integer('end_ms').notNull(),
    text: text().notNull(),
  },
  (table) => [
    // A chunk is known to others by its video and time.
    index('chunks_video_time').on(table.videoId, table.startMs),
  ],
);

/**
 * One embedding space for each model and version. Its vectors are in the vec0 table
 * `chunk_vectors_<id>`, rowid = chunk id, cosine distance. Exactly one space is `active`;
 * a space being `built` takes over in one transaction when every chunk has its vector. Beside
 * these, which are of this machine's models, the team's server may fill one of its own: it is
 * searched (`team`) once it was complete (`team-building` before).
 */
export const embeddingSpaces = sqliteTable('embedding_spaces', {
  id: integer().primaryKey({ autoIncrement: true }),
  modelId: text('model_id').notNull(),
  /** SHA-256 of the weights that made the vectors. */
  modelVersion: text('model_version').notNull(),
  dimensions: integer().notNull(),
  state: text().$type<'building' | 'active' | 'team-building' | 'team'>().notNull(),
});

export const embeddings = sqliteTable(
  'embeddings',
  {
    chunkId: integer('chunk_id')
      .notNull()
      .references(() => chunks.id, { onDelete: 'cascade' }),
    spaceId: integer('space_id')
      .notNull()
      .references(() => embeddingSpaces.id, { onDelete: 'cascade' }),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.spaceId, table.chunkId] }),
    index('embeddings_chunk').on(table.chunkId),
  ],
);

/**
 * The file that holds a space's vectors in the form in which many are searched quickly
 * (`core/search/vectorIndex`). It is made from the vec0 table, and can be made again at any time.
 */
export const vectorIndexes = sqliteTable('vector_indexes', {
  spaceId: integer('space_id')
    .primaryKey()
    .references(() => embeddingSpaces.id, { onDelete: 'cascade' }),
  /** Name of the file in the library's folder `vectors`, without an ending. */
  file: storedIdColumn('file').notNull(),
  rows: integer().notNull(),
  /** The last of {@link vectorChanges} that it has. */
  changeSeq: integer('change_seq').notNull(),
  createdAtMs: integer('created_at_ms').notNull(),
});

/** Vectors that came since the index of their space was made; written by a trigger. */
export const vectorChanges = sqliteTable(
  'vector_changes',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    spaceId: integer('space_id')
      .notNull()
      .references(() => embeddingSpaces.id, { onDelete: 'cascade' }),
    chunkId: integer('chunk_id')
      .notNull()
      .references(() => chunks.id, { onDelete: 'cascade' }),
  },
  (table) => [index('vector_changes_chunk').on(table.chunkId)],
);

/**
 * All the words of a video as one document, so that words spread over what is said, shown, written and
 * commented find it. Its text is in `documents_fts` (FTS5, without a copy of it); triggers mark what
 * changed, `core/search/documents` indexes it anew.
 */
export const videoDocuments = sqliteTable(
  'video_documents',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    videoId: text('video_id')
      .$type<VideoId>()
      .notNull()
      .unique()
      .references(() => videos.id, { onDelete: 'cascade' }),
    isStale: integer('is_stale', { mode: 'boolean' }).notNull(),
  },
  (table) => [index('video_documents_stale').on(table.id).where(sql`is_stale = 1`)],
);
