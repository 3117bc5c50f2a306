import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { openPlainDatabase } from '../../src/core/db/index.ts';
import { isStopWord } from '../../src/core/search/query/stopWords.ts';

const recordSchema = z.object({
  id: z.string(),
  title: z.string().default(''),
  description: z.string().default(''),
  transcript: z.string().default(''),
  onScreenText: z.string().default(''),
  soundName: z.string().default(''),
  channel: z.object({ name: z.string() }).optional(),
  comments: z.array(z.object({ text: z.string() })).default([]),
});

/** Ids of the records by BM25 (FTS5, stemmed) over all their fields as one text, best first. */
export function bm25OverAllFields(path: string): (query: string) => string[] {
  const database = openPlainDatabase(':memory:');
  database.exec(
    "CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, text, tokenize='porter unicode61')",
  );
  const insert = database.prepare('INSERT INTO t (id, text) VALUES (?, ?)');
  for (const line of gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n')) {
    const record = recordSchema.parse(JSON.parse(line));
    const { id, title, description, transcript, onScreenText, soundName, channel } = record;
    const fields = [title, description, transcript, onScreenText, soundName, channel?.name ?? ''];
    insert.run(id, [...fields, ...record.comments.map(({ text }) => text)].join('\n'));
  }
  const find = database
    .prepare<[string], string>('SELECT id FROM t WHERE t MATCH ? ORDER BY rank LIMIT 100')
    .pluck();
  return (query) => {
    const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
    const telling = words.filter((word) => !isStopWord(word));
    return find.all(telling.map((word) => `"${word}"`).join(' OR '));
  };
}
