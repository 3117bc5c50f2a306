import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Branch,
  type BranchId,
  briefIdSchema,
  type DraftId,
  draftIdSchema,
  type VideoId,
} from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { DraftRepository } from '../../drafts/index.ts';
import { changeDraft } from '../../drafts/records/changeDraft.ts';
import {
  activeSpace,
  addMetricSnapshots,
  addVectors,
  chunksWithoutVector,
  createCollection,
  createSpace,
  findVideoByHash,
  getVideo,
  getVideoDetail,
  listCollections,
  pathOf,
  removeVideo,
  replaceChunks,
  replaceTranscript,
  tidyLibrary,
  updateVideo,
  verifyLibrary,
} from '../../library/index.ts';
import { addSampleVideo } from '../../library/testing/sampleVideo.ts';
import { findByWords, nearestChunks } from '../../search/index.ts';
import { type DeviceWithBranches, deviceWithBranches } from './testing/deviceWithBranches.ts';

let temporary: TemporaryLibrary;
let device: DeviceWithBranches;
let ferns: VideoId;
let money: VideoId;

beforeEach(async () => {
  temporary = await temporaryLibrary();
  ferns = await addVideo(temporary, 'ferns', [1, 0]);
  money = await addVideo(temporary, 'money', [0, 1]);
  device = deviceWithBranches(temporary.library.directory);
});
afterEach(async () => {
  await device.close();
  await temporary.remove();
});

/** A video with its stored file, its transcript and one embedded piece. */
async function addVideo(
  { library, folder }: Pick<TemporaryLibrary, 'library' | 'folder'>,
  name: string,
  vector: [number, number],
): Promise<VideoId> {
  const place = { library, folder, remove: () => Promise.resolve() };
  const { id } = await addSampleVideo(place, { name: `${name}.mp4`, bytes: `bytes of ${name}` });
  replaceTranscript(library, id, {
    source: 'whisper',
    segments: [{ startMs: 0, endMs: 900, text: `${name} is spoken of`, words: [] }],
  });
  replaceChunks(library, id, [{ kind: 'speech', startMs: 0, endMs: 900, text: `about ${name}` }]);
  const space =
    activeSpace(library) ??
    createSpace(library, { modelId: 'tiny', modelVersion: '1', dimensions: 2, state: 'active' });
  const bare = chunksWithoutVector(library, { spaceId: space.id, afterId: 0, limit: 10 });
  addVectors(
    library,
    space.id,
    bare.map((chunk) => ({ chunkId: chunk.id, vector: new Float32Array(vector) })),
  );
  return id;
}

async function make(name = 'shorter titles'): Promise<Branch> {
  for await (const event of device.branches.create({ name, purpose: 'to see', team: 'none' })) {
    if (event.type === 'done') return event.branch;
  }
  throw new Error('The branch was not made.');
}

async function goTo(id: BranchId): Promise<Library> {
  await device.branches.open(id);
  device = await device.reopen();
  return device.library;
}

async function leave(): Promise<Library> {
  device.branches.leave();
  device = await device.reopen();
  return device.library;
}

const titles = (library: Library): string[] =>
  [ferns, money].flatMap((id) => {
    const hash = hashes.get(id);
    const video = hash === undefined ? undefined : findVideoByHash(library, hash);
    return video === undefined ? [] : [video.title];
  });
const hashes = new Map<VideoId, ReturnType<typeof getVideo>['contentHash']>();
beforeEach(() => {
  for (const id of [ferns, money]) hashes.set(id, getVideo(temporary.library, id).contentHash);
});

test('a branch is the library again, and what is done in it changes nothing of the library', async () => {
  const before = await verifyLibrary(device.library);
  const file = pathOf(device.library, getVideo(device.library, ferns).contentHash);
  const estimate = await device.branches.estimate({ team: 'none' });
  expect(estimate).toMatchObject({ mediaFiles: 2, mediaShared: true });
  const { id, state, ahead, behind } = await make();
  expect({ state, ahead, behind }).toEqual({ state: 'ready', ahead: 0, behind: 0 });

  const branch = await goTo(id);
  expect(branch.directory).not.toBe(temporary.library.directory);
  const near = nearestChunks(branch, {
    ...{ vector: new Float32Array([0.1, 0.9]), spaceId: activeSpace(branch)?.id ?? 0, limit: 1 },
    minSimilarity: -1,
    scope: { filters: {} },
  });
  expect(near).toHaveLength(1);
  expect(findByWords(branch, { match: 'money', scope: { filters: {} }, limit: 5 })).toHaveLength(1);
  expect((await stat(pathOf(branch, getVideo(branch, ferns).contentHash))).ino).toBe(
    (await stat(file)).ino,
  );
  // Everything that takes files away.
  removeVideo(branch, ferns);
  removeVideo(branch, money);
  tidyLibrary(branch);
  expect(titles(branch)).toEqual([]);

  const library = await leave();
  expect(titles(library)).toEqual(['ferns.mp4', 'money.mp4']);
  expect(await readFile(file, 'utf8')).toBe('bytes of ferns');
  expect(await verifyLibrary(library)).toEqual(before);
  await device.branches.remove(id);
  expect(await device.branches.list()).toMatchObject({ branches: [] });
  expect(await readdir(join(library.directory, 'branches'))).toEqual([]);
});

test('changes are told apart by side; chosen ones are kept, conflicts only when asked for', async () => {
  const { id } = await make();
  let library = device.library;
  updateVideo(library, money, { title: 'Of the library' });
  updateVideo(library, ferns, { description: 'Only the library wrote it' });
  const branch = await goTo(id);
  updateVideo(branch, ferns, { title: 'Ferns, shorter' });
  updateVideo(branch, money, { title: 'Of the branch' });
  addMetricSnapshots(branch, ferns, [{ observedAtMs: 5, views: 9 }]);
  const added = await addVideo({ library: branch, folder: temporary.folder }, 'onions', [1, 1]);
  const hash = getVideo(branch, added).contentHash;

  const { ahead, behind, changes } = await device.branches.compare(id, { limit: 100 });
  expect({ ahead, behind }).toEqual({ ahead: 4, behind: 2 });
  const told = changes.map(({ kind, how, label, conflict }) => ({ kind, how, label, conflict }));
  expect(told).toHaveLength(4);
  expect(told).toEqual(
    expect.arrayContaining([
      { kind: 'video', how: 'changed', label: 'Ferns, shorter', conflict: false },
      { kind: 'video', how: 'changed', label: 'Of the branch', conflict: true },
      { kind: 'video', how: 'added', label: 'onions.mp4', conflict: false },
      { kind: 'metric', how: 'added', label: 'Ferns, shorter', conflict: false },
    ]),
  );
  const ofTitle = changes.find(({ label }) => label === 'Ferns, shorter');
  expect(ofTitle?.texts).toEqual([
    { field: 'title', before: 'ferns.mp4', after: 'Ferns, shorter' },
  ]);

  // From the branch itself: the chosen one alone.
  const keys = [ofTitle?.key ?? ''];
  expect(await device.branches.keep(id, { keys, overwrite: false })).toEqual({
    ...{ kept: 1, conflicts: 0, failed: [] },
  });
  library = await leave();
  expect(getVideo(library, ferns)).toMatchObject({
    ...{ title: 'Ferns, shorter', description: 'Only the library wrote it' },
  });
  expect(findVideoByHash(library, hash)).toBeUndefined();
  // The rest, from the library: what both wrote stays.
  expect(await device.branches.keep(id, { overwrite: false })).toEqual({
    ...{ kept: 2, conflicts: 1, failed: [] },
  });
  expect(getVideo(library, money).title).toBe('Of the library');
  expect(await device.branches.keep(id, { overwrite: true })).toMatchObject({ kept: 1 });
  expect(getVideo(library, money).title).toBe('Of the branch');
  expect((await device.branches.compare(id, { limit: 100 })).ahead).toBe(0);

  // The video that came has its file, its words and its vector, and outlives the branch.
  await device.branches.remove(id);
  expect(await readFile(pathOf(library, hash), 'utf8')).toBe('bytes of onions');
  expect(findByWords(library, { match: 'onions', scope: { filters: {} }, limit: 5 })).toHaveLength(
    1,
  );
  const spaceId = activeSpace(library)?.id ?? 0;
  expect(chunksWithoutVector(library, { spaceId, afterId: 0, limit: 9 })).toEqual([]);
  expect((await verifyLibrary(library)).problems).toEqual([]);
});

test('a draft that was edited on a branch is kept with the texts it had before', async () => {
  const briefId = briefIdSchema.parse('b');
  const draftId = draftIdSchema.parse('d');
  const add = ({ db }: Library, id: DraftId, text: string): void =>
    new DraftRepository(db).insertDraft({
      ...{ id, briefId, text, hookPattern: 'story', why: 'why', modelId: 'm', createdAtMs: 2 },
      ...{ support: 0.9 },
      citations: [{ videoId: ferns, title: '', startMs: 0, endMs: 900, quote: 'ferns' }],
    });
  const brief = { id: briefId, topic: 'ferns', lengthWords: 9, count: 1, createdAtMs: 1 };
  new DraftRepository(device.library.db).insertBrief(brief);
  add(device.library, draftId, 'As written');
  const { id } = await make();
  const branch = await goTo(id);
  const onlyThere = draftIdSchema.parse('of the branch');
  add(branch, onlyThere, 'Written there');
  for (const [draft, text] of [
    [draftId, 'As edited'],
    [onlyThere, 'Edited there'],
  ] as const) {
    changeDraft(branch, { draftId: draft, text });
  }
  expect(await device.branches.keep(id, { overwrite: false })).toMatchObject({ kept: 2 });
  const kept = new DraftRepository((await leave()).db);
  for (const [draft, text, before] of [
    [draftId, 'As edited', 'As written'],
    [onlyThere, 'Edited there', 'Written there'],
  ] as const) {
    const { versions, support, ...present } = kept.draft(draft).draft;
    expect([present.text, support]).toEqual([text, undefined]);
    expect(versions).toEqual([{ text: before, support: 0.9, writtenAtMs: 2 }]);
  }
});

test('a removed video and changed pieces are kept, and what was re-chunked keeps its vectors', async () => {
  const { id } = await make();
  const branch = await goTo(id);
  removeVideo(branch, ferns);
  await createCollection(branch, { name: 'Of money', note: '', videoIds: [money] });
  replaceTranscript(branch, money, {
    source: 'sidecar-captions',
    segments: [{ startMs: 0, endMs: 500, text: 'money, corrected', words: [] }],
  });
  replaceChunks(branch, money, [
    { kind: 'speech', startMs: 0, endMs: 900, text: 'about money' },
    { kind: 'speech', startMs: 900, endMs: 1_800, text: 'and about saving' },
  ]);
  const { changes } = await device.branches.compare(id, { limit: 100 });
  expect(changes.map(({ kind, how }) => `${kind} ${how}`).toSorted()).toEqual([
    ...['chunk changed', 'collection added', 'membership added', 'transcript changed'],
    'video removed',
  ]);
  expect(await device.branches.keep(id, { overwrite: false })).toMatchObject({
    kept: 5,
    failed: [],
  });
  const library = await leave();
  expect(listCollections(library)).toMatchObject([{ name: 'Of money', videos: 1 }]);
  expect(titles(library)).toEqual(['money.mp4']);
  expect(getVideoDetail(library, money).earlierTranscripts).toMatchObject([
    { source: 'whisper', opening: 'money is spoken of' },
  ]);
  expect(findByWords(library, { match: 'saving', scope: { filters: {} }, limit: 5 })).toHaveLength(
    1,
  );
  expect((await device.branches.compare(id, { limit: 9 })).ahead).toBe(0);
  expect((await verifyLibrary(library)).problems).toEqual([]);
});

test('work of the library does not go on in a branch, and a branch has keys of its own', async () => {
  temporary.library.db.$client.exec(
    `INSERT INTO jobs (id, kind, label, state, payload, created_at_ms)
       VALUES ('j', 'ingest', 'A clip', 'waiting', '{}', 1),
         ('k', 'batch', 'Hooks', 'running', '{"batchId":"b"}', 1);
     UPDATE sharing_state SET connected = 1, target = 'local'`,
  );
  await device.secrets.set('endpoint:e', 'https://gpu.example', 'canary');
  const { id } = await make();
  await expect(
    make()
      .then(() => goTo(id))
      .then(() => make()),
  ).rejects.toMatchObject({
    code: 'branch.open',
  });
  const states = (): unknown =>
    device.library.db.$client.prepare('SELECT kind, state FROM jobs ORDER BY kind').raw().all();
  // A person decides whether the batch goes on in the branch.
  expect(states()).toEqual([
    ['batch', 'paused'],
    ['ingest', 'cancelled'],
  ]);
  expect(device.sharing.isConnected()).toBe(false);
  await expect(device.sharing.connect({ target: 'local' })).rejects.toMatchObject({
    code: 'branch.open',
  });
  await expect(device.branches.remove(id)).rejects.toMatchObject({ code: 'branch.open' });
  await leave();
  expect(states()).toEqual([
    ['batch', 'running'],
    ['ingest', 'waiting'],
  ]);
  expect(await device.secrets.get('endpoint:e', 'https://gpu.example')).toBe('canary');
});

test('a branch that does not open leaves the device on the library', async () => {
  const { id } = await make();
  await writeFile(join(device.library.directory, 'branches', id, 'base.sqlite'), 'not a database');
  await expect(device.branches.open(id)).rejects.toThrow();
  device = await device.reopen();
  expect(device.library.directory).toBe(temporary.library.directory);
  await expect(device.branches.open('0'.repeat(12) as BranchId)).rejects.toMatchObject({
    code: 'branch.notFound',
  });
});

test('kill -9 while branches are made: the library is whole, each branch is ready or can be removed', async () => {
  const { directory } = device.library;
  const program = new URL('./testing/makeBranchChild.ts', import.meta.url).pathname;
  for (let round = 0; round < 3; round++) {
    const child = spawn(process.execPath, [program, directory], { stdio: 'ignore' });
    const folder = join(directory, 'branches');
    const count = async (): Promise<number> => (await readdir(folder).catch(() => [])).length;
    const before = await count();
    for (let waited = 0; waited < 600 && (await count()) === before; waited++) await sleep(20);
    await sleep(round * 60);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const { branches } = await device.branches.list();
  expect(branches.length).toBeGreaterThan(0);
  for (const { id, state } of branches) {
    expect(['ready', 'unfinished']).toContain(state);
    if (state === 'unfinished') {
      await expect(device.branches.open(id)).rejects.toMatchObject({ code: 'branch.unfinished' });
    }
    await device.branches.remove(id);
  }
  expect(await readdir(join(directory, 'branches'))).toEqual([]);
  expect((await verifyLibrary(device.library)).problems).toEqual([]);
  expect(titles(device.library)).toEqual(['ferns.mp4', 'money.mp4']);
}, 60_000);
