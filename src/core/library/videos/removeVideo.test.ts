import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type BriefId,
  type DraftId,
  type JobState,
  jobIdSchema,
  type VideoId,
} from '../../../contract/index.ts';
import { newId } from '../../base/index.ts';
import { jobs } from '../../db/schema/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { DraftRepository } from '../../drafts/draftRepository.ts';
import { findByWords } from '../../search/chunks/findChunks.ts';
import { verifyLibrary } from '../backup/verifyLibrary.ts';
import { replaceChunks } from '../chunks/chunkStore.ts';
import { addVectors, createSpace } from '../chunks/vectorStore.ts';
import { addBytes, pathOf } from '../media/mediaStore.ts';
import { addSampleVideo } from '../testing/sampleVideo.ts';
import { replaceTranscript } from '../transcripts/replaceTranscript.ts';
import { replaceOnScreenTexts, replaceShots, setHook } from './contentRepository.ts';
import { removeVideo } from './removeVideo.ts';
import { listVideos } from './videoLists.ts';
import { addMetricSnapshots, attachMedia, getVideo, setProducts } from './videoRepository.ts';

let work: TemporaryLibrary;

beforeEach(async () => {
  work = await temporaryLibrary();
});
afterEach(() => work.remove());

test('a removed video is gone from lists, search and the disk; what others use stays', async () => {
  const { library } = work;
  const mine = await addSampleVideo(work, { name: 'mine.mp4', bytes: 'mine' });
  const other = await addSampleVideo(work, { name: 'other.mp4', bytes: 'other' });
  const shared = await addBytes(library, Buffer.from('picture'), '.jpg');
  attachMedia(library, mine.id, { role: 'poster', contentHash: shared });
  attachMedia(library, other.id, { role: 'poster', contentHash: shared });
  replaceChunks(library, mine.id, [{ kind: 'speech', startMs: 0, endMs: 9, text: 'teapot' }]);
  const stored = pathOf(library, getVideo(library, mine.id).contentHash);

  expect(removeVideo(library, mine.id)).toEqual({ freedBytes: 4 });

  expect(listVideos(library, { limit: 9, offset: 0 }).videos.map(({ id }) => id)).toEqual([
    other.id,
  ]);
  expect(findByWords(library, { match: 'teapot', scope: { filters: {} }, limit: 9 })).toEqual([]);
  expect([existsSync(stored), existsSync(mine.path), existsSync(pathOf(library, shared))]).toEqual([
    false,
    true,
    true,
  ]);
  expect(await verifyLibrary(library)).toMatchObject({ ok: true, problems: [] });
});

test('nothing of the video stays in any table', async () => {
  const { library } = work;
  const { id } = await addSampleVideo(work, { name: 'a.mp4', bytes: 'a' });
  const before = rowsOf(library);
  const picture = await addBytes(library, Buffer.from('picture'), '.jpg');
  const shot = { startMs: 0, endMs: 9, keyframe: { atMs: 4, contentHash: picture } };
  replaceShots(library, id, [shot, shot]);
  attachMedia(library, id, { role: 'sprite', contentHash: picture, layout: { columns: 1 } });
  const said = { startMs: 0, endMs: 9, text: 'one' };
  const segments = [{ ...said, words: [said] }];
  replaceTranscript(library, id, { segments, source: 'whisper' });
  replaceOnScreenTexts(library, id, [{ ...said, confidence: 1, kind: 'text' }]);
  setHook(library, id, { said: 'one', shown: '' });
  addMetricSnapshots(library, id, [{ observedAtMs: 1, views: 2 }]);
  setProducts(library, id, ['Mug']);
  replaceChunks(library, id, [{ kind: 'speech', startMs: 0, endMs: 9, text: 'one' }]);
  const shape = { modelId: 'm', modelVersion: 'v', dimensions: 2 };
  const space = createSpace(library, { ...shape, state: 'active' });
  addVectors(library, space.id, [{ chunkId: 1, vector: Float32Array.of(0, 1) }]);
  expect(Object.keys(rowsOf(library)).length).toBeGreaterThan(Object.keys(before).length + 8);

  expect(removeVideo(library, id)).toEqual({ freedBytes: 8 });

  const left = Object.entries(rowsOf(library)).filter(([table]) => !lasting.test(table));
  expect(left).toEqual([]);
  expect(await verifyLibrary(library)).toMatchObject({ ok: true, checkedFiles: 0, problems: [] });
});

/** Tables that describe the library or the index itself. */
const lasting =
  /^(embedding_spaces|products|sharing_state|sqlite_|__drizzle|.*_(config|data|idx|info)$)/;

/** The tables that have rows, with how many. */
function rowsOf({ db }: TemporaryLibrary['library']): Record<string, number> {
  const tables = db.$client
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .pluck()
    .all()
    // The blocks of vec0 keep their size; its row numbers tell what is in them.
    .filter((name) => !/_chunks$|_vector_chunks\d+$/.test(name));
  const counts = tables.map((name): [string, number] => [
    name,
    Number(db.$client.prepare(`SELECT count(*) FROM "${name}"`).pluck().get()),
  ]);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

test.for(['waiting', 'running', 'paused'] as const)(
  'a video with a %s job stays until the job has ended',
  async (state) => {
    const { library } = work;
    const { id } = await addSampleVideo(work, { name: 'a.mp4', bytes: 'a' });
    addJob('job', { state, videoId: id });
    expect(() => removeVideo(library, id)).toThrow('A job of this video is not finished.');
    library.db.update(jobs).set({ state: 'cancelled' }).run();
    expect(removeVideo(library, id)).toEqual({ freedBytes: 1 });
  },
);

test('jobs of the video that have ended go with their work files, others stay', async () => {
  const { library } = work;
  const { id } = await addSampleVideo(work, { name: 'a.mp4', bytes: 'a' });
  const other = await addSampleVideo(work, { name: 'b.mp4', bytes: 'b' });
  addJob('failed', { state: 'failed', videoId: id });
  addJob('done', { state: 'done', videoId: id });
  addJob('other', { state: 'failed', videoId: other.id });
  const folders = ['failed', 'other'].map((job) => join(library.directory, 'work', job));
  for (const folder of folders) await mkdir(folder, { recursive: true });

  removeVideo(library, id);

  expect(library.db.select({ id: jobs.id }).from(jobs).all()).toEqual([{ id: 'other' }]);
  expect(folders.map((folder) => existsSync(folder))).toEqual([false, true]);
});

function addJob(id: string, job: { state: JobState; videoId: VideoId }): void {
  work.library.db
    .insert(jobs)
    .values({
      ...job,
      id: jobIdSchema.parse(id),
      kind: 'ingest',
      label: id,
      payload: {},
      createdAtMs: 1,
    })
    .run();
}

test('what a crash leaves is named by verify, and used when the video comes again', async () => {
  const { library } = work;
  const first = await addSampleVideo(work, { name: 'a.mp4', bytes: 'mine' });
  const stored = pathOf(library, getVideo(library, first.id).contentHash);
  removeVideo(library, first.id);
  await writeFile(stored, 'mine');
  expect(await verifyLibrary(library)).toMatchObject({
    ok: false,
    problems: [{ kind: 'media-orphaned', detail: expect.stringContaining('.mp4') }],
  });
  await addSampleVideo(work, { name: 'a.mp4', bytes: 'mine' });
  expect(await verifyLibrary(library)).toMatchObject({ ok: true, checkedFiles: 1 });
});

test('an original that was left in place stays there', async () => {
  const { id, path } = await addSampleVideo(work, {
    name: 'far.mp4',
    bytes: 'far',
    storage: 'reference',
  });
  expect(removeVideo(work.library, id)).toEqual({ freedBytes: 0 });
  expect(existsSync(path)).toBe(true);
});

test('a draft goes with the last video that proves it', async () => {
  const { library } = work;
  const first = await addSampleVideo(work, { name: 'a.mp4', bytes: 'a' });
  const second = await addSampleVideo(work, { name: 'b.mp4', bytes: 'b' });
  const drafts = new DraftRepository(library.db);
  const briefId = newId<BriefId>();
  drafts.insertBrief({ id: briefId, topic: 'mugs', lengthWords: 9, count: 2, createdAtMs: 1 });
  const cite = (videoId: VideoId) => ({ videoId, title: '', startMs: 0, endMs: 9, quote: 'q' });
  const draft = {
    briefId,
    hookPattern: 'question',
    why: 'w',
    modelId: 'm',
    createdAtMs: 1,
  } as const;
  drafts.insertDraft({
    ...draft,
    id: newId<DraftId>(),
    text: 'of one',
    citations: [cite(first.id)],
  });
  drafts.insertDraft({
    ...draft,
    id: newId<DraftId>(),
    text: 'of two',
    citations: [cite(first.id), cite(second.id)],
  });

  removeVideo(library, first.id);

  expect(drafts.list(9)).toEqual([
    {
      id: briefId,
      brief: { topic: 'mugs', lengthWords: 9, count: 2 },
      createdAtMs: 1,
      modelId: 'm',
      drafts: [
        {
          id: expect.any(String),
          text: 'of two',
          hookPattern: 'question',
          why: 'w',
          citations: [{ ...cite(second.id), title: 'b.mp4' }],
        },
      ],
      dropped: [],
    },
  ]);
  expect(drafts.remove(briefId)).toEqual({ removedDrafts: 1 });
  expect(() => drafts.remove(briefId)).toThrow(`Brief ${briefId} not found.`);
});

test('an unknown video is said to be unknown', () => {
  expect(() => removeVideo(work.library, 'nothing' as VideoId)).toThrow('Video nothing not found.');
});
