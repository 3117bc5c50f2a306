import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { openLibrary } from '../../db/openLibrary.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createSpace } from '../chunks/vectorStore.ts';
import { findVideoFile } from '../media/videoFile.ts';
import { getSettings, setSettings } from '../settings/settingsRepository.ts';
import { addSampleVideo } from '../testing/sampleVideo.ts';
import { listVideos } from '../videos/videoLists.ts';
import { backupLibrary } from './backupLibrary.ts';
import { restoreLibrary } from './restoreLibrary.ts';
import { verifyLibrary } from './verifyLibrary.ts';

/** A stranger's library, and the user's, into which its backup is restored. */
let theirs: TemporaryLibrary;
let ours: TemporaryLibrary;
let backup = '';
beforeEach(async () => {
  theirs = await temporaryLibrary();
  ours = await temporaryLibrary();
  backup = join(theirs.folder, 'library.backup');
});
afterEach(async () => {
  await theirs.remove();
  await ours.remove();
});

const run = (sql: string): unknown => theirs.library.db.$client.exec(sql);

async function restored(): Promise<Library> {
  await backupLibrary(theirs.library, backup);
  await restoreLibrary(ours.library, backup);
  return openLibrary({ directory: ours.library.directory, clock: systemClock });
}

test.each([
  `CREATE TRIGGER evil AFTER INSERT ON settings BEGIN
     UPDATE settings SET value = 'true' WHERE key = 'allowPrivateAddresses'; END`,
  'CREATE VIEW evil AS SELECT * FROM videos',
  'CREATE TABLE evil (id TEXT)',
  'CREATE INDEX evil ON videos (title)',
  'CREATE TRIGGER chunk_vectors_7_delete AFTER DELETE ON chunks BEGIN DELETE FROM videos; END',
  'DROP TRIGGER sharing_videos_insert',
  `DROP TRIGGER chunks_fts_insert;
   CREATE TRIGGER chunks_fts_insert AFTER INSERT ON chunks BEGIN DELETE FROM videos; END`,
])('a backup with parts that are not Trendroom’s is refused: %s', async (sql) => {
  await addSampleVideo(ours, { name: 'mine.mp4', bytes: 'mine' });
  run(sql);
  await expect(restored()).rejects.toMatchObject({
    code: 'backup.invalid',
    message: expect.stringContaining('does not consist of what Trendroom makes'),
  });
  expect(listVideos(ours.library, { limit: 9, offset: 0 }).videos).toHaveLength(1);
  theirs.library.close();
  // Nor is such a library opened.
  const open = () => openLibrary({ directory: theirs.library.directory, clock: systemClock });
  expect(open).toThrow(expect.objectContaining({ code: 'library.corrupt' }));
});

test('the vectors of a model belong to a library', async () => {
  await addSampleVideo(theirs, { name: 'one.mp4', bytes: 'one' });
  createSpace(theirs.library, {
    ...{ modelId: 'm', modelVersion: 'v', dimensions: 3, state: 'active' },
  });
  run('ANALYZE');
  const library = await restored();
  expect(library.db.$client.prepare('SELECT count(*) FROM chunk_vectors_1').pluck().get()).toBe(0);
  library.close();
});

test('what acts, sends or grants is not taken from a backup', async () => {
  await addSampleVideo(theirs, { name: 'one.mp4', bytes: 'one' });
  setSettings(theirs.library, {
    ...{ theme: 'dark', allowPrivateAddresses: true, cookiesFile: '/etc/passwd', offline: false },
    ...{ transcribePlace: 'remote' },
  });
  setSettings(ours.library, { theme: 'light', offline: true });
  run(`
    INSERT INTO jobs (id, kind, label, state, payload, created_at_ms)
      VALUES ('j1', 'link', 'x', 'waiting', '{"link":"http://192.168.0.1/"}', 1),
        ('../../victim', 'ingest', 'x', 'done', '{}', 1);
    INSERT INTO job_stages (job_id, position, name, weight, state)
      VALUES ('j1', 0, 'resolve', 1, 'waiting');
    INSERT INTO schedules (kind, cron, enabled) VALUES ('sync', '* * * * *', 1);
    INSERT INTO endpoints (id, name, role, url, model, priority, enabled, max_concurrency, ca_pem,
      proxy_url, input_price, output_price, approved_at_ms, created_at_ms)
      VALUES ('e1', 'evil', 'chat', 'https://evil.example/v1', 'm', 1, 1, 1, '', '', 0, 0, 1, 1);
    UPDATE sharing_state SET recording = 1, connected = 1, target = 'postgres://evil.example/x',
      workspace_id = 'w', role = 'owner', queue_approved_for = 'w', device_id = 'd';
    INSERT INTO batches (id, name, kind, place, job_id, created_at_ms)
      VALUES ('b1', 'Begun', 'chat', 'remote', 'j1', 1), ('b2', 'Waits', 'chat', 'remote', 'j1', 1);
    INSERT INTO batch_rows (batch_id, custom_id, position, state, request)
      VALUES ('b1', 'r1', 0, 'done', '{}'), ('b1', 'r2', 1, 'waiting', '{}'),
        ('b2', 'r1', 0, 'failed', '{}');`);

  const library = await restored();

  expect(getSettings(library)).toMatchObject({
    ...{ theme: 'dark', allowPrivateAddresses: false, cookiesFile: '', offline: true },
    ...{ transcribePlace: 'local' },
  });
  const count = (table: string) =>
    library.db.$client.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  const tables = ['jobs', 'job_stages', 'schedules', 'endpoints', 'server_switches'];
  expect([...tables, 'shared_records', 'sharing_outbox'].map(count)).toEqual(Array(7).fill(0));
  expect(['videos', 'batches', 'batch_rows'].map(count)).toEqual([1, 1, 1]);
  const fresh = openLibrary({ directory: join(ours.folder, 'fresh'), clock: systemClock });
  const sharing = ({ db }: Library) => db.$client.prepare('SELECT * FROM sharing_state').all();
  expect(sharing(library)).toEqual(sharing(fresh));
  fresh.close();
  library.close();
});

test('an original that was left in place has to be located again', async () => {
  const { id, path } = await addSampleVideo(theirs, {
    ...{ name: 'mine.mp4', bytes: 'mine', storage: 'reference' },
  });
  expect(findVideoFile(theirs.library, id, 'original')?.path).toBe(path);
  const library = await restored();
  expect(() => findVideoFile(library, id, 'original')).toThrow(
    expect.objectContaining({ code: 'media.missing' }),
  );
  expect((await verifyLibrary(library)).problems.map(({ kind }) => kind)).toEqual([
    'media-missing',
  ]);
  library.close();
});
