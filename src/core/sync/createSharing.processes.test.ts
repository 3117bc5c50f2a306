import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ContentHash } from '../../contract/index.ts';
import { toAppError } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../db/testing/temporaryLibrary.ts';
import { createMemorySecrets } from '../host/index.ts';
import { insertVideo, replaceChunks, updateVideo } from '../library/index.ts';
import { createSharing, type Sharing } from './createSharing.ts';
import { setSharingState } from './records/sharingState.ts';

let device: TemporaryLibrary;
let sharing: Sharing;
let held = 0;
const secrets = createMemorySecrets();

beforeEach(async () => {
  device = await temporaryLibrary();
  sharing = sharingOf(device.library);
});
afterEach(async () => {
  await sharing.dispose();
  await device.remove();
});

function sharingOf(library: Library, networkAllowed = false): Sharing {
  const host = { secrets, networkAllowed };
  return createSharing({ library, host, holdLibrary: () => void held++ });
}

test('a connection that was made before the user went offline is not used any more', async () => {
  await sharing.connect({ target: 'local' });
  // Nothing beyond this machine can be connected to here.
  setSharingState(device.library, { target: 'postgres://anna@db.example/team' });
  await expect(sharing.sync()).rejects.toMatchObject({ code: 'network.notAllowed' });
});

const ferns = 'f'.repeat(64) as ContentHash;

function addVideo(library: Library, index: number): void {
  const contentHash = `${index}`.padStart(64, '0') as ContentHash;
  const originalName = `${index}.mp4`;
  const id = insertVideo(library, {
    ...{ contentHash, title: originalName, originalName, originalPath: `/${originalName}` },
    ...{ storage: 'copy', sizeBytes: 1 },
  });
  replaceChunks(library, id, [{ kind: 'speech', startMs: 0, endMs: 900, text: 'ferns' }]);
}

function addFerns(library: Library): void {
  const id = insertVideo(library, {
    ...{ contentHash: ferns, title: 'Ferns', originalName: 'f.mp4', originalPath: '/f.mp4' },
    ...{ storage: 'copy', sizeBytes: 1 },
  });
  replaceChunks(library, id, [
    { kind: 'speech', startMs: 0, endMs: 900, text: 'ferns love shade' },
  ]);
}

test('a person without a server shares with a database on the disk, and goes on after a restart', async () => {
  addFerns(device.library);
  expect(await sharing.status()).toEqual({
    ...{ connected: false, records: 0, pending: 0, conflicts: 0, hasOwnCa: false },
    passwordPersists: false,
  });
  await expect(sharing.sync()).rejects.toMatchObject({ code: 'sharing.notConnected' });
  const before = held;
  expect(await sharing.connect({ target: 'local' })).toMatchObject({ target: 'local', pending: 2 });
  expect(held).toBe(before + 1);
  expect(await sharing.sync()).toEqual({ pushed: 2, pulled: 0, refused: 0 });
  expect(await sharing.status()).toMatchObject({
    ...{ connected: true, records: 2, pending: 0, conflicts: 0 },
  });

  await sharing.dispose();
  sharing = sharingOf(device.library);
  updateVideo(device.library, videoId(device.library), { title: 'Ferns in shade' });
  expect((await sharing.status()).pending).toBe(1);
  expect(await sharing.sync()).toMatchObject({ pushed: 1, pulled: 0 });
  // What this library has itself is found by its own search.
  expect(await sharing.search({ query: 'shade', limit: 5 })).toEqual({
    ...{ hits: [], searched: 'team', meaningSearched: false },
  });
});

test('moments of others are found in the team, and here when the team is away', async () => {
  addFerns(device.library);
  await sharing.connect({ target: 'local' });
  await sharing.sync();
  // Another device on the same database: this library without its own video.
  device.library.db.$client.exec(
    `UPDATE sharing_state SET recording = 0, cursor = 0;
     DELETE FROM videos; DELETE FROM shared_records; UPDATE sharing_state SET recording = 1`,
  );
  await sharing.sync();
  const hit = {
    ...{ from: 'team', contentHash: ferns, title: 'Ferns', kind: 'speech' },
    ...{ startMs: 0, endMs: 900, text: 'ferns love shade' },
  };
  const search = (query: string) => sharing.search({ query, limit: 5 });
  expect(await search('shade')).toMatchObject({ hits: [hit], searched: 'team' });
  await sharing.disconnect();
  expect(await search('fern')).toMatchObject({
    ...{ hits: [hit], searched: 'local' },
    problem: { code: 'sharing.notConnected', hint: expect.stringContaining('team connect') },
  });
  expect(await search('"*) OR 1')).toMatchObject({ hits: [], searched: 'local' });
});

test('closing ends a sync that is under way before it returns, so that the library can be closed', async () => {
  for (let index = 0; index < 600; index++) addVideo(device.library, index);
  await sharing.connect({ target: 'local' });
  const began = Promise.withResolvers<void>();
  const end = sharing
    .sync({ onProgress: () => began.resolve() })
    .then(() => 'done', toAppError)
    .finally(() => events.push('the sync ended'));
  const events: string[] = [];
  await began.promise;
  await sharing.dispose();
  events.push('closed');
  device.library.close();
  expect(await end).toMatchObject({ code: 'job.cancelled' });
  expect(events).toEqual(['the sync ended', 'closed']);
});

test('the password is nowhere in the library or the errors, and offline nothing is asked', async () => {
  const url = 'postgres://anna:canary-pw@127.0.0.1:1/team';
  const failure = await sharing.connect({ target: url }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'sharing.unreachable' });
  expect(String(failure)).not.toContain('canary-pw');
  await expect(
    sharing.connect({ target: 'postgres://a:b@db.example.com/team' }),
  ).rejects.toMatchObject({
    code: 'network.notAllowed',
  });
  device.library.db.$client.pragma('wal_checkpoint(TRUNCATE)');
  for (const file of await readdir(device.library.directory)) {
    if (!file.startsWith('library.sqlite')) continue;
    const bytes = await readFile(join(device.library.directory, file));
    expect(bytes.includes('canary-pw')).toBe(false);
  }
});

function videoId(library: Library) {
  const row = library.db.query.videos.findFirst({ columns: { id: true } }).sync();
  if (row === undefined) throw new Error('There is no video.');
  return row.id;
}
