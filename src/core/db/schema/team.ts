import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type {
  BatchId,
  BatchKind,
  BatchPlace,
  BatchRowState,
  ContractReport,
  EndpointRole,
  ErrorCode,
  ScheduleKind,
  VideoId,
  WorkKind,
} from '../../../contract/index.ts';
import { endpointIdColumn, jobIdColumn } from './parsedColumns.ts';

/** Servers of the team. Their keys are in the keychain, named after the id. */
export const endpoints = sqliteTable('endpoints', {
  id: endpointIdColumn().primaryKey(),
  name: text().notNull(),
  role: text().$type<EndpointRole>().notNull(),
  url: text().notNull(),
  model: text().notNull(),
  priority: integer().notNull(),
  enabled: integer({ mode: 'boolean' }).notNull(),
  maxConcurrency: integer('max_concurrency').notNull(),
  caPem: text('ca_pem').notNull(),
  proxyUrl: text('proxy_url').notNull(),
  inputPrice: real('input_price').notNull(),
  outputPrice: real('output_price').notNull(),
  approvedAtMs: integer('approved_at_ms'),
  /** What the newest contract check found. */
  contract: text({ mode: 'json' }).$type<ContractReport>(),
  createdAtMs: integer('created_at_ms').notNull(),
});

export const batches = sqliteTable('batches', {
  id: text().$type<BatchId>().primaryKey(),
  name: text().notNull(),
  kind: text().$type<BatchKind>().notNull(),
  place: text().$type<BatchPlace>().notNull(),
  /**
   * The job that asks its rows; null while the rows are being stored or removed, when nobody sees
   * the batch. No reference: old jobs are removed, batches are not.
   */
  jobId: jobIdColumn('job_id'),
  /** How often it was retried: what workers sent back of an earlier round ends no row again. */
  round: integer().notNull().default(0),
  createdAtMs: integer('created_at_ms').notNull(),
});

/**
 * A row is stored once, by its custom id: an answer that arrives for a row that has one is
 * dropped. `waiting` rows were not sent, or were under way when the process ended.
 */
export const batchRows = sqliteTable(
  'batch_rows',
  {
    batchId: text('batch_id')
      .$type<BatchId>()
      .notNull()
      .references(() => batches.id, { onDelete: 'cascade' }),
    customId: text('custom_id').notNull(),
    /** Order in which rows were given and are asked. */
    position: integer().notNull(),
    state: text().$type<BatchRowState>().notNull(),
    attempts: integer().notNull().default(0),
    request: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    response: text({ mode: 'json' }).$type<unknown>(),
    model: text(),
    endpointId: endpointIdColumn('endpoint_id'),
    inputTokens: integer('input_tokens').notNull().default(0),
    outputTokens: integer('output_tokens').notNull().default(0),
    cost: real().notNull().default(0),
    errorCode: text('error_code').$type<ErrorCode>(),
    errorMessage: text('error_message'),
    /** What became of the answer in the library, in words; rows of library work alone have it. */
    outcome: text(),
    finishedAtMs: integer('finished_at_ms'),
  },
  (table) => [
    primaryKey({ columns: [table.batchId, table.customId] }),
    index('batch_rows_state').on(table.batchId, table.state, table.position),
  ],
);

/** Batches whose answers change the library, and what is needed to take them in. */
export const works = sqliteTable(
  'works',
  {
    batchId: text('batch_id')
      .$type<BatchId>()
      .primaryKey()
      .references(() => batches.id, { onDelete: 'cascade' }),
    kind: text().$type<WorkKind>().notNull(),
    /** Who or what the results are of: the same kind, target and subject is the same work. */
    target: text().notNull(),
    /** JSON of the kind's own form. */
    spec: text({ mode: 'json' }).$type<unknown>().notNull(),
  },
  (table) => [index('works_kind').on(table.kind, table.target)],
);

/**
 * What a row works on: a chunk, a video, a picture, a variant. `videoId` is no reference, so that
 * it stays known what was asked of a video that is gone.
 */
export const workItems = sqliteTable(
  'work_items',
  {
    batchId: text('batch_id')
      .$type<BatchId>()
      .notNull()
      .references(() => works.batchId, { onDelete: 'cascade' }),
    customId: text('custom_id').notNull(),
    position: integer().notNull(),
    subject: text().notNull(),
    videoId: text('video_id').$type<VideoId>(),
    /** True once its part of the answer is in the library. */
    applied: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.batchId, table.customId, table.position] }),
    index('work_items_video').on(table.videoId, table.batchId),
  ],
);

/** What the user changed of a schedule; without a row it is as Trendroom comes. */
export const schedules = sqliteTable('schedules', {
  kind: text().$type<ScheduleKind>().primaryKey(),
  cron: text(),
  enabled: integer({ mode: 'boolean' }),
  /** Up to when due times were looked at, so that missed ones are caught up once. */
  seenUntilMs: integer('seen_until_ms'),
});
