import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { propertyRuns } from '../../../../test/support/propertyRuns.ts';
import type { ContentHash, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import {
  addMetricSnapshots,
  addVectors,
  createSpace,
  findVideoByHash,
  insertVideo,
  removeVideo,
  replaceChunks,
  replaceTranscript,
  setHook,
  updateVideo,
} from '../../library/index.ts';
import { sharedConflicts } from '../conflicts/sharedConflicts.ts';
import { openTeam } from '../postgres/openTeam.ts';
import { openPglite } from '../postgres/pgliteDatabase.ts';
import type { TeamDatabase } from '../postgres/teamDatabase.ts';
import { allShared } from '../records/sharedViews.ts';
import { getSharingState, setSharingState, startRecording } from '../records/sharingState.ts';
import { losingTeam } from '../testing/losingTeam.ts';
import { syncOnce } from './syncOnce.ts';

let db: TeamDatabase;
let workspaces = 0;
beforeAll(async () => {
  db = await openPglite();
  await openTeam(db);
});
afterAll(() => db.close());

let devices: TemporaryLibrary[] = [];
let workspaceId = '';
beforeEach(() => newDevices());
afterEach(() => removeDevices());

/** Two libraries and an empty workspace of their own. */
async function newDevices(): Promise<void> {
  workspaceId = `w${++workspaces}`;
  await db.query('INSERT INTO trendroom.workspaces (id, name) VALUES ($1, $1)', [workspaceId]);
  devices = [await temporaryLibrary(), await temporaryLibrary()];
  for (const { library } of devices) startRecording(library, { target: 'local', workspaceId });
}

async function removeDevices(): Promise<void> {
  for (const device of devices) await device.remove();
  devices = [];
}

function device(index: number): Library {
  const library = devices[index]?.library;
  if (library === undefined) throw new Error('There is no such device.');
  return library;
}

const hashOf = (name: string): ContentHash =>
  createHash('sha256').update(name).digest('hex') as ContentHash;

function idOf(library: Library, name: string): VideoId {
  const video = findVideoByHash(library, hashOf(name));
  if (video === undefined) throw new Error(`There is no video ${name}.`);
  return video.id;
}

function addVideo(library: Library, name: string): void {
  const known = findVideoByHash(library, hashOf(name));
  if (known !== undefined) return;
  const path = `/home/secret/${name}.mp4`;
  const id = insertVideo(library, {
    ...{ contentHash: hashOf(name), title: name, originalName: `${name}.mp4`, originalPath: path },
    ...{ storage: 'copy', sizeBytes: 1, durationMs: 5_000 },
  });
  replaceTranscript(library, id, {
    source: 'whisper',
    segments: [{ startMs: 0, endMs: 900, text: `${name} speaks`, words: [] }],
  });
  replaceChunks(library, id, [
    { kind: 'speech', startMs: 0, endMs: 900, text: `${name} saves money` },
  ]);
  setHook(library, id, { said: name, shown: '' });
}

const sync = (library: Library, team = db, batchSize = 500) =>
  syncOnce({ library, db: team, workspaceId, pushSize: batchSize, pullSize: batchSize });

test('what one device took in, the other has after a sync, without its paths', async () => {
  addVideo(device(0), 'ferns');
  expect(await sync(device(0))).toEqual({ pushed: 4, pulled: 0, refused: 0 });
  expect(await sync(device(1))).toEqual({ pushed: 0, pulled: 4, refused: 0 });
  expect(allShared(device(1))).toEqual(allShared(device(0)));
  expect(allShared(device(1)).map(({ kind, state }) => [kind, state.fields])).toEqual([
    ['chunk', { text: 'ferns saves money' }],
    ['hook', { said: 'ferns', shown: '' }],
    ['transcript', { segments: [[0, 900, 'ferns speaks']] }],
    ['video', { title: 'ferns', durationMs: 5_000 }],
  ]);
  const everything = JSON.stringify(await db.query('SELECT * FROM trendroom.records'));
  expect(everything).not.toContain('secret');
  // Later syncs cost by change.
  expect(await sync(device(1))).toEqual({ pushed: 0, pulled: 0, refused: 0 });
  expect(await sync(device(0))).toEqual({ pushed: 0, pulled: 0, refused: 0 });
});

test('batches come in the order of numbers, also where these grow longer', async () => {
  await db.query("SELECT setval('trendroom.record_seq', 992)");
  for (let index = 0; index < 5; index++) addVideo(device(0), `clip ${index}`);
  await sync(device(0), db, 3);
  expect(await sync(device(1), db, 3)).toEqual({ pushed: 0, pulled: 20, refused: 0 });
  expect(allShared(device(1))).toEqual(allShared(device(0)));
});

test('an edited title reaches the other device’s own video, and does not come back as an edit', async () => {
  for (const index of [0, 1]) addVideo(device(index), 'ferns');
  for (const index of [0, 1, 0]) await sync(device(index));
  updateVideo(device(0), idOf(device(0), 'ferns'), { title: 'Better' });
  expect((await sync(device(0))).pushed).toBe(1);
  expect((await sync(device(1))).pulled).toBe(1);
  expect(findVideoByHash(device(1), hashOf('ferns'))?.title).toBe('Better');
  expect((await sync(device(1))).pushed).toBe(0);
});

test('an edit while a pull is under way is kept beside what comes', async () => {
  for (const index of [0, 1]) addVideo(device(index), 'ferns');
  for (const index of [0, 1, 0]) await sync(device(index));
  const own = idOf(device(1), 'ferns');
  updateVideo(device(0), idOf(device(0), 'ferns'), { title: 'Of the first device' });
  await sync(device(0));
  let edited = false;
  const slow: TeamDatabase = {
    ...db,
    query: async <Row extends object>(sql: string, params?: readonly unknown[]) => {
      const rows = await db.query<Row>(sql, params);
      if (!edited) updateVideo(device(1), own, { title: 'Of the second device' });
      edited = true;
      return rows;
    },
  };
  await sync(device(1), slow);
  for (const index of [1, 0]) await sync(device(index));
  for (const index of [0, 1]) {
    expect(findVideoByHash(device(index), hashOf('ferns'))?.title).toBe('Of the second device');
    expect(
      sharedConflicts(device(index), 5).map(({ others }) => others.map(({ value }) => value)),
    ).toEqual([['Of the first device']]);
  }
});

test('vectors go with their chunks, once', async () => {
  addVideo(device(0), 'ferns');
  const space = createSpace(device(0), {
    ...{ modelId: 'tiny', modelVersion: 'v1', dimensions: 3, state: 'active' },
  });
  await sync(device(0));
  addVectors(device(0), space.id, [{ chunkId: 1, vector: new Float32Array([0.5, 0.75, 0]) }]);
  await sync(device(0));
  await sync(device(1));
  const rows = await db.query(
    'SELECT text, model, embedding::text FROM trendroom.chunks WHERE workspace_id = $1',
    [workspaceId],
  );
  expect(rows).toEqual([
    { text: 'ferns saves money', model: 'tiny@v1', embedding: '[0.5,0.75,0]' },
  ]);
});

const step = fc.oneof(
  fc.record({
    type: fc.constantFrom('take', 'title', 'description', 'metric', 'remove', 'rechunk', 'skew'),
    device: fc.nat(1),
    video: fc.constantFrom('a', 'b', 'c'),
    value: fc.nat(5),
  }),
  fc.record({
    type: fc.constant('sync' as const),
    device: fc.nat(1),
    /** Statements until the connection is lost. */
    crash: fc.option(fc.nat(8)),
    batchSize: fc.integer({ min: 1, max: 4 }),
  }),
);

function edit(library: Library, type: string, name: string, value: number): void {
  const video = findVideoByHash(library, hashOf(name));
  if (type === 'take') addVideo(library, name);
  if (type === 'skew') {
    // A clock that runs hours ahead.
    const { hlc } = getSharingState(library);
    setSharingState(library, { hlc: hlc + value * 3_600_000_000 });
  }
  if (video === undefined) return;
  const { id } = video;
  if (type === 'title') updateVideo(library, id, { title: `Title ${value}` });
  if (type === 'description') updateVideo(library, id, { description: `About ${value}` });
  if (type === 'metric') addMetricSnapshots(library, id, [{ observedAtMs: value, views: value }]);
  if (type === 'remove') removeVideo(library, id);
  if (type === 'rechunk') {
    const startMs = (value % 2) * 1_000;
    replaceChunks(library, id, [
      { kind: 'speech', startMs, endMs: startMs + 900, text: `${name} ${value}` },
    ]);
  }
}

test('two devices with random edits, deletes, clocks and lost connections end equal', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      await removeDevices();
      await newDevices();
      for (const one of steps) {
        if (one.type !== 'sync') {
          edit(device(one.device), one.type, one.video, one.value);
          continue;
        }
        const team = one.crash === null ? db : losingTeam(db, one.crash);
        const outcome = sync(device(one.device), team, one.batchSize);
        if (one.crash === null) await outcome;
        else await outcome.catch((error: unknown) => expect(String(error)).toContain('lost'));
      }
      // Each hears of what the other said; the third only to see that nothing is left to say.
      for (const index of [0, 1, 0, 1]) await sync(device(index));
      expect(await sync(device(0))).toEqual({ pushed: 0, pulled: 0, refused: 0 });
      expect(known(device(0))).toEqual(known(device(1)));
      const projected = await db.query<{ id: string; text: string }>(
        'SELECT id, text FROM trendroom.chunks WHERE workspace_id = $1 ORDER BY id COLLATE "C"',
        [workspaceId],
      );
      const chunks = known(device(0)).filter(({ kind }) => kind === 'chunk');
      expect(projected).toEqual(chunks.map(({ id, state }) => ({ id, text: state.fields.text })));
    }),
    { numRuns: propertyRuns(0.4) },
  );
}, 120_000);

/** Live records: a device that never saw one needs no tombstone of it. */
function known(library: Library) {
  return allShared(library).filter(({ state }) => Object.keys(state.clocks).length > 0);
}
