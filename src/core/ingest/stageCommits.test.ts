import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { blue, makeClip, red } from '../../../test/support/makeClip.ts';
import { modelIdSchema, type VideoId } from '../../contract/index.ts';
import { silentLogger } from '../base/index.ts';
import { videos } from '../db/index.ts';
import { createNodeHost } from '../host/index.ts';
import type { InstalledModel } from '../inference/index.ts';
import type { JobKind, StageContext } from '../jobs/index.ts';
import { openTestQueue, type TestQueue } from '../jobs/testing/testQueue.ts';
import { isIngested } from '../library/index.ts';
import { topicEmbedder } from '../search/testing/searchLibrary.ts';
import { createIngestKind } from './ingestKind.ts';
import type { IngestPayload } from './ingestPayload.ts';
import { createMediaClient } from './media/mediaClient.ts';
import { hearsVoice } from './speech/voice/testing/hearsVoice.ts';

const { children } = createNodeHost({ libraryDir: '', modelsDir: '', logger: silentLogger });
const media = createMediaClient(children);
afterAll(() => media.stop());

const model: InstalledModel = {
  id: modelIdSchema.parse('whisper'),
  name: 'Whisper',
  path: '/none',
  version: 'v1',
} as InstalledModel;

let work: TestQueue;
let kind: JobKind<IngestPayload>;
/** Called when the frames are decoded, before anything of them is stored. */
let afterFrames: () => void;

beforeEach(async () => {
  afterFrames = () => {};
  const late: { kind?: JobKind<IngestPayload> } = {};
  // The kind needs the library of the queue, which is opened with its kinds.
  const outer: JobKind<IngestPayload> = {
    kind: 'ingest',
    maxAttempts: 1,
    isRetryable: () => false,
    get stages() {
      return (late.kind?.stages ?? []).map((stage) => ({
        ...stage,
        run: async (context: StageContext<IngestPayload>) => {
          await stage.run(context);
          if (stage.name === 'frames') afterFrames();
        },
      }));
    },
  };
  work = openTestQueue({ kinds: [outer] });
  late.kind = createIngestKind({
    library: work.library,
    models: {
      require: async () => model,
      preferred: async () => model,
      withVersion: async () => model,
    },
    embedder: topicEmbedder({ version: 'a'.repeat(64) }),
    media,
    transcriber: {
      stamp: 'test',
      release() {},
      listen: async () => hearsVoice(2_000),
      transcribe: async () => ({
        words: ['Stop', 'buying.'].map((text, i) => ({
          text,
          startMs: i * 300,
          endMs: i * 300 + 250,
        })),
        language: 'en',
      }),
    },
    reader: { readFrame: async () => ({ width: 64, height: 64, lines: [] }) },
    finder: {
      find: async () => [{ kind: 'cup', confidence: 0.9, box: [0, 0, 1, 1] }],
    },
  });
  kind = outer;
  work.queue.start();
});
afterEach(() => work.close());

async function clip(): Promise<string> {
  const path = join(work.directory, 'clip.mp4');
  const scenes = [
    { yuv: red, frames: 25 },
    { yuv: blue, frames: 25 },
  ];
  await makeClip({ path, scenes, sound: { toneMs: [[0, 1_000]], durationMs: 2_000 } });
  const entry = { title: 'Cold brew', channel: 'Sam', platform: 'tiktok', products: ['Jar'] };
  const sidecar = { version: 1, videos: { 'clip.mp4': entry } };
  await writeFile(join(work.directory, 'trendroom.json'), JSON.stringify(sidecar));
  return path;
}

/** Every row of the library but the queue's own. */
function rows(): Record<string, unknown[]> {
  const { $client } = work.library.db;
  const tables = $client
    .prepare<[], string>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'job%'
         AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE 'chunk_vectors%'
         AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all();
  return Object.fromEntries(
    tables.map((name) => [name, $client.prepare(`SELECT * FROM "${name}"`).all()]),
  );
}

/** Makes the queue's own write fail when a stage begins (`running`) or ends (`done`). */
function failAt(stage: string, state: 'running' | 'done'): void {
  work.library.db.$client.exec(`
    DROP TRIGGER IF EXISTS fault;
    CREATE TRIGGER fault BEFORE UPDATE OF state ON job_stages
    WHEN NEW.name = '${stage}' AND NEW.state = '${state}'
    BEGIN SELECT RAISE(ABORT, 'a fault'); END`);
}

test('a fault at the end of any stage leaves nothing of it, and the next run all of it', async () => {
  const path = await clip();
  const names = kind.stages.map(({ name }) => name);
  const payload = { path, originalName: 'clip.mp4', storage: 'copy' as const };
  failAt(names[0] ?? '', 'running');
  const id = work.queue.enqueue(kind, payload, { label: 'clip' });
  for (const name of names) {
    failAt(name, 'running');
    if (work.queue.get(id).state === 'failed') work.queue.retry(id);
    expect(await work.queue.finished(id)).toMatchObject({ error: { message: 'a fault' } });
    const before = rows();
    failAt(name, 'done');
    work.queue.retry(id);
    expect(await work.queue.finished(id)).toMatchObject({ state: 'failed' });
    // The space of the first vectors is made with its model, before any vector.
    const after = rows();
    if (name === 'embeddings') {
      before.embedding_spaces = after.embedding_spaces ?? [];
      before.models = after.models ?? [];
    }
    expect([name, after]).toEqual([name, before]);
  }
  work.library.db.$client.exec('DROP TRIGGER fault');
  work.queue.retry(id);
  const job = await work.queue.finished(id);
  expect(job).toMatchObject({ state: 'done', warnings: [] });
  const { shots = [], transcript_segments: segments = [], embeddings = [] } = rows();
  expect([shots.length, segments.length, embeddings.length > 0]).toEqual([2, 1, true]);
});

test('a video is complete with the last stage of its ingest, also when its job is pruned', async () => {
  const path = await clip();
  const payload = { path, originalName: 'clip.mp4', storage: 'copy' as const };
  failAt('tidy', 'done');
  const id = work.queue.enqueue(kind, payload, { label: 'clip' });
  const { videoId } = await work.queue.finished(id);
  if (videoId === undefined) throw new Error('There is no video.');
  expect(isIngested(work.library, videoId)).toBe(false);
  work.library.db.$client.exec('DROP TRIGGER fault');
  work.queue.retry(id);
  await work.queue.finished(id);
  work.library.db.$client.exec('DELETE FROM jobs');
  expect(isIngested(work.library, videoId)).toBe(true);
  const again = await work.queue.finished(work.queue.enqueue(kind, payload, { label: 'clip' }));
  expect(again).toMatchObject({ state: 'done', videoId });
  const stored = work.library.db.$client
    .prepare("SELECT payload ->> 'duplicate' FROM jobs")
    .pluck();
  expect(stored.all()).toEqual([1]);
});

test('a video that is removed during its frames stage ends the job in words', async () => {
  const path = await clip();
  afterFrames = () => {
    // As another device of the team removes it: without asking this one's queue.
    const [row] = work.library.db.select({ id: videos.id }).from(videos).all();
    const videoId: VideoId | undefined = row?.id;
    if (videoId !== undefined) work.library.db.delete(videos).where(eq(videos.id, videoId)).run();
  };
  const payload = { path, originalName: 'clip.mp4', storage: 'copy' as const };
  const job = await work.queue.finished(work.queue.enqueue(kind, payload, { label: 'clip' }));
  expect(job).toMatchObject({
    state: 'failed',
    error: { code: 'video.notFound', message: 'The video was removed while it was ingested.' },
  });
  expect(rows()).toMatchObject({ videos: [], shots: [], keyframes: [], video_media: [] });
});
