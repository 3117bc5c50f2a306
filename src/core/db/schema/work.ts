import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type {
  Beat,
  BriefId,
  DraftId,
  DroppedDraft,
  ErrorCode,
  HookPattern,
  JobState,
  RejectionReason,
  StageState,
  VideoId,
} from '../../../contract/index.ts';
import { jobIdColumn } from './parsedColumns.ts';
import { videos } from './videos/media.ts';

export const briefs = sqliteTable('briefs', {
  id: text().$type<BriefId>().primaryKey(),
  topic: text().notNull(),
  audience: text(),
  tone: text(),
  lengthWords: integer('length_words').notNull(),
  count: integer().notNull(),
  createdAtMs: integer('created_at_ms').notNull(),
});

export const drafts = sqliteTable(
  'drafts',
  {
    id: text().$type<DraftId>().primaryKey(),
    briefId: text('brief_id')
      .$type<BriefId>()
      .notNull()
      .references(() => briefs.id, { onDelete: 'cascade' }),
    text: text().notNull(),
    hookPattern: text('hook_pattern').$type<HookPattern>().notNull(),
    why: text().notNull(),
    /** Catalogue id of the model that wrote it. */
    modelId: text('model_id').notNull(),
    droppedReason: text('dropped_reason').$type<DroppedDraft['reason']>(),
    /** How likely the cited moment says what the text claims, as the model judged it. */
    support: real(),
    createdAtMs: integer('created_at_ms').notNull(),
    /** When a person starred it; null: not starred. */
    starredAtMs: integer('starred_at_ms'),
    /** Why a person does not want it; null: not rejected. */
    rejectedReason: text('rejected_reason').$type<RejectionReason>(),
    /** When the text was last changed; null: it is what the model wrote. */
    editedAtMs: integer('edited_at_ms'),
    /** Cosine of the text and the brief's topic. */
    closeness: real(),
    /** 1 less the cosine of the text and the nearest opening of a video in the library. */
    novelty: real(),
  },
  (table) => [index('drafts_brief').on(table.briefId)],
);

/**
 * Texts that a draft had before: the trigger `drafts_keep_version` adds each one that gives way,
 * whoever changes it, so the first is always what the model wrote.
 */
export const draftVersions = sqliteTable(
  'draft_versions',
  {
    draftId: text('draft_id')
      .$type<DraftId>()
      .notNull()
      .references(() => drafts.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    text: text().notNull(),
    support: real(),
    writtenAtMs: integer('written_at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.draftId, table.position] })],
);

export const citations = sqliteTable(
  'citations',
  {
    draftId: text('draft_id')
      .$type<DraftId>()
      .notNull()
      .references(() => drafts.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    videoId: text('video_id')
      .$type<VideoId>()
      .notNull()
      .references(() => videos.id, { onDelete: 'cascade' }),
    startMs: integer('start_ms').notNull(),
    endMs: integer('end_ms').notNull(),
    quote: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.draftId, table.position] }),
    index('citations_video').on(table.videoId),
  ],
);

/**
 * What comes after a hook in its outline; the hook itself is the draft. The video is no foreign key:
 * a beat whose video was removed is left out when it is read.
 */
export const draftBeats = sqliteTable(
  'draft_beats',
  {
    draftId: text('draft_id')
      .$type<DraftId>()
      .notNull()
      .references(() => drafts.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    beat: text().$type<Exclude<Beat, 'hook'>>().notNull(),
    /** Null: the model wrote nothing that was kept. */
    text: text(),
    videoId: text('video_id').$type<VideoId>().notNull(),
    startMs: integer('start_ms').notNull(),
    endMs: integer('end_ms').notNull(),
    quote: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.draftId, table.position] })],
);

export const jobs = sqliteTable(
  'jobs',
  {
    id: jobIdColumn().primaryKey(),
    kind: text().notNull(),
    label: text().notNull(),
    state: text().$type<JobState>().notNull(),
    /** What the job works on, as its kind defines it. */
    payload: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** Jobs that share a key never run at the same time: the content hash of an ingest. */
    exclusiveKeys: text('exclusive_key', { mode: 'json' }).$type<string[]>(),
    /** The same thing of the same kind is not queued twice while its job has not ended. */
    dedupeKey: text('dedupe_key'),
    /** The job whose stage queued this one: a playlist, a schedule. */
    parentId: jobIdColumn('parent_id').references((): AnySQLiteColumn => jobs.id, {
      onDelete: 'set null',
    }),
    /** Higher runs first; interactive work is above batch work. */
    priority: integer().notNull().default(0),
    attempts: integer().notNull().default(0),
    retryAtMs: integer('retry_at_ms'),
    /** The job does not begin earlier. */
    notBeforeMs: integer('not_before_ms'),
    /** Set by any process; the one that runs the job acts on it. */
    requested: text().$type<'cancel' | 'pause'>(),
    videoId: text('video_id').$type<VideoId>(),
    errorCode: text('error_code').$type<ErrorCode>(),
    errorMessage: text('error_message'),
    createdAtMs: integer('created_at_ms').notNull(),
    startedAtMs: integer('started_at_ms'),
    finishedAtMs: integer('finished_at_ms'),
  },
  (table) => [
    uniqueIndex('jobs_unfinished_dedupe')
      .on(table.kind, table.dedupeKey)
      .where(sql`finished_at_ms IS NULL AND dedupe_key IS NOT NULL`),
    // Uploads ask for all jobs below a folder, also those that ended.
    index('jobs_dedupe').on(table.dedupeKey).where(sql`dedupe_key IS NOT NULL`),
    // In the order in which jobs are taken into work.
    index('jobs_admission').on(
      table.state,
      table.kind,
      sql`${table.priority} DESC`,
      table.createdAtMs,
    ),
    index('jobs_created').on(table.createdAtMs),
    index('jobs_finished').on(table.finishedAtMs),
    index('jobs_history').on(table.kind, table.state, table.finishedAtMs),
    index('jobs_retry').on(table.retryAtMs).where(sql`retry_at_ms IS NOT NULL`),
    index('jobs_not_before').on(table.notBeforeMs).where(sql`not_before_ms IS NOT NULL`),
    index('jobs_parent').on(table.parentId, table.state).where(sql`parent_id IS NOT NULL`),
    index('jobs_video').on(table.videoId),
  ],
);

export const jobStages = sqliteTable(
  'job_stages',
  {
    jobId: jobIdColumn('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    name: text().notNull(),
    /** Share of the job's time, relative to the other stages. */
    weight: integer().notNull(),
    state: text().$type<StageState>().notNull(),
    /** Thousandths done; written at most a few times a second. */
    permille: integer().notNull().default(0),
    /** What the stage says of itself, for people. */
    detail: text({ mode: 'json' }).$type<{
      done?: number;
      total?: number;
      text?: string;
      timeLeftMs?: number;
    }>(),
    startedAtMs: integer('started_at_ms'),
    finishedAtMs: integer('finished_at_ms'),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.position] })],
);

export const jobWarnings = sqliteTable(
  'job_warnings',
  {
    jobId: jobIdColumn('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    code: text().$type<ErrorCode>().notNull(),
    message: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.position] })],
);

/** Models that made something in this library, so that every result names its maker. */
export const models = sqliteTable('models', {
  id: text().primaryKey(),
  name: text().notNull(),
  version: text().notNull(),
  firstUsedAtMs: integer('first_used_at_ms').notNull(),
});

export const settings = sqliteTable('settings', {
  key: text().primaryKey(),
  value: text({ mode: 'json' }).$type<unknown>().notNull(),
});

/** What decided experiments tell of a hook pattern or a topic, made anew with each decision. */
export const hookRecords = sqliteTable(
  'hook_records',
  {
    kind: text().$type<'pattern' | 'topic'>().notNull(),
    /** A hook pattern, or a topic in lower case. */
    key: text().notNull(),
    wins: integer().notNull(),
    losses: integer().notNull(),
    /** Comparisons with another pattern or topic, those without a winner too. */
    comparisons: integer().notNull(),
    /** Posterior mean and standard deviation of the relative lift. */
    lift: real().notNull(),
    liftSd: real('lift_sd').notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.key] })],
);
