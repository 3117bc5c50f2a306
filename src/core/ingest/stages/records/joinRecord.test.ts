import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { makeClip, red } from '../../../../../test/support/makeClip.ts';
import type { JobDto, VideoId } from '../../../../contract/index.ts';
import { silentLogger } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { createNodeHost } from '../../../host/index.ts';
import type { JobKind, Stage } from '../../../jobs/index.ts';
import { openTestQueue, type TestQueue } from '../../../jobs/testing/testQueue.ts';
import {
  addToCollection,
  createCollection,
  findVideoByLink,
  getCollection,
  getVideoDetail,
  listVideos,
  removeVideo,
  verifyLibrary,
} from '../../../library/index.ts';
import { toRecord } from '../../imports/record/toRecord.ts';
import { createRecordWriter } from '../../imports/writing/recordWriter.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import { createMediaClient } from '../../media/mediaClient.ts';
import { createFingerprintStage } from '../media/fingerprintStage.ts';
import { createFramesStage } from '../media/framesStage.ts';
import { createProbeStage } from '../media/probeStage.ts';
import { createStoreStage } from '../media/storeStage.ts';
import { createTidyStage } from '../media/tidyStage.ts';
import { createChunkStage } from '../text/chunkStage.ts';

const { children } = createNodeHost({ libraryDir: '', modelsDir: '', logger: silentLogger });
const media = createMediaClient(children);
afterAll(() => media.stop());

let work: TestQueue;
let kind: JobKind<IngestPayload>;
beforeEach(() => {
  const late: { library?: Library } = {};
  const stage = (create: (library: Library) => Stage<IngestPayload>, index: number) => ({
    name: `${index}`,
    weight: 1,
    resource: 'disk' as const,
    run: async (context: Parameters<Stage<IngestPayload>['run']>[0]) => {
      if (late.library !== undefined) await create(late.library).run(context);
    },
  });
  kind = {
    kind: 'ingest',
    maxAttempts: 1,
    isRetryable: () => false,
    stages: [
      (library: Library) => createFingerprintStage(library),
      () => createProbeStage(media),
      (library: Library) => createStoreStage({ library, media }),
      (library: Library) =>
        createFramesStage({ library, media, models: { preferred: async () => undefined } }),
      (library: Library) => createChunkStage({ library }),
      (library: Library) => createTidyStage(library),
    ].map(stage),
  };
  work = openTestQueue({ kinds: [kind] });
  late.library = work.library;
  work.queue.start();
});
afterEach(() => work.close());

function record(id: string, more: object = {}): VideoId {
  const { library } = work;
  const metrics = [{ observedAt: '2024-01-01', views: 10 }];
  const given = { platform: 'tiktok', id, title: 'As told', metrics, products: ['Jar'], ...more };
  const defaults = { observedAtMs: 0, nowMs: Date.UTC(2025, 0, 1) };
  return library.db.transaction(
    () => createRecordWriter(library, { keepNames: false })(toRecord(given, defaults)).videoId,
  );
}

async function ingest(
  name: string,
  { info, recordId, frames = 25 }: { info?: object; recordId?: VideoId; frames?: number } = {},
): Promise<JobDto> {
  const path = join(work.directory, name);
  await makeClip({ path, scenes: [{ yuv: red, frames }] });
  const sidecar = path.replace('.mp4', '.info.json');
  if (info === undefined) await rm(sidecar, { force: true });
  else await writeFile(sidecar, JSON.stringify(info));
  const payload = { path, originalName: name, storage: 'copy' as const };
  const given = { ...payload, ...(recordId !== undefined && { recordId }) };
  return work.queue.finished(work.queue.enqueue(kind, given, { label: name }));
}

const videos = () => listVideos(work.library, { limit: 9, offset: 0 }).videos;

const info = {
  id: '712345',
  extractor_key: 'TikTok',
  webpage_url: 'https://www.tiktok.com/@anna/video/712345',
  view_count: 50,
  epoch: Date.UTC(2024, 1, 1) / 1_000,
  comments: [{ id: 'k', text: 'with cumin', author: '@a', like_count: 3 }, { id: 'x' }],
};

test('a file of the same post joins its record, which keeps its history and its collection', async () => {
  const { library } = work;
  const id = record('712345', { transcript: 'told in words' });
  const { id: collectionId } = await createCollection(library, {
    name: 'Soups',
    note: '',
    videoIds: [],
  });
  await addToCollection(library, collectionId, [id]);
  const job = await ingest('a.mp4', { info });
  expect(job).toMatchObject({ state: 'done', videoId: id });
  expect(getVideoDetail(library, id)).toMatchObject({
    title: 'As told',
    hasFile: true,
    hasPoster: true,
    complete: true,
    storage: 'copy',
    originalName: 'a.mp4',
    durationMs: 1_000,
    sourceUrl: info.webpage_url,
    metrics: [{ views: 10 }, { views: 50 }],
    products: ['Jar'],
    transcript: [{ text: 'told in words' }],
    comments: { total: 1, top: [{ text: 'with cumin', likes: 3 }] },
  });
  expect(videos()).toHaveLength(1);
  expect(getCollection(library, collectionId)).toMatchObject({ videos: 1 });
  expect((await verifyLibrary(library)).problems).toEqual([]);

  // The same file again, and the same line again: nothing doubles.
  expect(await ingest('a.mp4', { info })).toMatchObject({ state: 'done', videoId: id });
  record('712345', { title: 'Told later' });
  expect(videos()).toMatchObject([{ id, title: 'Told later', durationMs: 1_000 }]);
  const { freedBytes } = removeVideo(library, id);
  expect(freedBytes).toBeGreaterThan(readFileSync(join(work.directory, 'a.mp4')).length);
  expect((await verifyLibrary(library)).problems).toEqual([]);
});

test('a file that a person names as the one of a record joins it without a sidecar', async () => {
  const id = record('1');
  expect(await ingest('b.mp4', { recordId: id })).toMatchObject({ state: 'done', videoId: id });
  expect(videos()).toMatchObject([{ id, title: 'As told', hasFile: true }]);
});

test('the link of a record is still to be downloaded, until its file is there', async () => {
  record('712345', { url: info.webpage_url });
  expect(findVideoByLink(work.library, info.webpage_url)).toMatchObject({ complete: false });
  await ingest('a.mp4', { info });
  expect(findVideoByLink(work.library, info.webpage_url)).toMatchObject({ complete: true });
});

test('files of other posts, and a second file of the same, are videos of their own', async () => {
  const id = record('712345');
  await ingest('other.mp4', {
    info: { ...info, id: '9', webpage_url: 'https://tiktok.com/@a/video/99999' },
  });
  await ingest('a.mp4', { info, frames: 26 });
  await ingest('recut.mp4', { info, frames: 30 });
  expect(videos()).toHaveLength(3);
  expect(videos().find((video) => video.id === id)).toMatchObject({ hasFile: true });
});

test('a record of a post whose file is here is that video', async () => {
  const { videoId } = await ingest('a.mp4', { info });
  expect(record('712345', { title: 'From a table' })).toBe(videoId);
  expect(videos()).toMatchObject([{ title: 'From a table', hasFile: true }]);
});
