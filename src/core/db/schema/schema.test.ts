import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LibraryDatabase, openDatabase } from '../openDatabase.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-schema-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A new library that has one video with one chunk. */
function databaseWithVideo(): LibraryDatabase {
  const db = openDatabase(join(folder, 'library.sqlite'));
  db.$client.exec(`
    INSERT INTO videos (id, content_hash, title, original_name, original_path, storage,
      size_bytes, created_at_ms)
    VALUES ('v1', '${'a'.repeat(64)}', 'Kept', 'a.mp4', '/a.mp4', 'copy', 1, 5);
    INSERT INTO chunks (video_id, kind, start_ms, end_ms, text)
    VALUES ('v1', 'speech', 0, 900, 'saving money');
  `);
  return db;
}

test('chunks can be searched by their words, also after a change', async () => {
  const db = databaseWithVideo();
  const found = (word: string): unknown[] =>
    db.$client.prepare('SELECT rowid FROM chunks_fts WHERE chunks_fts MATCH ?').all(word);
  expect(found('saving')).toEqual([{ rowid: 1 }]);
  db.$client.exec("UPDATE chunks SET text = 'spending money' WHERE id = 1");
  expect([found('saving'), found('spending')]).toEqual([[], [{ rowid: 1 }]]);
  db.$client.exec("DELETE FROM videos WHERE id = 'v1'");
  expect(found('money')).toEqual([]);
  db.$client.close();
});

test('a video keeps the newest known views of its metric snapshots', async () => {
  const db = databaseWithVideo();
  db.$client.exec(`INSERT INTO metric_snapshots (video_id, observed_at_ms, views, likes)
    VALUES ('v1', 10, 5, 1), ('v1', 30, 7, 1), ('v1', 40, NULL, 2)`);
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

test('each change of what is shared is reported once, with a clock that only grows', async () => {
  const { $client } = databaseWithVideo();
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

test('a batch can be a work of the library, which goes with it', async () => {
  const db = databaseWithVideo();
  db.$client.exec(`INSERT INTO batches (id, name, kind, place, created_at_ms)
      VALUES ('b1', 'Kept', 'embeddings', 'remote', 1);
    INSERT INTO batch_rows (batch_id, custom_id, position, state, request)
      VALUES ('b1', 'r1', 0, 'done', '{}');`);
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

test('a member follows its video, and changes of collections are reported', async () => {
  const { $client } = databaseWithVideo();
  $client.exec(
    "UPDATE sharing_state SET recording = 1, device_id = 'device1', hlc = 9000000000000000",
  );
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
  expect($client.prepare('SELECT role, device_name, knows FROM sharing_state').get()).toEqual({
    ...{ role: '', device_name: '', knows: '' },
  });
  $client.exec(`INSERT INTO collections VALUES ('c1', 'Hooks', '', 7);
    INSERT INTO collection_members VALUES ('c1', '${'a'.repeat(64)}', 'v1', 1);
    INSERT INTO collection_members VALUES ('c1', '${'b'.repeat(64)}', NULL, 2);`);
  expect(outbox()).toEqual(['collection c1 *', 'membership c1:A *', 'membership c1:B *']);
  $client.exec("UPDATE collections SET name = 'Hooks', note = 'for May'");
  $client.exec('UPDATE collection_members SET position = position * 2 WHERE position = 1');
  $client.exec("UPDATE sharing_state SET device_name = 'anna'");
  expect(outbox()).toEqual(['collection c1 note', 'membership c1:A position', 'device device1 *']);

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

test('descriptions of pictures go with their video', async () => {
  const db = databaseWithVideo();
  db.$client.exec(`INSERT INTO picture_descriptions VALUES ('v1', 500, 0, 900, 'A pot', 'seer');
    DELETE FROM videos WHERE id = 'v1';`);
  expect(db.$client.prepare('SELECT count(*) FROM picture_descriptions').pluck().get()).toBe(0);
  db.$client.close();
});

test('a chunk is found by its video and time from an index', async () => {
  const { $client } = databaseWithVideo();
  const byTime = "SELECT text FROM chunks WHERE video_id = 'v1' AND start_ms = 0";
  expect($client.prepare(byTime).all()).toEqual([{ text: 'saving money' }]);
  expect($client.prepare(`EXPLAIN QUERY PLAN ${byTime}`).get()).toMatchObject({
    detail: expect.stringContaining('chunks_video_time (video_id=? AND start_ms=?)'),
  });
  $client.close();
});

test('a request set takes its comparisons along', async () => {
  const { $client } = databaseWithVideo();
  $client.exec(`INSERT INTO request_sets VALUES ('s1', 'Verdicts', 'chat', 1);
    INSERT INTO set_requests VALUES ('s1', 0, 'row-0', '{}');
    INSERT INTO comparisons (id, set_id, job_id, from_id, from_name, from_model, to_id, to_name,
      to_model, started_at_ms) VALUES ('c1', 's1', 'j1', 'e1', 'a', 'm', 'e2', 'b', 'n', 1);
    INSERT INTO compared_pairs VALUES ('c1', 0, 1, 'x', 'm', 1.5, 2, 0, 'y', 'n', 2.5, 3, NULL);`);
  expect(() => $client.exec("INSERT INTO set_requests VALUES ('s1', 0, 'row-9', '{}')")).toThrow();
  $client.exec("DELETE FROM request_sets WHERE id = 's1'");
  const left = $client.prepare('SELECT count(*) FROM compared_pairs').pluck().get();
  expect(left).toBe(0);
  $client.close();
});

test('a collection is read in its order from the index alone', async () => {
  const { $client } = databaseWithVideo();
  $client.exec(`INSERT INTO collections VALUES ('c1', 'Hooks', '', 7);
    INSERT INTO collection_members VALUES ('c1', '${'a'.repeat(64)}', 'v1', 1)`);
  const inOrder =
    "SELECT video_id FROM collection_members WHERE collection_id = 'c1' ORDER BY position";
  expect($client.prepare(inOrder).pluck().all()).toEqual(['v1']);
  const plan = $client.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${inOrder}`).all();
  expect(plan.map(({ detail }) => detail).join()).toContain('COVERING INDEX');
  $client.close();
});

test('earlier transcripts go with their video', async () => {
  const { $client } = databaseWithVideo();
  $client.exec(`INSERT INTO earlier_transcripts VALUES ('t1', 'v1', 'whisper', 'm', 'en', '[]', 5, NULL);
    DELETE FROM videos WHERE id = 'v1';`);
  expect($client.prepare('SELECT count(*) FROM earlier_transcripts').pluck().get()).toBe(0);
  $client.close();
});
