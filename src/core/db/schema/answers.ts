import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { AnswerId } from '../../../contract/index.ts';

/** Questions with their answers; those of one conversation have its first answer's id. */
export const answers = sqliteTable(
  'answers',
  {
    id: text().$type<AnswerId>().primaryKey(),
    threadId: text('thread_id').$type<AnswerId>().notNull(),
    question: text().notNull(),
    /** The answer as JSON: parsed each time that it is read. */
    content: text().notNull(),
    /** What a model wrote to it, as JSON, so that a follow-up begins with the same tokens. */
    exchange: text(),
    askedAtMs: integer('asked_at_ms').notNull(),
  },
  (table) => [index('answers_thread').on(table.threadId, table.askedAtMs)],
);
