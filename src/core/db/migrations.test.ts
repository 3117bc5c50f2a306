import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './openDatabase.ts';
import { earlierMigrations } from './testing/changedMigrations.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-migrations-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/**
 * A database as a version that knew only the first `count` migrations left it. A migration's test
 * inserts rows into the database before it, opens it (which applies the rest) and looks at them.
 */
async function databaseAt(count: number): Promise<string> {
  const known = await earlierMigrations(join(folder, 'known'), count);
  const path = join(folder, 'library.sqlite');
  const connection = new Database(path);
  migrate(drizzle(connection), { migrationsFolder: known });
  connection.close();
  return path;
}

test('0000 makes the tables of an empty library', async () => {
  const db = openDatabase(join(folder, 'new.sqlite'));
  const tables = db.$client
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map(({ name }) => name);
  expect(tables).toEqual(
    expect.arrayContaining([
      ...['videos', 'channels', 'metric_snapshots', 'shots', 'keyframes', 'on_screen_texts'],
      ...['transcript_segments', 'transcript_words', 'chunks', 'embeddings', 'embedding_spaces'],
      ...['hooks', 'briefs', 'drafts', 'citations', 'jobs', 'job_stages', 'models', 'settings'],
    ]),
  );
  db.$client.close();
});

test('0000 has one row of sharing, which records nothing', () => {
  const { $client } = openDatabase(join(folder, 'new.sqlite'));
  expect($client.prepare('SELECT * FROM sharing_state').all()).toEqual([
    expect.objectContaining({ id: 1, hlc: 0, recording: 0, applying: 0, connected: 0, role: '' }),
  ]);
  $client.close();
});

test('0001: videos get room for what is told of them, and comments are not shared', async () => {
  const path = await databaseAt(1);
  const before = new Database(path);
  before.exec(`INSERT INTO videos (id, content_hash, title, original_name, original_path, storage,
      size_bytes, created_at_ms) VALUES ('v', 'h', 'Old', 'a.mp4', '/a.mp4', 'copy', 1, 0);
    INSERT INTO metric_snapshots (video_id, observed_at_ms, views) VALUES ('v', 1, 5)`);
  before.close();
  const { $client } = openDatabase(path);
  expect($client.prepare('SELECT title, storage, external_id, tags FROM videos').get()).toEqual({
    ...{ title: 'Old', storage: 'copy', external_id: null, tags: null },
  });
  expect($client.prepare('SELECT views, rounded_to FROM metric_snapshots').get()).toEqual({
    ...{ views: 5, rounded_to: null },
  });
  $client.exec(`UPDATE sharing_state SET recording = 1;
    INSERT INTO chunks (video_id, kind, start_ms, end_ms, text)
      VALUES ('v', 'title', 0, 0, 't'), ('v', 'comment', 0, 0, 'c');
    UPDATE chunks SET text = 'other';
    DELETE FROM chunks WHERE kind = 'comment'`);
  const shared = 'SELECT record FROM sharing_outbox';
  expect($client.prepare(shared).pluck().all()).toEqual(['h:title:0:0']);
  $client.exec("DELETE FROM sharing_outbox; DELETE FROM videos WHERE id = 'v'");
  expect($client.prepare(shared).pluck().all()).toContain('h:title:0:0');
  $client.close();
});

test('measures: snapshots and moves between channels mark what is to be measured', async () => {
  const path = await databaseAt(4);
  const before = new Database(path);
  before.exec(`INSERT INTO channels (id, platform, name) VALUES ('c', 'tiktok', 'C'), ('d', 'tiktok', 'D');
    INSERT INTO videos (id, content_hash, title, original_name, original_path, storage, size_bytes,
      created_at_ms, channel_id)
    VALUES ('v', 'h', 'V', '', '', 'none', 0, 0, 'c'), ('w', 'i', 'W', '', '', 'none', 0, 0, NULL),
      ('x', 'j', 'X', '', '', 'none', 0, 0, 'd');
    INSERT INTO metric_snapshots (video_id, observed_at_ms, views) VALUES ('v', 1, 5), ('w', 1, 5)`);
  before.close();
  const { $client } = openDatabase(path);
  const marked = (): unknown[] => {
    const groups = $client.prepare('SELECT group_id FROM stale_measures ORDER BY 1').pluck().all();
    $client.exec('DELETE FROM stale_measures');
    return groups;
  };
  expect(marked()).toEqual(['c', 'w']);
  for (const [change, groups] of [
    ["INSERT INTO metric_snapshots (video_id, observed_at_ms, views) VALUES ('x', 1, 5)", ['d']],
    ["UPDATE metric_snapshots SET likes = 1 WHERE video_id = 'v'", []],
    ["UPDATE metric_snapshots SET views = 6 WHERE video_id = 'v'", ['c']],
    ["UPDATE videos SET title = 'Other', channel_id = 'c' WHERE id = 'v'", []],
    ["UPDATE videos SET channel_id = 'd' WHERE id = 'v'", ['c', 'd']],
    ["DELETE FROM videos WHERE id = 'v'", ['d']],
    ["DELETE FROM videos WHERE id = 'w'", []],
  ] as const) {
    $client.exec(change);
    expect(marked()).toEqual(groups);
  }
  const sorted = (): unknown =>
    $client.prepare("SELECT outlier_score, views_per_hour FROM videos WHERE id = 'x'").get();
  $client.exec(`INSERT INTO video_measures (video_id, definition, outlier_score, views_per_hour)
    VALUES ('x', 'd', 2.5, 7)`);
  expect(sorted()).toEqual({ outlier_score: 2.5, views_per_hour: 7 });
  $client.exec('UPDATE video_measures SET outlier_score = 3, views_per_hour = NULL');
  expect(sorted()).toEqual({ outlier_score: 3, views_per_hour: null });
  $client.exec('DELETE FROM video_measures');
  expect(sorted()).toEqual({ outlier_score: null, views_per_hour: null });
  $client.exec(
    "INSERT INTO observe_failures VALUES ('x', 2, 5); DELETE FROM videos WHERE id = 'x'",
  );
  expect($client.prepare('SELECT count(*) FROM observe_failures').pluck().get()).toBe(0);
});

test('topics: videos of before are in no topic yet; one that is removed leaves its topic', async () => {
  const path = await databaseAt(5);
  const before = new Database(path);
  before.exec(`INSERT INTO videos (id, content_hash, title, original_name, original_path, storage,
      size_bytes, created_at_ms) VALUES ('v', 'h', 'Old', 'a.mp4', '/a.mp4', 'copy', 1, 0);
    INSERT INTO metric_snapshots (video_id, observed_at_ms, views) VALUES ('v', 1, 5)`);
  before.close();
  const { $client } = openDatabase(path);
  const members = 'SELECT video_id, topic_id, is_by_hand FROM topic_videos';
  expect($client.prepare(members).all()).toEqual([]);
  $client.exec(`INSERT INTO topics (id, label, words, source, created_at_ms)
      VALUES ('t', 'old', '["old"]', 'hashtags', 1);
    INSERT INTO topic_videos (video_id, topic_id) VALUES ('v', 't')`);
  expect($client.prepare(members).all()).toEqual([{ video_id: 'v', topic_id: 't', is_by_hand: 0 }]);
  $client.exec("DELETE FROM topics WHERE id = 't'");
  expect($client.prepare(members).all()).toEqual([
    { video_id: 'v', topic_id: null, is_by_hand: 0 },
  ]);
  $client.exec("DELETE FROM videos WHERE id = 'v'");
  expect($client.prepare(members).all()).toEqual([]);
});

test('drafts of before are as the model wrote them, and a text that gives way is kept', async () => {
  const path = await databaseAt(6);
  const before = new Database(path);
  before.exec(`INSERT INTO briefs (id, topic, length_words, count, created_at_ms)
      VALUES ('b', 'lentils', 18, 3, 1);
    INSERT INTO drafts (id, brief_id, text, hook_pattern, why, model_id, support, created_at_ms)
      VALUES ('d', 'b', 'As written', 'story', 'why', 'm', 0.9, 2)`);
  before.close();
  const { $client } = openDatabase(path);
  const { starred_at_ms, rejected_reason, edited_at_ms } =
    $client.prepare<[], Record<string, unknown>>('SELECT * FROM drafts').get() ?? {};
  expect([starred_at_ms, rejected_reason, edited_at_ms]).toEqual([null, null, null]);
  $client.exec(`UPDATE drafts SET text = 'As written';
    UPDATE drafts SET text = 'Edited', support = NULL, edited_at_ms = 7;
    UPDATE drafts SET text = 'Edited again', edited_at_ms = 8`);
  expect($client.prepare('SELECT * FROM draft_versions ORDER BY position').all()).toEqual([
    { draft_id: 'd', position: 0, text: 'As written', support: 0.9, written_at_ms: 2 },
    { draft_id: 'd', position: 1, text: 'Edited', support: null, written_at_ms: 7 },
  ]);
  $client.exec("DELETE FROM drafts WHERE id = 'd'");
  expect($client.prepare('SELECT * FROM draft_versions').all()).toEqual([]);
  $client.close();
});

test('drafts get room for an outline, which goes with them', async () => {
  const path = await databaseAt(6);
  const before = new Database(path);
  before.exec(`INSERT INTO briefs (id, topic, length_words, count, created_at_ms)
      VALUES ('b', 'lentils', 18, 3, 1);
    INSERT INTO drafts (id, brief_id, text, hook_pattern, why, model_id, created_at_ms)
      VALUES ('d', 'b', 'As written', 'story', 'why', 'm', 2)`);
  before.close();
  const { $client } = openDatabase(path);
  $client.exec(`INSERT INTO draft_beats (draft_id, position, beat, video_id, start_ms, end_ms, quote)
    VALUES ('d', 1, 'turn', 'v', 0, 900, 'q')`);
  const texts = 'SELECT text FROM draft_beats';
  expect($client.prepare(texts).all()).toEqual([{ text: null }]);
  $client.exec("DELETE FROM briefs WHERE id = 'b'");
  expect($client.prepare(texts).all()).toEqual([]);
  $client.close();
});

test('a library of before has room for reports, and none yet', async () => {
  const path = await databaseAt(7);
  const { $client } = openDatabase(path);
  expect($client.prepare('SELECT count(*) FROM reports').pluck().get()).toBe(0);
  $client.exec(`INSERT INTO reports VALUES ('r', 'weekly', 'Week', 1, 2, 7, 0, 1, '{}')`);
  expect($client.prepare('SELECT title FROM reports').pluck().all()).toEqual(['Week']);
  $client.close();
});

test('videos of before have no prints; of a group the next is first when the first is removed', async () => {
  const path = await databaseAt(8);
  const before = new Database(path);
  const video = `INSERT INTO videos (id, content_hash, title, original_name, original_path, storage,
    size_bytes, published_at_ms, created_at_ms) VALUES (?, ?, 't', 't', '/t', 'copy', 1, ?, 1)`;
  for (const [id, at] of [...'abc'].entries()) {
    before.prepare(video).run(at, at.repeat(64), id === 1 ? null : id);
  }
  before.close();
  const { $client } = openDatabase(path);
  expect($client.prepare('SELECT count(*) FROM video_prints').pluck().get()).toBe(0);
  $client.exec(`INSERT INTO duplicate_groups VALUES ('g', 0.9, '["picture"]');
    INSERT INTO duplicate_videos VALUES ('a', 'g', 0.9, 1), ('b', 'g', 0.9, 0), ('c', 'g', 0.9, 0);
    DELETE FROM videos WHERE id = 'a'`);
  const first = 'SELECT video_id FROM duplicate_videos WHERE is_first = 1';
  expect($client.prepare(first).pluck().all()).toEqual(['c']);
  $client.exec("DELETE FROM duplicate_groups WHERE id = 'g'");
  expect($client.prepare('SELECT count(*) FROM duplicate_videos').pluck().get()).toBe(0);
  $client.close();
});

test('topics of before are of no theme and named by their words until they are found again', async () => {
  const path = await databaseAt(10);
  const before = new Database(path);
  before.exec(`INSERT INTO topics (id, label, words, source, created_at_ms)
    VALUES ('t', 'tea', '["tea"]', 'vectors', 1)`);
  before.close();
  const { $client } = openDatabase(path);
  const columns = 'label, theme_id, theme, written_label, written_from';
  expect($client.prepare(`SELECT ${columns} FROM topics`).get()).toEqual({
    ...{ label: 'tea', theme_id: null, theme: null, written_label: null, written_from: null },
  });
  $client.close();
});

test('videos of before have no notes; notes go with their video', async () => {
  const path = await databaseAt(14);
  const before = new Database(path);
  before.exec(`INSERT INTO videos (id, content_hash, title, original_name, original_path, storage,
      size_bytes, created_at_ms) VALUES ('v', 'h', 'Old', 'a.mp4', '/a.mp4', 'copy', 1, 0)`);
  before.close();
  const { $client } = openDatabase(path);
  const count = $client.prepare('SELECT count(*) FROM video_notes').pluck();
  expect(count.get()).toBe(0);
  $client.exec(`INSERT INTO video_notes (id, video_id, start_ms, text, created_at_ms)
    VALUES ('n', 'v', 1200, 'Look here', 5)`);
  expect(count.get()).toBe(1);
  $client.exec("DELETE FROM videos WHERE id = 'v'");
  expect(count.get()).toBe(0);
  $client.close();
});

test('videos of before have no status, rating or tags; those go with their video', async () => {
  const path = await databaseAt(15);
  const before = new Database(path);
  before.exec(`INSERT INTO videos (id, content_hash, title, original_name, original_path, storage,
      size_bytes, created_at_ms) VALUES ('v', 'h', 'Old', 'a.mp4', '/a.mp4', 'copy', 1, 0)`);
  before.close();
  const { $client } = openDatabase(path);
  const counts = () =>
    ['video_reviews', 'video_tags'].map((table) =>
      $client.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
    );
  expect(counts()).toEqual([0, 0]);
  $client.exec(`INSERT INTO video_reviews VALUES ('v', 'shortlisted', NULL, 5);
    INSERT INTO video_tags VALUES ('v', 'Close-up', 'close-up')`);
  expect(counts()).toEqual([1, 1]);
  expect(() => $client.exec("INSERT INTO video_tags VALUES ('v', 'close-up', 'close-up')")).toThrow(
    'UNIQUE',
  );
  $client.exec("DELETE FROM videos WHERE id = 'v'");
  expect(counts()).toEqual([0, 0]);
  $client.close();
});

test('products of before keep their videos, which their records named', async () => {
  const path = await databaseAt(16);
  const before = new Database(path);
  before.exec(`INSERT INTO videos (id, content_hash, title, original_name, original_path, storage,
    size_bytes, created_at_ms) VALUES ('v', 'h', 'Old', 'a.mp4', '/a.mp4', 'copy', 1, 0);
    INSERT INTO products (name) VALUES ('Lentil pot');
    INSERT INTO video_products (video_id, product_id) VALUES ('v', 1)`);
  before.close();
  const { $client } = openDatabase(path);
  expect($client.prepare('SELECT name, brand, aliases FROM products').all()).toEqual([
    { name: 'Lentil pot', brand: null, aliases: null },
  ]);
  expect($client.prepare('SELECT is_found FROM video_products').pluck().all()).toEqual([0]);
  $client.exec("INSERT INTO product_judgements VALUES (1, 'v', 'speech', 0, 1, NULL)");
  $client.exec("DELETE FROM videos WHERE id = 'v'");
  expect($client.prepare('SELECT count(*) FROM product_judgements').pluck().get()).toBe(0);
  $client.close();
});

test('a library of before has no codes; a coded span goes with its code and with its video', async () => {
  const path = await databaseAt(17);
  const before = new Database(path);
  before.exec(`INSERT INTO videos (id, content_hash, title, original_name, original_path, storage,
      size_bytes, created_at_ms) VALUES ('v', 'h', 'Old', 'a.mp4', '/a.mp4', 'copy', 1, 0)`);
  before.close();
  const { $client } = openDatabase(path);
  const count = $client.prepare('SELECT count(*) FROM codings').pluck();
  expect(count.get()).toBe(0);
  const code = (codeId: string) =>
    $client.exec(`INSERT INTO codes (id, name, colour, created_at_ms)
        VALUES ('${codeId}', '${codeId}', '#3366cc', 1);
      INSERT INTO codings (id, code_id, video_id, start_ms, end_ms, created_at_ms)
        VALUES ('${codeId}', '${codeId}', 'v', 0, 900, 1)`);
  code('hook');
  code('ending');
  $client.exec("DELETE FROM codes WHERE id = 'hook'");
  expect(count.get()).toBe(1);
  $client.exec("DELETE FROM videos WHERE id = 'v'");
  expect(count.get()).toBe(0);
  $client.close();
});

test('edits of transcripts: what was kept before has none, and they go with their video', async () => {
  const path = await databaseAt(18);
  const before = new Database(path);
  before.exec(`INSERT INTO videos (id, content_hash, title, original_name, original_path, storage,
      size_bytes, created_at_ms) VALUES ('v', 'h', 'Old', 'a.mp4', '/a.mp4', 'copy', 1, 0);
    INSERT INTO earlier_transcripts (id, video_id, source, segments, replaced_at_ms)
      VALUES ('t', 'v', 'whisper', '[]', 1)`);
  before.close();
  const { $client } = openDatabase(path);
  expect($client.prepare('SELECT id, heard FROM earlier_transcripts').get()).toEqual({
    ...{ id: 't', heard: null },
  });
  $client.exec(`INSERT INTO heard_transcripts VALUES ('v', '[]', '[]');
    INSERT INTO transcript_edits VALUES ('e', 'c', 'v', 0, '[]', '[]', 1);
    DELETE FROM videos`);
  for (const table of ['heard_transcripts', 'transcript_edits']) {
    expect($client.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
  }
  $client.close();
});

test('on-screen text of before is text, without times of its words', async () => {
  const path = await databaseAt(19);
  const before = new Database(path);
  before.exec(`INSERT INTO videos (id, content_hash, title, original_name, original_path, storage,
    size_bytes, created_at_ms) VALUES ('v', 'h', 'Old', 'a.mp4', '/a.mp4', 'copy', 1, 0);
    INSERT INTO on_screen_texts VALUES ('v', 0, 1, 2, 'WAIT FOR IT', 0.9)`);
  before.close();
  const { $client } = openDatabase(path);
  expect($client.prepare('SELECT text, kind, words FROM on_screen_texts').all()).toEqual([
    { text: 'WAIT FOR IT', kind: 'text', words: null },
  ]);
  $client.close();
});

test('a library of this version opens as it was left', async () => {
  const path = await databaseAt(Number.POSITIVE_INFINITY);
  const applied = 'SELECT count(*) FROM __drizzle_migrations';
  const before = new Database(path);
  const count = before.prepare(applied).pluck().get();
  before.exec("INSERT INTO settings VALUES ('language', '\"en\"')");
  before.close();
  const { $client } = openDatabase(path);
  expect($client.prepare('SELECT key FROM settings').pluck().all()).toEqual(['language']);
  expect($client.prepare(applied).pluck().get()).toBe(count);
  $client.close();
});

test('answers: a conversation is kept, and no video is needed for it', () => {
  const { $client } = openDatabase(join(folder, 'new.sqlite'));
  $client.exec(`INSERT INTO answers (id, thread_id, question, content, asked_at_ms)
    VALUES ('a', 'a', 'Why?', '{}', 1)`);
  expect($client.prepare('SELECT thread_id, exchange FROM answers').get()).toEqual({
    ...{ thread_id: 'a', exchange: null },
  });
  $client.close();
});

test('a library of before has no record of hooks yet, and one of each', async () => {
  const path = await databaseAt(12);
  const { $client } = openDatabase(path);
  const add = () =>
    $client.exec(`INSERT INTO hook_records VALUES ('pattern', 'question', 1, 0, 1, 0.1, 0.05)`);
  expect($client.prepare('SELECT count(*) FROM hook_records').pluck().get()).toBe(0);
  add();
  expect(add).toThrow('UNIQUE');
  $client.close();
});

test('what is heard where: a video of before has none, and it goes with its video', async () => {
  const path = await databaseAt(13);
  const before = new Database(path);
  before.exec(`INSERT INTO videos (id, content_hash, title, original_name, original_path, storage,
    size_bytes, created_at_ms) VALUES ('v', 'h', 'Old', 'a.mp4', '/a.mp4', 'copy', 1, 0)`);
  before.close();
  const { $client } = openDatabase(path);
  const regions = $client.prepare('SELECT kind, language FROM sound_regions');
  expect(regions.all()).toEqual([]);
  $client.exec(`INSERT INTO sound_regions (video_id, position, kind, start_ms, end_ms)
    VALUES ('v', 0, 'sound', 0, 9)`);
  expect(regions.all()).toEqual([{ kind: 'sound', language: null }]);
  $client.exec(`DELETE FROM videos`);
  expect(regions.all()).toEqual([]);
  $client.close();
});

test('what is seen: a video of before has nothing, and it goes with its video', async () => {
  const path = await databaseAt(19);
  const before = new Database(path);
  before.exec(`INSERT INTO videos (id, content_hash, title, original_name, original_path, storage,
    size_bytes, created_at_ms) VALUES ('v', 'h', 'Old', 'a.mp4', '/a.mp4', 'copy', 1, 0)`);
  before.close();
  const { $client } = openDatabase(path);
  const count = $client
    .prepare('SELECT (SELECT count(*) FROM seen_things) + (SELECT count(*) FROM video_looks)')
    .pluck();
  expect(count.get()).toBe(0);
  $client.exec(`INSERT INTO seen_things VALUES ('v', 0, 'cup', 0, 900, 0.8, 400, 0, 0, 0.5, 1);
    INSERT INTO video_looks VALUES ('v', 0.5, 0.1, '[]', NULL, 4, 2)`);
  const ofKind = "SELECT video_id FROM seen_things WHERE kind = 'cup'";
  expect($client.prepare(ofKind).pluck().all()).toEqual(['v']);
  expect($client.prepare(`EXPLAIN QUERY PLAN ${ofKind}`).get()).toMatchObject({
    detail: expect.stringContaining('seen_things_kind (kind=?)'),
  });
  $client.exec('DELETE FROM videos');
  expect(count.get()).toBe(0);
  $client.close();
});
