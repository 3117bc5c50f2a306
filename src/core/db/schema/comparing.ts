import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type {
  BatchKind,
  ComparisonId,
  EndpointId,
  EndpointRole,
  RequestSetId,
} from '../../../contract/index.ts';
import { endpointIdColumn, jobIdColumn } from './parsedColumns.ts';

/** Real requests that are kept to compare models by. */
export const requestSets = sqliteTable('request_sets', {
  id: text().$type<RequestSetId>().primaryKey(),
  name: text().notNull(),
  kind: text().$type<BatchKind>().notNull(),
  createdAtMs: integer('created_at_ms').notNull(),
});

export const setRequests = sqliteTable(
  'set_requests',
  {
    setId: text('set_id')
      .$type<RequestSetId>()
      .notNull()
      .references(() => requestSets.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    customId: text('custom_id').notNull(),
    request: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.setId, table.position] })],
);

/** Two servers, as they were, that are asked for one set. */
export const comparisons = sqliteTable('comparisons', {
  id: text().$type<ComparisonId>().primaryKey(),
  setId: text('set_id')
    .$type<RequestSetId>()
    .notNull()
    .references(() => requestSets.id, { onDelete: 'cascade' }),
  /** The job that asks both servers; no reference: old jobs are removed. */
  jobId: jobIdColumn('job_id').notNull(),
  fromId: endpointIdColumn('from_id').notNull(),
  fromName: text('from_name').notNull(),
  fromModel: text('from_model').notNull(),
  toId: endpointIdColumn('to_id').notNull(),
  toName: text('to_name').notNull(),
  toModel: text('to_model').notNull(),
  startedAtMs: integer('started_at_ms').notNull(),
  kept: text().$type<'from' | 'to'>(),
  decidedAtMs: integer('decided_at_ms'),
});

/** Both answers to a request of the set, kept as soon as both are there. */
export const comparedPairs = sqliteTable(
  'compared_pairs',
  {
    comparisonId: text('comparison_id')
      .$type<ComparisonId>()
      .notNull()
      .references(() => comparisons.id, { onDelete: 'cascade' }),
    /** The request's place in its set. */
    position: integer().notNull(),
    fromValid: integer('from_valid', { mode: 'boolean' }).notNull(),
    fromText: text('from_text').notNull(),
    fromModel: text('from_model').notNull(),
    fromLatencyMs: real('from_latency_ms').notNull(),
    fromTokens: integer('from_tokens').notNull(),
    toValid: integer('to_valid', { mode: 'boolean' }).notNull(),
    toText: text('to_text').notNull(),
    toModel: text('to_model').notNull(),
    toLatencyMs: real('to_latency_ms').notNull(),
    toTokens: integer('to_tokens').notNull(),
    /** Null unless both are valid. */
    agreement: real(),
  },
  (table) => [primaryKey({ columns: [table.comparisonId, table.position] })],
);

/** Which server was put first in its role, and the order before, to give it back. */
export const serverSwitches = sqliteTable(
  'server_switches',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    role: text().$type<EndpointRole>().notNull(),
    fromId: endpointIdColumn('from_id').notNull(),
    fromName: text('from_name').notNull(),
    fromModel: text('from_model').notNull(),
    toId: endpointIdColumn('to_id').notNull(),
    toName: text('to_name').notNull(),
    toModel: text('to_model').notNull(),
    atMs: integer('at_ms').notNull(),
    comparisonId: text('comparison_id').$type<ComparisonId>(),
    priorities: text({ mode: 'json' }).$type<{ id: EndpointId; priority: number }[]>().notNull(),
    rolledBackAtMs: integer('rolled_back_at_ms'),
  },
  (table) => [index('server_switches_role').on(table.role, table.id)],
);
