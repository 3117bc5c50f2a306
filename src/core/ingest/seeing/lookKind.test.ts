import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { blue, makeClip, red } from '../../../../test/support/makeClip.ts';
import { modelIdSchema, type VideoId } from '../../../contract/index.ts';
import { AppError, silentLogger } from '../../base/index.ts';
import { createNodeHost } from '../../host/index.ts';
import type { InstalledModel, ModelSource } from '../../inference/index.ts';
import type { JobKind } from '../../jobs/index.ts';
import { openTestQueue, type TestQueue } from '../../jobs/testing/testQueue.ts';
import {
  findVideos,
  getVideo,
  getVideoDetail,
  pathOf,
  videoFacetsTask,
} from '../../library/index.ts';
import { createSearch } from '../../search/index.ts';
import { topicEmbedder } from '../../search/testing/searchLibrary.ts';
import { createIngestKind } from '../ingestKind.ts';
import type { IngestPayload } from '../ingestPayload.ts';
import { createMediaClient } from '../media/mediaClient.ts';
import { hearsVoice } from '../speech/voice/testing/hearsVoice.ts';
import { createLookKind, enqueueLook, type LookPayload } from './lookKind.ts';
import type { ObjectFinder } from './objectFinder.ts';

const { children } = createNodeHost({ libraryDir: '', modelsDir: '', logger: silentLogger });
const media = createMediaClient(children);
afterAll(() => media.stop());

/** The model that sees; undefined: none is installed. */
let seeing: InstalledModel | undefined;
const models: ModelSource = {
  preferred: async (task) => (task === 'see' ? seeing : undefined),
  withVersion: async () => undefined,
  require: async (task) => {
    if (task === 'see' && seeing !== undefined) return seeing;
    throw new AppError('model.missing', `No model can ${task}.`);
  },
};
const model = (version: string): InstalledModel => ({
  ...{ id: modelIdSchema.parse('nanodet'), name: 'NanoDet', task: 'see', path: '/nanodet.onnx' },
  ...{ version, contextTokens: undefined, base: false, starter: false },
});
/** Sees a cup in each picture; that a real model sees is another test's matter. */
let looks = 0;
const finder: ObjectFinder = {
  find: async () => {
    looks += 1;
    return [{ kind: 'cup', confidence: 0.9, box: [0, 0.25, 0.5, 1] }];
  },
};

let work: TestQueue;
let ingest: JobKind<IngestPayload>;
let look: JobKind<LookPayload>;
beforeEach(() => {
  seeing = undefined;
  looks = 0;
  const late: { ingest?: JobKind<IngestPayload>; look?: JobKind<LookPayload> } = {};
  const outer = <Payload extends object>(kind: string, of: () => JobKind<Payload> | undefined) => ({
    ...{ kind, maxAttempts: 1, isRetryable: () => false },
    get stages() {
      return of()?.stages ?? [];
    },
  });
  ingest = outer('ingest', () => late.ingest);
  look = outer('look', () => late.look);
  work = openTestQueue({ kinds: [ingest, look] });
  const { library } = work;
  late.ingest = createIngestKind({
    ...{ library, models, media, finder, embedder: topicEmbedder() },
    transcriber: {
      stamp: 'test',
      release() {},
      listen: async () => hearsVoice(0),
      transcribe: async () => ({ words: [], language: 'en' }),
    },
    reader: { readFrame: async () => ({ width: 64, height: 64, lines: [] }) },
  });
  late.look = createLookKind({ library, models, media, finder });
  work.queue.start();
});
afterEach(() => work.close());

async function ingestClip(name: string): Promise<VideoId> {
  const path = join(work.directory, name);
  const scenes = [
    { yuv: red, frames: 50 },
    { yuv: blue, frames: name.length },
  ];
  await makeClip({ path, scenes });
  const payload = { path, originalName: name, storage: 'copy' as const };
  const { videoId } = await work.queue.finished(
    work.queue.enqueue(ingest, payload, { label: name }),
  );
  if (videoId === undefined) throw new Error('It was not ingested.');
  return videoId;
}

test('without a model pictures are measured; a later look finds what is seen in them', async () => {
  const { library, queue } = work;
  const id = await ingestClip('before.mp4');
  expect([looks, getVideoDetail(library, id).seen]).toEqual([0, []]);
  expect(getVideoDetail(library, id).look).toMatchObject({
    shots: 2,
    isSeen: false,
    keptFrames: 0,
  });
  expect(await queue.finished(enqueueLook(queue, look))).toMatchObject({
    error: { code: 'model.missing' },
  });

  seeing = model('v1');
  expect(await queue.finished(enqueueLook(queue, look))).toMatchObject({ state: 'done' });
  const { seen, look: measured } = getVideoDetail(library, id);
  expect(seen).toEqual([
    {
      ...{ kind: 'cup', startMs: 0, endMs: 2_400, atMs: 0, confidence: 0.9 },
      box: [0, 0.25, 0.5, 1],
    },
  ]);
  expect(measured).toMatchObject({ isSeen: true, keptFrames: 2, sampledFrames: 3 });
  // Pictures that were looked at are not kept, and the same model does not look twice.
  expect(await readdir(join(work.directory, 'work'))).toEqual([]);
  const before = looks;
  await queue.finished(enqueueLook(queue, look));
  expect(looks).toBe(before);
  seeing = model('v2');
  await queue.finished(enqueueLook(queue, look));
  expect(looks).toBe(before * 2);
});

test('what an ingest sees is found by its words, also by what people call it, and filtered by', async () => {
  seeing = model('v1');
  const { library } = work;
  const id = await ingestClip('after.mp4');
  const search = createSearch({ library, embedder: topicEmbedder() });
  const options = { query: 'mug', limit: 5, meaning: false } as const;
  const { hits } = await search.query({ ...options, filters: {} }, {});
  expect(hits).toMatchObject([
    { videoId: id, kind: 'seen', startMs: 0, endMs: 2_360, snippet: 'cup (mug)' },
  ]);
  const { hits: said } = await search.query({ ...options, filters: { kinds: ['speech'] } }, {});
  expect(said).toEqual([]);
  const page = { limit: 5, offset: 0 };
  const shown = async (shows: string) =>
    (await findVideos(library, { ...page, filters: { shows } }, {})).total;
  expect([await shown('cup'), await shown(' CUP'), await shown('dog')]).toEqual([1, 1, 0]);
  expect(await library.readers.run(videoFacetsTask, undefined)).toMatchObject({
    shows: [{ value: 'cup', videos: 1 }],
  });
});

test('a video whose file is away is passed over, and the others are looked at', async () => {
  const { library, queue } = work;
  const gone = await ingestClip('gone.mp4');
  const here = await ingestClip('here-to-stay.mp4');
  seeing = model('v1');
  await rm(pathOf(library, getVideo(library, gone).contentHash));
  expect(await queue.finished(enqueueLook(queue, look))).toMatchObject({ state: 'done' });
  expect(getVideoDetail(library, gone).seen).toEqual([]);
  expect(getVideoDetail(library, here).seen).toHaveLength(1);
});
