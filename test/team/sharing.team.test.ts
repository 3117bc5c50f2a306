import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ContentHash, SharingStatus, SyncCounts, VideoId } from '../../src/contract/index.ts';
import type { Library } from '../../src/core/db/index.ts';
import { temporaryLibrary } from '../../src/core/db/testing/temporaryLibrary.ts';
import { createMemorySecrets } from '../../src/core/host/index.ts';
import {
  addToCollection,
  createCollection,
  editCollection,
  findVideoByHash,
  getCollection,
  insertVideo,
  removeFromCollection,
  replaceChunks,
  updateVideo,
} from '../../src/core/library/index.ts';
import { createSharing, type Sharing } from '../../src/core/sync/index.ts';
import { servers } from './support/servers.ts';

interface SharingDevice {
  library: Library;
  sharing: Sharing;
  close(): Promise<void>;
}

let database: string;
let devices: SharingDevice[] = [];
let admin: pg.Client;
beforeAll(async () => {
  admin = new pg.Client({ connectionString: servers.postgresUrl });
  await admin.connect();
});
afterAll(() => admin.end());
beforeEach(async () => {
  database = `team_${randomUUID().slice(0, 8)}`;
  await admin.query(`CREATE DATABASE ${database}`);
  devices = [await openDevice(), await openDevice()];
});
afterEach(async () => {
  for (const device of devices) await device.close();
  await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
});

async function openDevice(): Promise<SharingDevice> {
  const temporary = await temporaryLibrary();
  const { library } = temporary;
  const host = { secrets: createMemorySecrets(), networkAllowed: false };
  const sharing = createSharing({ library, host, holdLibrary: () => {} });
  const close = async (): Promise<void> => {
    await sharing.dispose();
    await temporary.remove();
  };
  return { library, sharing, close };
}

function device(index: number): SharingDevice {
  const found = devices[index];
  if (found === undefined) throw new Error('There is no such device.');
  return found;
}

const address = (user = 'postgres'): string => {
  const url = new URL(servers.postgresUrl);
  url.username = user;
  url.pathname = `/${database}`;
  return url.href;
};

async function sync({ sharing }: SharingDevice): Promise<SyncCounts & { status: SharingStatus }> {
  const counts = await sharing.sync();
  return { ...counts, status: await sharing.status() };
}

const hashOf = (name: string): ContentHash =>
  createHash('sha256').update(name).digest('hex') as ContentHash;

function addVideo(library: Library, name: string): void {
  const id = insertVideo(library, {
    ...{ contentHash: hashOf(name), title: name, originalName: `${name}.mp4` },
    ...{ originalPath: `/home/secret/${name}.mp4`, storage: 'copy', sizeBytes: 1 },
  });
  replaceChunks(library, id, [
    { kind: 'speech', startMs: 0, endMs: 900, text: `${name} saves money` },
  ]);
}

function rename(library: Library, name: string, title: string): void {
  const video = findVideoByHash(library, hashOf(name));
  if (video === undefined) throw new Error(`There is no video ${name}.`);
  updateVideo(library, video.id, { title });
}

function idOf(library: Library, name: string): VideoId {
  const video = findVideoByHash(library, hashOf(name));
  if (video === undefined) throw new Error(`There is no video ${name}.`);
  return video.id;
}

const titleOf = (library: Library, name: string): string | undefined =>
  findVideoByHash(library, hashOf(name))?.title;

test('two devices on a real Postgres converge, also when a sync is broken off', async () => {
  const [a, b] = [device(0), device(1)];
  for (let index = 0; index < 1_500; index++) addVideo(a.library, `clip ${index}`);
  addVideo(b.library, 'clip 7');
  await a.sharing.connect({ target: address() });
  await b.sharing.connect({ target: address() });
  const stop = new AbortController();
  const broken = a.sharing.sync({
    signal: stop.signal,
    onProgress: ({ pushed }) => {
      if (pushed > 0) stop.abort();
    },
  });
  await expect(broken).rejects.toThrow();
  await sync(a);
  await sync(b);
  // What others have is found; what it has itself is not the team's.
  const { hits, searched } = await b.sharing.search({ query: '"clip 9"', limit: 50 });
  expect(searched).toBe('team');
  expect(hits.map(({ title }) => title)).toContain('clip 9');
  const raw = new pg.Client({ connectionString: address() });
  await raw.connect();
  const videos = await raw.query(
    "SELECT count(*)::int AS n FROM trendroom.records WHERE kind = 'video'",
  );
  const text = await raw.query(
    "SELECT string_agg(fields::text, ' ') AS all FROM trendroom.records",
  );
  await raw.end();
  expect(videos.rows).toEqual([{ n: 1_500 }]);
  expect(JSON.stringify(text.rows)).not.toContain('/home/secret');

  rename(a.library, 'clip 7', 'Seven by A');
  rename(b.library, 'clip 7', 'Seven by B');
  for (const one of [a, b, a, b]) await sync(one);
  expect(titleOf(a.library, 'clip 7')).toBe(titleOf(b.library, 'clip 7'));
  const [first, second] = [a, b].map(({ sharing }) => sharing.conflicts(10));
  expect(first).toHaveLength(1);
  expect(first?.[0]?.kept.value).toBe(second?.[0]?.kept.value);
  const all = [first?.[0]?.kept, ...(first?.[0]?.others ?? [])].map((one) => one?.value);
  expect(all.toSorted()).toEqual(['Seven by A', 'Seven by B']);
}, 120_000);

test('collections converge on a real Postgres, and a conflict is settled for both devices', async () => {
  const [a, b] = [device(0), device(1)];
  for (const { library } of [a, b]) addVideo(library, 'of both');
  addVideo(a.library, 'of a');
  addVideo(b.library, 'of b');
  for (const { sharing } of [a, b]) await sharing.connect({ target: address() });
  const { id } = await createCollection(a.library, {
    ...{ name: 'Hooks', note: '', videoIds: [idOf(a.library, 'of a'), idOf(a.library, 'of both')] },
  });
  for (const one of [a, b]) await sync(one);
  expect(getCollection(b.library, id)).toMatchObject({ name: 'Hooks', videos: 1, remoteVideos: 1 });
  // Both go on apart.
  await addToCollection(b.library, id, [idOf(b.library, 'of b')]);
  await removeFromCollection(a.library, id, {
    ...{ videoIds: [idOf(a.library, 'of both')], contentHashes: [] },
  });
  editCollection(a.library, id, { name: 'Hooks by A' });
  editCollection(b.library, id, { name: 'Hooks by B' });
  for (const one of [b, a, b]) await sync(one);
  for (const { library } of [a, b]) {
    expect(getCollection(library, id)).toMatchObject({ videos: 1, remoteVideos: 1 });
  }
  const [conflict] = a.sharing.conflicts(5);
  if (conflict === undefined) throw new Error('There is no conflict.');
  const { kind, field, kept, others } = conflict;
  const named = expect.stringMatching(/^postgres on /);
  expect([kept, ...others].map(({ deviceName }) => deviceName)).toEqual([named, named]);
  const value = 'Hooks of both';
  a.sharing.settle({ kind, id, field, value, seen: [kept, ...others] });
  for (const one of [a, b]) await sync(one);
  for (const { library, sharing } of [a, b]) {
    expect(getCollection(library, id).name).toBe(value);
    expect(sharing.conflicts(5)).toEqual([]);
  }
}, 120_000);

test('docs/team-postgres.sql lets members do what their role says, and no more', async () => {
  const [owner, other] = [device(0), device(1)];
  addVideo(owner.library, 'shared clip');
  await owner.sharing.connect({ target: address() });
  await sync(owner);
  const raw = new pg.Client({ connectionString: address() });
  await raw.connect();
  await raw.query(await readFile('docs/team-postgres.sql', 'utf8'));
  const { rows } = await raw.query('SELECT id FROM trendroom.workspaces');
  const [{ id }] = rows as [{ id: string }];
  await raw.query("INSERT INTO trendroom.workspaces (id, name) VALUES ('else', 'else')");
  const suffix = database.slice(5);
  const names = { vera: `vera_${suffix}`, olga: `olga_${suffix}` };
  for (const name of Object.values(names)) {
    await raw.query(`CREATE ROLE ${name} LOGIN IN ROLE trendroom_member`);
  }
  await raw.query('INSERT INTO trendroom.members VALUES ($1, $2, $3), ($4, $5, $6)', [
    ...[id, names.vera, 'viewer', 'else', names.olga, 'editor'],
  ]);

  // A viewer takes, and what it would send stays where it is.
  await other.sharing.connect({ target: address(names.vera) });
  expect(await sync(other)).toMatchObject({ pulled: 2 });
  addVideo(other.library, 'of the viewer');
  expect(await sync(other)).toMatchObject({ pushed: 0, status: { pending: 2 } });
  const count = "SELECT count(*)::int AS n FROM trendroom.records WHERE kind <> 'device'";
  expect((await raw.query(count)).rows).toEqual([{ n: 2 }]);
  expect(await other.sharing.status()).toMatchObject({ role: 'viewer', pending: 2 });
  // Made an editor, it sends what had waited.
  await raw.query("UPDATE trendroom.members SET role = 'editor' WHERE db_role = $1", [names.vera]);
  expect(await sync(other)).toMatchObject({
    ...{ pushed: 2, status: { role: 'editor', pending: 0 } },
  });
  expect((await raw.query(count)).rows).toEqual([{ n: 4 }]);
  // A member of another workspace sees nothing of this one.
  await other.sharing.disconnect();
  const third = await openDevice();
  await third.sharing.connect({ target: address(names.olga) });
  expect(await sync(third)).toMatchObject({ pulled: 0 });
  await third.close();
  await raw.end();
}, 120_000);
