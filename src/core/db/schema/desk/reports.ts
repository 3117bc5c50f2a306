import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ReportId, ReportKind } from '../../../../contract/index.ts';

/** Reports as they were made: what is found out later changes none of them. Never shared. */
export const reports = sqliteTable(
  'reports',
  {
    id: text().$type<ReportId>().primaryKey(),
    kind: text().$type<ReportKind>().notNull(),
    title: text().notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    asOfMs: integer('as_of_ms').notNull(),
    windowDays: integer('window_days').notNull(),
    isScheduled: integer('is_scheduled', { mode: 'boolean' }).notNull(),
    /** Of the shape of `content`. */
    version: integer().notNull(),
    /** JSON: sections, what is absent, definitions. Parsed whenever it is read. */
    content: text().notNull(),
  },
  (table) => [index('reports_created').on(table.createdAtMs)],
);
