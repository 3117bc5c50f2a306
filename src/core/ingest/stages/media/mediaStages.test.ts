import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { and, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { blue, type ClipOptions, makeClip, red } from '../../../../../test/support/makeClip.ts';
import type { JobDto, VideoId } from '../../../../contract/index.ts';
import { silentLogger } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { type MediaRole, videoMedia } from '../../../db/schema/index.ts';
import { createNodeHost } from '../../../host/index.ts';
import type { JobKind, Stage, StageContext } from '../../../jobs/index.ts';
import { openTestQueue, type TestQueue } from '../../../jobs/testing/testQueue.ts';
import { getVideoDetail, listVideos, pathOf, updateVideo } from '../../../library/index.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import { createMediaClient } from '../../media/mediaClient.ts';
import { probeMedia } from '../../media/probeMedia.ts';
import { WorkFiles } from '../../media/workFiles.ts';
import { createFingerprintStage } from './fingerprintStage.ts';
import { createFramesStage } from './framesStage.ts';
import { createProbeStage } from './probeStage.ts';
import { createSoundStage } from './soundStage.ts';
import { createStoreStage } from './storeStage.ts';

const { children } = createNodeHost({ libraryDir: '', modelsDir: '', logger: silentLogger });
const media = createMediaClient(children);
const scenes: ClipOptions['scenes'] = [
  { yuv: red, frames: 25 },
  { yuv: blue, frames: 50 },
];
/** No model that sees is installed. */
const models = { preferred: async () => undefined };
const sound: ClipOptions['sound'] = { toneMs: [[0, 1_000]], durationMs: 3_000 };

/** As the last stage of an ingest does, which also removes the work files. */
const completeStage = (library: Library): Stage<IngestPayload> => ({
  name: 'complete',
  weight: 1,
  resource: 'disk',
  run: async ({ payload: { videoId }, writeAtEnd }) => {
    if (videoId === undefined) return;
    writeAtEnd(() => updateVideo(library, videoId, { ingestState: 'complete' }));
  },
});

let work: TestQueue;
let kind: JobKind<IngestPayload>;
/** What a test does before the stage of that name. */
let before: Partial<Record<string, (context: StageContext<IngestPayload>) => Promise<void>>>;

beforeEach(() => {
  before = {};
  const late: { library?: Library } = {};
  const stageOf = (
    name: string,
    create: (library: Library) => Stage<IngestPayload>,
  ): Stage<IngestPayload> => ({
    name,
    weight: 1,
    resource: 'cpu',
    run: async (context) => {
      await before[name]?.(context);
      if (late.library === undefined) throw new Error('The queue is not open.');
      await create(late.library).run(context);
    },
  });
  kind = {
    kind: 'ingest',
    maxAttempts: 2,
    isRetryable: (code) => code === 'worker.crashed',
    stages: [
      stageOf('fingerprint', (library) => createFingerprintStage(library)),
      stageOf('probe', () => createProbeStage(media)),
      stageOf('store', (library) => createStoreStage({ library, media })),
      stageOf('frames', (library) => createFramesStage({ library, media, models })),
      stageOf('sound', (library) => createSoundStage({ library, media })),
      stageOf('complete', completeStage),
    ],
  };
  work = openTestQueue({ kinds: [kind] });
  late.library = work.library;
  work.queue.start();
});
afterEach(() => work.close());
afterAll(() => media.stop());

const at = (name: string): string => join(work.directory, 'given', name);

async function give(name: string, clip: Omit<ClipOptions, 'path'>): Promise<string> {
  await mkdir(join(work.directory, 'given'), { recursive: true });
  await makeClip({ path: at(name), ...clip });
  return at(name);
}

async function ingest(path: string, options: Partial<IngestPayload> = {}): Promise<JobDto> {
  const payload = { path, originalName: basename(path), storage: 'copy' as const, ...options };
  return work.queue.finished(work.queue.enqueue(kind, payload, { label: basename(path) }));
}

test('a clip becomes a video with shots, pictures, sound and what its sidecar says', async () => {
  const path = await give('cold_brew "best" 🎬.mp4', { width: 128, height: 96, scenes, sound });
  const entry = {
    title: 'Cold brew',
    channel: 'Sam Brews',
    platform: 'tiktok',
    publishedAt: '2026-09-04T16:10:00Z',
    products: ['Brew Jar'],
    metrics: [{ observedAt: '2026-09-05T16:10:00Z', views: 12 }],
  };
  const sidecar = { version: 1, videos: { [basename(path)]: entry } };
  await writeFile(at('trendroom.json'), JSON.stringify(sidecar));

  const job = await ingest(path);

  expect(job).toMatchObject({ state: 'done', warnings: [] });
  const video = getVideoDetail(work.library, job.videoId ?? '');
  expect(video).toMatchObject({
    title: 'Cold brew',
    channel: 'Sam Brews',
    platform: 'tiktok',
    publishedAtMs: Date.UTC(2026, 8, 4, 16, 10),
    views: 12,
    products: ['Brew Jar'],
    metrics: [{ observedAtMs: Date.UTC(2026, 8, 5, 16, 10), views: 12 }],
    width: 128,
    height: 96,
    frameRate: 25,
    videoCodec: 'h264',
    audioCodec: 'aac',
    originalName: basename(path),
    storage: 'copy',
    shots: [
      { startMs: 0, endMs: 1_000 },
      { startMs: 1_000, endMs: 3_000 },
    ],
    keyframes: [{ atMs: 0 }, { atMs: 1_000 }],
  });
  expect(Math.abs(video.durationMs - 3_000)).toBeLessThan(50);
  const stored = (role: MediaRole) => {
    const found = mediaOf(video.id, role);
    return found && { path: pathOf(work.library, found.contentHash) };
  };
  expect(await readFile(stored('original')?.path ?? '')).toEqual(await readFile(path));
  expect((await readFile(stored('poster')?.path ?? '')).subarray(0, 2).toString('hex')).toBe(
    'ffd8',
  );
  expect(video.sprite).toEqual({
    columns: 6,
    rows: 1,
    tileWidth: 128,
    tileHeight: 96,
    intervalMs: 500,
  });
  expect(video.waveform).toEqual({ peaksPerSecond: 100 });
  const waveform = stored('waveform');
  const peaks = await readFile(waveform?.path ?? '');
  expect(Math.abs(peaks.length - 300)).toBeLessThan(5);
  const files = new WorkFiles(work.library, job.id);
  expect((await files.frames())?.changed.map(({ atMs }) => atMs)).toEqual([0, 1_000]);
  expect((await files.sound())?.silences).toHaveLength(1);
});

test('the same file twice is one video; the second job ends at once', async () => {
  const first = await ingest(await give('a.mp4', { scenes, sound }));
  await writeFile(at('b.mp4'), await readFile(at('a.mp4')));
  before.frames = async ({ payload }) => expect(payload.duplicate).toBe(true);

  const second = await ingest(at('b.mp4'));

  expect(second).toMatchObject({ state: 'done', videoId: first.videoId });
  expect(listVideos(work.library, { limit: 9, offset: 0 }).total).toBe(1);
});

test('the same file again with another sidecar: what it says now counts, what it leaves out stays', async () => {
  const path = await give('a.mp4', { scenes, sound });
  const tell = (entry: object): Promise<void> =>
    writeFile(at('trendroom.json'), JSON.stringify({ version: 1, videos: { 'a.mp4': entry } }));
  await tell({ title: 'Cold brue', channel: 'Sam', platform: 'clips', products: ['Jar'] });
  const id = (await ingest(path)).videoId ?? '';
  await tell({
    title: 'Cold brew',
    products: ['Mug', 'Jar'],
    metrics: [{ observedAt: '2026-09-05T16:10:00Z', views: 12, likes: 3 }],
  });
  const before = getVideoDetail(work.library, id);

  expect(await ingest(path)).toMatchObject({ state: 'done', warnings: [] });
  const corrected = {
    ...before,
    title: 'Cold brew',
    products: ['Jar', 'Mug'],
    views: 12,
    metrics: [{ observedAtMs: Date.UTC(2026, 8, 5, 16, 10), views: 12, likes: 3 }],
  };
  expect(getVideoDetail(work.library, id)).toEqual(corrected);

  await writeFile(at('trendroom.json'), 'nonsense');
  expect(await ingest(path)).toMatchObject({
    state: 'done',
    warnings: [{ code: 'input.sidecar' }],
  });
  await rm(at('trendroom.json'));
  expect(await ingest(path)).toMatchObject({ state: 'done', warnings: [] });
  const { warnings: _, ...video } = getVideoDetail(work.library, id);
  expect({ ...video, warnings: [] }).toEqual(corrected);
});

test('the same bytes from another address change nothing', async () => {
  const path = await give('a.mp4', { scenes, sound });
  const tell = (post: number): Promise<void> =>
    writeFile(
      at('a.info.json'),
      JSON.stringify({
        title: `Post ${post}`,
        webpage_url: `https://clips.example/${post}`,
        epoch: post,
        view_count: post,
      }),
    );
  await tell(1);
  const id = (await ingest(path)).videoId ?? '';
  const before = getVideoDetail(work.library, id);
  await tell(2);
  expect(await ingest(path)).toMatchObject({ state: 'done', videoId: id });
  expect(getVideoDetail(work.library, id)).toEqual(before);
  expect(before).toMatchObject({ title: 'Post 1', views: 1 });
});

test('a stage that runs again after a crash leaves the same video', async () => {
  const path = await give('again.mp4', { scenes, sound });
  let crashes = 0;
  before.sound = async () => {
    if (crashes++ === 0) {
      const pid = media.pid;
      if (pid === undefined) throw new Error('The media process does not run.');
      setTimeout(() => process.kill(pid, 'SIGKILL'), 0);
      await media.call('frames', framesInput(path));
    }
  };
  const job = await ingest(path);
  expect(job).toMatchObject({ state: 'done' });
  expect(crashes).toBe(2);
  expect(getVideoDetail(work.library, job.videoId ?? '').shots).toHaveLength(2);
  expect(listVideos(work.library, { limit: 9, offset: 0 }).total).toBe(1);
});

test('the given file may vanish once it is stored', async () => {
  const path = await give('gone.mp4', { scenes, sound });
  before.frames = () => rm(path);
  expect(await ingest(path)).toMatchObject({ state: 'done', warnings: [] });
});

test.for([
  ['vanishes before it is probed', 'probe', 'input.notFound', (path: string) => rm(path)],
  ['vanishes before it is stored', 'store', 'input.notFound', (path: string) => rm(path)],
  [
    'changes before it is stored',
    'store',
    'input.changed',
    (path: string) => appendFile(path, 'x'),
  ],
] as const)(
  'a file that %s fails with a code and leaves no video',
  async ([, stage, code, act]) => {
    const path = await give('unsteady.mp4', { scenes, sound });
    before[stage] = () => act(path);
    expect(await ingest(path)).toMatchObject({ state: 'failed', error: { code } });
    expect(listVideos(work.library, { limit: 9, offset: 0 }).total).toBe(0);
  },
);

test('an index that trails: players get a copy, the original stays', async () => {
  const job = await ingest(await give('trails.mp4', { scenes, sound, faststart: false }));
  const videoId = getVideoDetail(work.library, job.videoId ?? '').id;
  const playback = mediaOf(videoId, 'playback');
  const original = mediaOf(videoId, 'original');
  if (playback === undefined || original === undefined) throw new Error('A file is missing.');
  expect(await probeMedia(pathOf(work.library, playback.contentHash))).toMatchObject({
    indexTrails: false,
    video: { codec: 'h264' },
    audio: { codec: 'aac' },
  });
  const kept = await readFile(pathOf(work.library, original.contentHash));
  expect(kept).toEqual(await readFile(at('trails.mp4')));
});

test('sound alone has a waveform and no shots; pictures alone have shots and no waveform', async () => {
  const heard = await ingest(await give('talk.m4a', { sound }));
  const seen = await ingest(await give('silent.mp4', { scenes }));
  const [talk, silent] = [heard, seen].map(({ videoId }) =>
    getVideoDetail(work.library, videoId ?? ''),
  );
  expect([heard.state, seen.state]).toEqual(['done', 'done']);
  expect(talk).toMatchObject({ shots: [], width: 0, audioCodec: 'aac' });
  expect(silent?.shots).toHaveLength(2);
  if (talk === undefined || silent === undefined) throw new Error('A video is missing.');
  expect(mediaOf(talk.id, 'waveform')).toBeDefined();
  expect(mediaOf(silent.id, 'waveform')).toBeUndefined();
});

test('pictures without a frame: the sound is taken in, with a warning', async () => {
  const path = await give('spoilt.mp4', { scenes, sound });
  const bytes = await readFile(path);
  bytes.write('zzzz', bytes.indexOf('avc1', bytes.indexOf('stsd')));
  await writeFile(path, bytes);
  expect(await ingest(path)).toMatchObject({
    state: 'done',
    warnings: [{ code: 'input.unsupported' }],
  });
});

test('a broken sidecar is a warning; the file name is the title', async () => {
  const path = await give('my_first  clip.mp4', { scenes });
  await writeFile(at('trendroom.json'), '{');
  const job = await ingest(path);
  expect(job).toMatchObject({ state: 'done', warnings: [{ code: 'input.sidecar' }] });
  expect(getVideoDetail(work.library, job.videoId ?? '').title).toBe('my first clip');
});

test.for([
  '-rf.mp4',
  'new\nline.mp4',
  "quote's.mp4",
  `${'é'.repeat(125)}z.mp4`,
  'file:%d?x=[1].mp4',
])('a file named %j is taken in', async (name) => {
  await give('plain.mp4', { scenes });
  await writeFile(at(name), await readFile(at('plain.mp4')));
  const job = await ingest(at(name));
  expect(job).toMatchObject({ state: 'done', warnings: [] });
  expect(getVideoDetail(work.library, job.videoId ?? '').originalName).toBe(name);
});

test('a file left where it is is read from there', async () => {
  const path = await give('left.mp4', { scenes });
  const job = await ingest(path, { storage: 'reference' });
  const video = getVideoDetail(work.library, job.videoId ?? '');
  expect(video).toMatchObject({ storage: 'reference', shots: [{}, {}] });
  const original = mediaOf(video.id, 'original');
  expect(original && pathOf(work.library, original.contentHash)).toBe(path);
});

test('cancelling while frames are decoded ends the job within two seconds', async () => {
  const long = Array.from({ length: 40 }, (_, scene) => ({
    yuv: scene % 2 === 0 ? red : blue,
    frames: 25,
  }));
  const path = await give('long.mp4', { width: 640, height: 640, scenes: long });
  const stop = new AbortController();
  const started = Promise.withResolvers<void>();
  const call = media.call('frames', framesInput(path), {
    signal: stop.signal,
    onEvent: (fraction) => fraction > 0 && started.resolve(),
  });
  call.catch(() => {});
  await started.promise;
  const pid = media.pid;
  stop.abort();
  await expect(call).rejects.toMatchObject({ code: 'job.cancelled' });
  // It heard the cancel: a process that does not is ended.
  expect(media.pid).toBe(pid);
});

function mediaOf(videoId: VideoId, role: MediaRole) {
  const { db } = work.library;
  const { videoId: video, role: part } = videoMedia;
  return db
    .select()
    .from(videoMedia)
    .where(and(eq(video, videoId), eq(part, role)))
    .get();
}

function framesInput(path: string) {
  const folder = join(work.directory, 'elsewhere');
  return { path, durationMs: 40_000, rotationDegrees: 0, width: 640, height: 640, folder };
}
