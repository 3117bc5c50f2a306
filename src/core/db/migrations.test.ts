import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './openDatabase.ts';
import { sharingState } from './schema/index.ts';

interface Journal {
  entries: { idx: number; tag: string }[];
}

const migrations = fileURLToPath(new URL('./migrations', import.meta.url));
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-migrations-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A database as a version that knew only the first `count` migrations left it. */
async function databaseAt(count: number): Promise<string> {
  const known = join(folder, 'known');
  await cp(migrations, known, { recursive: true });
  const file = join(known, 'meta', '_journal.json');
  const journal = JSON.parse(await readFile(file, 'utf8')) as Journal;
  journal.entries = journal.entries.slice(0, count);
  await writeFile(file, JSON.stringify(journal));
  const path = join(folder, 'library.sqlite');
  const connection = new Database(path);
  migrate(drizzle(connection), { migrationsFolder: known });
  connection.close();
  return path;
}

function insertVideoWithChunk(path: string): void {
  const connection = new Database(path);
  connection.exec(`
    INSERT INTO videos (id, content_hash, title, original_name, original_path, storage,
      size_bytes, created_at_ms)
    VALUES ('v1', '${'a'.repeat(64)}', 'Kept', 'a.mp4', '/a.mp4', 'copy', 1, 5);
    INSERT INTO chunks (video_id, kind, start_ms, end_ms, text)
    VALUES ('v1', 'speech', 0, 900, 'saving money');
  `);
  connection.close();
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

test('0001 lets chunks be searched, and follows them from then on', async () => {
  const path = await databaseAt(1);
  insertVideoWithChunk(path);
  const db = openDatabase(path);
  const found = (word: string): unknown[] =>
    db.$client.prepare('SELECT rowid FROM chunks_fts WHERE chunks_fts MATCH ?').all(word);
  expect(db.$client.prepare('SELECT title FROM videos').get()).toEqual({ title: 'Kept' });
  // Chunks from before the migration are in the index too.
  expect(found('saving')).toEqual([{ rowid: 1 }]);
  db.$client.exec("UPDATE chunks SET text = 'spending money' WHERE id = 1");
  expect([found('saving'), found('spending')]).toEqual([[], [{ rowid: 1 }]]);
  db.$client.exec("DELETE FROM videos WHERE id = 'v1'");
  expect(found('money')).toEqual([]);
  db.$client.close();
});

test('0002 keeps the newest known views with the video, and follows the snapshots', async () => {
  const path = await databaseAt(2);
  insertVideoWithChunk(path);
  const old = new Database(path);
  old.exec(`INSERT INTO metric_snapshots (video_id, observed_at_ms, views, likes)
    VALUES ('v1', 10, 5, 1), ('v1', 30, 7, 1), ('v1', 40, NULL, 2)`);
  old.close();
  const db = openDatabase(path);
  const views = (): unknown => db.$client.prepare('SELECT latest_views FROM videos').pluck().get();
  const seen = [views()];
  for (const change of [
    "INSERT INTO metric_snapshots (video_id, observed_at_ms, views) VALUES ('v1', 20, 99)",
    "INSERT INTO metric_snapshots (video_id, observed_at_ms, views) VALUES ('v1', 50, 8)",
    'UPDATE metric_snapshots SET views = 9 WHERE observed_at_ms = 50',
    'DELETE FROM metric_snapshots WHERE observed_at_ms >= 30',
    'DELETE FROM metric_snapshots',
  ]) {
    db.$client.exec(change);
    seen.push(views());
  }
  expect(seen).toEqual([7, 7, 8, 9, 99, null]);
  expect(() => db.$client.exec("DELETE FROM videos WHERE id = 'v1'")).not.toThrow();
  db.$client.close();
});

test('0004 reports each change of what is shared once, with a clock that only grows', async () => {
  const path = await databaseAt(4);
  insertVideoWithChunk(path);
  const db = openDatabase(path);
  const { $client } = db;
  const outbox = (): string[] => {
    const rows = $client
      .prepare<[], { name: string }>(
        "SELECT kind || ' ' || substr(record, 64) || ' ' || field AS name FROM sharing_outbox ORDER BY hlc",
      )
      .all();
    $client.exec('DELETE FROM sharing_outbox');
    return rows.map(({ name }) => name);
  };
  const clock = (): unknown => $client.prepare('SELECT hlc FROM sharing_state').pluck().get();
  $client.exec("UPDATE videos SET title = 'Before a team'");
  expect([outbox(), clock()]).toEqual([[], 0]);

  $client.exec('UPDATE sharing_state SET recording = 1, hlc = 9000000000000000');
  $client.exec("UPDATE videos SET title = 'New', latest_views = 7");
  $client.exec("UPDATE videos SET title = 'Newer'");
  expect([outbox(), clock()]).toEqual([['video a title'], 9000000000000002]);
  $client.exec(`INSERT INTO hooks VALUES ('v1', 'said', 'shown');
    INSERT INTO metric_snapshots (video_id, observed_at_ms, views) VALUES ('v1', 10, 5);
    INSERT INTO transcript_segments VALUES ('v1', 0, 0, 10, 'a'), ('v1', 1, 10, 20, 'b');`);
  expect(outbox()).toEqual(['hook a *', 'metric a:10 *', 'transcript a *']);

  $client.exec("UPDATE sharing_state SET applying = 1; UPDATE videos SET title = 'Pulled'");
  $client.exec('UPDATE sharing_state SET applying = 0');
  expect(outbox()).toEqual([]);

  $client.exec("DELETE FROM videos WHERE id = 'v1'");
  expect(outbox().sort()).toEqual([
    'chunk a:speech:0:900 ',
    'hook a ',
    'metric a:10 ',
    'transcript a ',
    'video a ',
  ]);
  $client.close();
});

test('0005 a connection of before trusts the system’s authorities', async () => {
  const path = await databaseAt(5);
  const before = new Database(path);
  before.exec("UPDATE sharing_state SET connected = 1, target = 'postgres://a@db/team'");
  before.close();
  const db = openDatabase(path);
  expect(db.select().from(sharingState).get()).toMatchObject({
    ...{ connected: 1, target: 'postgres://a@db/team', caPem: '' },
  });
  db.$client.close();
});

test('0006 keeps batches and their rows, and lets a batch be a work of the library', async () => {
  const path = await databaseAt(6);
  const old = new Database(path);
  old.exec(`INSERT INTO batches (id, name, kind, place, state, created_at_ms)
      VALUES ('b1', 'Kept', 'embeddings', 'there', 'done', 1);
    INSERT INTO batch_rows (batch_id, custom_id, position, state, request)
      VALUES ('b1', 'r1', 0, 'done', '{}');`);
  old.close();
  const db = openDatabase(path);
  expect(db.$client.prepare('SELECT custom_id, outcome FROM batch_rows').get()).toEqual({
    custom_id: 'r1',
    outcome: null,
  });
  db.$client.exec(`INSERT INTO works VALUES ('b1', 'embed', 'team:tiny', '{}');
    INSERT INTO work_items (batch_id, custom_id, position, subject) VALUES ('b1', 'r1', 0, '7');
    DELETE FROM batches WHERE id = 'b1';`);
  const left = 'SELECT (SELECT count(*) FROM works) + (SELECT count(*) FROM work_items)';
  expect(db.$client.prepare(left).pluck().get()).toBe(0);
  db.$client.close();
});

test('0007 keeps a member with its video, and reports what changes in collections', async () => {
  const path = await databaseAt(7);
  insertVideoWithChunk(path);
  const old = new Database(path);
  old.exec("UPDATE sharing_state SET recording = 1, desk_id = 'desk1', hlc = 9000000000000000");
  old.close();
  const db = openDatabase(path);
  const { $client } = db;
  const outbox = (): string[] => {
    const rows = $client
      .prepare<[], string>(
        "SELECT kind || ' ' || record || ' ' || field FROM sharing_outbox ORDER BY hlc, record",
      )
      .pluck()
      .all();
    $client.exec('DELETE FROM sharing_outbox');
    return rows.map((row) => row.replace('a'.repeat(64), 'A').replace('b'.repeat(64), 'B'));
  };
  expect($client.prepare('SELECT role, desk_name, knows FROM sharing_state').get()).toEqual({
    ...{ role: '', desk_name: '', knows: '' },
  });
  $client.exec(`INSERT INTO collections VALUES ('c1', 'Hooks', '', 7);
    INSERT INTO collection_members VALUES ('c1', '${'a'.repeat(64)}', 'v1', 1);
    INSERT INTO collection_members VALUES ('c1', '${'b'.repeat(64)}', NULL, 2);`);
  expect(outbox()).toEqual(['collection c1 *', 'membership c1:A *', 'membership c1:B *']);
  $client.exec("UPDATE collections SET name = 'Hooks', note = 'for May'");
  $client.exec('UPDATE collection_members SET position = position * 2 WHERE position = 1');
  $client.exec("UPDATE sharing_state SET desk_name = 'anna'");
  expect(outbox()).toEqual(['collection c1 note', 'membership c1:A position', 'desk desk1 *']);

  const members = (): unknown[] =>
    $client.prepare('SELECT video_id FROM collection_members ORDER BY position').pluck().all();
  $client.exec("DELETE FROM videos WHERE id = 'v1'");
  expect(members()).toEqual([null, null]);
  $client.exec(`INSERT INTO videos (id, content_hash, title, original_name, original_path, storage,
    size_bytes, created_at_ms)
    VALUES ('v2', '${'b'.repeat(64)}', 'B', 'b.mp4', '/b.mp4', 'copy', 1, 5)`);
  expect(members()).toEqual([null, 'v2']);
  outbox();
  $client.exec("DELETE FROM collections; DELETE FROM collection_members WHERE video_id = 'v2'");
  expect(outbox()).toEqual(['collection c1 ', 'membership c1:B ']);
});

test('0008 descriptions of pictures go with their video', async () => {
  const path = await databaseAt(8);
  insertVideoWithChunk(path);
  const db = openDatabase(path);
  db.$client.exec(`INSERT INTO picture_descriptions VALUES ('v1', 500, 0, 900, 'A pot', 'seer');
    DELETE FROM videos WHERE id = 'v1';`);
  expect(db.$client.prepare('SELECT count(*) FROM picture_descriptions').pluck().get()).toBe(0);
  db.$client.close();
});

test('0009 finds a chunk by its video and time, with those that were there', async () => {
  const path = await databaseAt(9);
  insertVideoWithChunk(path);
  const { $client } = openDatabase(path);
  const byTime = "SELECT text FROM chunks WHERE video_id = 'v1' AND start_ms = 0";
  expect($client.prepare(byTime).all()).toEqual([{ text: 'saving money' }]);
  expect($client.prepare(`EXPLAIN QUERY PLAN ${byTime}`).get()).toMatchObject({
    detail: expect.stringContaining('chunks_video_time (video_id=? AND start_ms=?)'),
  });
  $client.close();
});

test('0010 keeps servers as they are, and a set takes its comparisons along', async () => {
  const path = await databaseAt(10);
  const old = new Database(path);
  old.exec(`INSERT INTO endpoints (id, name, role, url, model, priority, enabled, max_concurrency,
      ca_pem, proxy_url, input_price, output_price, created_at_ms)
    VALUES ('e1', 'GPU box', 'chat', 'https://gpu.example', '', 4, 1, 8, '', '', 0, 0, 1)`);
  old.close();
  const { $client } = openDatabase(path);
  expect($client.prepare('SELECT name, priority FROM endpoints').get()).toEqual({
    name: 'GPU box',
    priority: 4,
  });
  $client.exec(`INSERT INTO request_sets VALUES ('s1', 'Verdicts', 'chat', 1);
    INSERT INTO set_requests VALUES ('s1', 0, 'row-0', '{}');
    INSERT INTO comparisons (id, set_id, state, from_id, from_name, from_model, to_id, to_name,
      to_model, started_at_ms) VALUES ('c1', 's1', 'done', 'e1', 'a', 'm', 'e2', 'b', 'n', 1);
    INSERT INTO compared_pairs VALUES ('c1', 0, 1, 'x', 'm', 1.5, 2, 0, 'y', 'n', 2.5, 3, NULL);`);
  expect(() => $client.exec("INSERT INTO set_requests VALUES ('s1', 0, 'row-9', '{}')")).toThrow();
  $client.exec("DELETE FROM request_sets WHERE id = 's1'");
  const left = $client.prepare('SELECT count(*) FROM compared_pairs').pluck().get();
  expect(left).toBe(0);
  $client.close();
});

test('0011 leaves batches in their first round, and no queue approved', async () => {
  const path = await databaseAt(11);
  const old = new Database(path);
  old.exec(`INSERT INTO batches (id, name, kind, place, state, created_at_ms)
    VALUES ('b1', 'Hooks', 'chat', 'there', 'running', 1)`);
  old.close();
  const { $client } = openDatabase(path);
  expect($client.prepare('SELECT id, round FROM batches').all()).toEqual([{ id: 'b1', round: 0 }]);
  expect($client.prepare('SELECT queue_approved_for FROM sharing_state').pluck().get()).toBe('');
  $client.close();
});

test('0012 keeps members, and reads a collection in its order from the index alone', async () => {
  const path = await databaseAt(12);
  insertVideoWithChunk(path);
  const old = new Database(path);
  old.exec(`INSERT INTO collections VALUES ('c1', 'Hooks', '', 7);
    INSERT INTO collection_members VALUES ('c1', '${'a'.repeat(64)}', 'v1', 1)`);
  old.close();
  const { $client } = openDatabase(path);
  const inOrder =
    "SELECT video_id FROM collection_members WHERE collection_id = 'c1' ORDER BY position";
  expect($client.prepare(inOrder).pluck().all()).toEqual(['v1']);
  const plan = $client.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${inOrder}`).all();
  expect(plan.map(({ detail }) => detail).join()).toContain('COVERING INDEX');
  $client.close();
});

test('0013 keeps transcripts as they are, and earlier ones go with their video', async () => {
  const path = await databaseAt(13);
  insertVideoWithChunk(path);
  const old = new Database(path);
  old.exec("INSERT INTO transcript_segments VALUES ('v1', 0, 0, 900, 'saving money')");
  old.close();
  const { $client } = openDatabase(path);
  expect($client.prepare('SELECT text FROM transcript_segments').pluck().all()).toEqual([
    'saving money',
  ]);
  $client.exec(`INSERT INTO earlier_transcripts VALUES ('t1', 'v1', 'whisper', 'm', 'en', '[]', 5);
    DELETE FROM videos WHERE id = 'v1';`);
  expect($client.prepare('SELECT count(*) FROM earlier_transcripts').pluck().get()).toBe(0);
  $client.close();
});
