import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ContentHash, VideoId } from '../../../contract/index.ts';
import { AppError, silentLogger, systemClock } from '../../base/index.ts';
import type { Embedder } from '../../inference/index.ts';
import { createJobQueue } from '../../jobs/index.ts';
import { openTestQueue, type TestQueue } from '../../jobs/testing/testQueue.ts';
import {
  activeSpace,
  buildingSpace,
  countVectors,
  insertVideo,
  replaceChunks,
} from '../../library/index.ts';
import { chunk, topicEmbedder } from '../../search/testing/searchLibrary.ts';
import type { IngestPayload } from '../ingestPayload.ts';
import { createEmbedStage } from '../stages/text/embedStage.ts';
import { queueReindexIfStale } from './queueReindexIfStale.ts';
import { createReindexKind } from './reindexKind.ts';

const [first, second] = ['a'.repeat(64), 'b'.repeat(64)];
/** The installed models, the preferred one first. */
let installed: Embedder[] = [];
let opened: TestQueue;
let videos = 0;

/** Chooses among the installed models as the inference room does. */
const embedder: Embedder = {
  model: async () => {
    const [best] = installed;
    if (best === undefined) throw new AppError('model.missing', 'none');
    return best.model();
  },
  embed: async (texts, control = {}) => {
    for (const one of installed) {
      const { version } = await one.model();
      if (version === (control.version ?? version)) return one.embed(texts, control);
    }
    throw new AppError('model.missing', `no ${control.version}`);
  },
};

beforeEach(() => {
  installed = [];
  opened = openTestQueue({ kinds: [] });
});
afterEach(() => opened.close());

function add(count: number): VideoId {
  const videoId = insertVideo(opened.library, {
    contentHash: (++videos).toString(16).padStart(64, '0') as ContentHash,
    title: 'v',
    originalName: 'v.mp4',
    originalPath: '/v.mp4',
    storage: 'copy',
    sizeBytes: 1,
  });
  const texts = Array.from({ length: count }, (_, i) => chunk(`money ${videos} ${i}`));
  replaceChunks(opened.library, videoId, texts);
  return videoId;
}

/** Runs the ingest stage for a video; the warnings' codes. */
async function runStage(videoId: VideoId): Promise<string[]> {
  const { library } = opened;
  const stage = createEmbedStage({ library, embedder });
  const payload: IngestPayload = {
    path: '/v.mp4',
    originalName: 'v.mp4',
    storage: 'copy',
    videoId,
  };
  const kind = {
    kind: 'ingest',
    maxAttempts: 1,
    isRetryable: () => false,
    stages: [stage],
  };
  // On the stage's own connection: what it writes is stored in the transaction of its end.
  const queue = createJobQueue({
    ...{ library, clock: systemClock, logger: silentLogger, kinds: [kind] },
  });
  queue.start();
  const job = await queue.finished(queue.enqueue(kind, payload, { label: 'v' }));
  await queue.dispose();
  expect(job).toMatchObject({ state: 'done', fraction: 1 });
  return job.warnings.map(({ code }) => code);
}

async function reindex(): Promise<string> {
  const kind = createReindexKind({ library: opened.library, embedder });
  const { queue } = opened.open([kind]);
  queue.start();
  const job = await queue.finished(queue.enqueue(kind, {}, { label: 'all' }));
  await queue.dispose();
  return job.state;
}

const vectorsIn = (spaceId: number | undefined): unknown =>
  countVectors(opened.library, spaceId ?? 0);

test('ingest embeds a video’s chunks in the first space; again it has nothing to do', async () => {
  const model = topicEmbedder({ version: first });
  installed = [model];
  const videoId = add(70);
  expect(await runStage(videoId)).toEqual([]);
  expect(activeSpace(opened.library)).toMatchObject({ modelVersion: first, dimensions: 5 });
  expect(vectorsIn(activeSpace(opened.library)?.id)).toEqual({ embedded: 70, total: 70 });
  const before = model.texts.length;
  expect(await runStage(videoId)).toEqual([]);
  expect(model.texts.length).toBe(before);
});

test('without a model ingest succeeds with a warning, and a reindex makes up for it', async () => {
  const videoId = add(3);
  expect(await runStage(videoId)).toEqual(['model.missing']);
  expect(await reindex()).toBe('failed');
  installed = [topicEmbedder({ version: first })];
  expect(await reindex()).toBe('done');
  expect(vectorsIn(activeSpace(opened.library)?.id)).toEqual({ embedded: 3, total: 3 });
});

test('during a reindex a new video is in the old vectors and in the new ones', async () => {
  const old = topicEmbedder({ version: first });
  installed = [old];
  await runStage(add(2));
  let late: VideoId | undefined;
  const next = topicEmbedder({
    version: second,
    onEmbed: () => {
      if (next.texts.length > 1 && late === undefined) late = add(2);
    },
  });
  installed = [next, old];
  expect(await reindex()).toBe('done');
  expect(late).toBeDefined();
  const { library } = opened;
  expect([activeSpace(library)?.modelVersion, buildingSpace(library)]).toEqual([second, undefined]);
  expect(vectorsIn(activeSpace(library)?.id)).toEqual({ embedded: 4, total: 4 });
});

test('a reindex that is stopped goes on where it was, and search keeps the old vectors', async () => {
  const old = topicEmbedder({ version: first });
  installed = [old];
  await runStage(add(100));
  let calls = 0;
  const breaking = topicEmbedder({
    version: second,
    fails: () => (++calls > 3 ? new AppError('worker.failed', 'stop') : undefined),
  });
  installed = [breaking, old];
  expect(await reindex()).toBe('failed');
  const { library } = opened;
  expect(activeSpace(library)?.modelVersion).toBe(first);
  expect(vectorsIn(buildingSpace(library)?.id)).toEqual({ embedded: 64, total: 100 });
  // Meanwhile a video comes: it gets vectors in both spaces.
  const between = topicEmbedder({ version: second });
  installed = [between, old];
  expect(await runStage(add(5))).toEqual([]);
  expect(vectorsIn(activeSpace(library)?.id)).toEqual({ embedded: 105, total: 105 });
  expect(vectorsIn(buildingSpace(library)?.id)).toEqual({ embedded: 69, total: 105 });
  const resuming = topicEmbedder({ version: second });
  installed = [resuming, old];
  expect(await reindex()).toBe('done');
  expect(resuming.texts).toHaveLength(36);
  expect(activeSpace(library)?.modelVersion).toBe(second);
  expect(vectorsIn(activeSpace(library)?.id)).toEqual({ embedded: 105, total: 105 });
});

test('when the library’s model is gone and another is there, ingest says what to do', async () => {
  installed = [topicEmbedder({ version: first })];
  await runStage(add(1));
  installed = [topicEmbedder({ version: second })];
  expect(await runStage(add(1))).toEqual(['model.changed']);
});

test('a reindex is queued when it is needed, once', async () => {
  const { library } = opened;
  const kind = createReindexKind({ library, embedder });
  const { queue } = opened.open([kind]);
  const preferred = async () => installed[0]?.model();
  const models = { preferred, withVersion: preferred, require: () => embedder.model() };
  const queued = async (): Promise<number> => {
    await queueReindexIfStale({ library, models, queue, kind, logger: silentLogger });
    return queue.list({ limit: 10 }).filter(({ state }) => state === 'waiting').length;
  };
  expect(await queued()).toBe(0);
  const videoId = add(1);
  expect(await queued()).toBe(0);
  installed = [topicEmbedder({ version: first })];
  expect([await queued(), await queued()]).toEqual([1, 1]);
  for (const { id } of queue.list({ limit: 10 })) await queue.cancel(id);
  await runStage(videoId);
  expect(await queued()).toBe(0);
  installed = [topicEmbedder({ version: second })];
  expect(await queued()).toBe(1);
});
