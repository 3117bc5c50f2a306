import { afterEach, beforeEach, expect, test } from 'vitest';
import { findByWords } from '../chunks/findChunks.ts';
import { chunk, openTestLibrary, type TestLibrary } from '../testing/searchLibrary.ts';
import { mergeWordIndexes } from './mergeWordIndexes.ts';
import { refreshDocuments } from './refreshDocuments.ts';

let opened: TestLibrary;
beforeEach(() => {
  opened = openTestLibrary();
});
afterEach(() => opened.close());

/** Each video in a transaction of its own; FTS5 would merge so little text at once. */
function addVideos(count: number, words: string): void {
  for (const index of ['chunks_fts', 'documents_fts']) {
    const sql = `INSERT INTO ${index} (${index}, rank) VALUES ('automerge', 0)`;
    opened.library.db.$client.exec(sql);
  }
  for (let at = 0; at < count; at++) {
    opened.add({ chunks: [chunk(`${words} number ${at}`), chunk(`more of ${at}`)] });
    refreshDocuments(opened.library, 1_000);
  }
}

function segments(index: string): number | undefined {
  const { $client } = opened.library.db;
  const sql = `SELECT count(DISTINCT segid) FROM ${index}_idx`;
  return $client.prepare<[], number>(sql).pluck().get();
}

test('segments that ingest leaves become one, and the same is found', async () => {
  addVideos(10, 'saving money');
  const { library } = opened;
  const find = () => findByWords(library, { match: 'money', scope: { filters: {} }, limit: 50 });
  const before = find();
  expect(before).toHaveLength(10);
  expect(segments('chunks_fts')).toBeGreaterThan(2);
  expect(segments('documents_fts')).toBeGreaterThan(2);
  await mergeWordIndexes(library, new AbortController().signal);
  expect(segments('chunks_fts')).toBe(1);
  expect(segments('documents_fts')).toBe(1);
  expect(find()).toEqual(before);
  const check = "INSERT INTO chunks_fts (chunks_fts) VALUES ('integrity-check')";
  expect(() => library.db.$client.exec(check)).not.toThrow();
});

test('what is merged is left alone, and merging stops when told to', async () => {
  addVideos(10, 'saving money');
  const { library } = opened;
  await mergeWordIndexes(library, new AbortController().signal);
  const { $client } = library.db;
  const changes = () => $client.prepare<[], number>('SELECT total_changes()').pluck().get();
  const before = changes();
  await mergeWordIndexes(library, new AbortController().signal);
  expect(changes()).toBe(before);
  addVideos(10, 'another thing');
  await expect(mergeWordIndexes(library, AbortSignal.abort())).rejects.toThrow();
  await mergeWordIndexes(library, new AbortController().signal);
  expect(segments('chunks_fts')).toBe(1);
});
