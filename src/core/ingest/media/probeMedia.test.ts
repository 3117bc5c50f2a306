import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blue, green, makeClip, red } from '../../../../test/support/makeClip.ts';
import { probeMedia } from './probeMedia.ts';
import { remuxFaststart } from './remuxFaststart.ts';

let dir = '';
const at = (name: string): string => join(dir, name);
const scenes = [
  { yuv: red, frames: 10 },
  { yuv: blue, frames: 15 },
];
const sound = { toneMs: [[0, 1_000]] as const, durationMs: 1_000 };
const never = new AbortController().signal;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'trendroom-probe-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

test('a video with sound is told whole', async () => {
  await makeClip({ path: at('whole.mp4'), width: 64, height: 96, scenes, sound });

  expect(await probeMedia(at('whole.mp4'))).toEqual({
    container: 'mov',
    durationMs: 1_000,
    video: {
      codec: 'h264',
      width: 64,
      height: 96,
      rotationDegrees: 0,
      frameRate: 25,
      variableFrameRate: false,
    },
    audio: { codec: 'aac', sampleRate: 44_100, channels: 1 },
    subtitles: [],
    indexTrails: false,
  });
});

test('sound alone and pictures alone are fine', async () => {
  await makeClip({ path: at('sound.m4a'), sound });
  await makeClip({ path: at('silent.mp4'), scenes });

  const heard = await probeMedia(at('sound.m4a'));
  const seen = await probeMedia(at('silent.mp4'));

  expect(heard).toMatchObject({ audio: { codec: 'aac' } });
  expect(heard).not.toHaveProperty('video');
  expect(seen).toMatchObject({ video: { codec: 'h264' } });
  expect(seen).not.toHaveProperty('audio');
});

test('a video that a phone turned has the size it is shown with', async () => {
  const shown = [];
  for (const rotationDegrees of [90, 180, 270] as const) {
    const path = at(`turned${rotationDegrees}.mp4`);
    await makeClip({ path, width: 128, height: 64, scenes, rotationDegrees });
    shown.push((await probeMedia(path)).video);
  }
  expect(shown).toMatchObject([
    { width: 64, height: 128, rotationDegrees: 90 },
    { width: 128, height: 64, rotationDegrees: 180 },
    { width: 64, height: 128, rotationDegrees: 270 },
  ]);
});

test('the index of an MP4 is moved to the front, pictures and sound stay', async () => {
  await makeClip({ path: at('trails.mp4'), scenes, sound, faststart: false, rotationDegrees: 90 });
  const before = await probeMedia(at('trails.mp4'));
  expect(before.indexTrails).toBe(true);

  await remuxFaststart(at('trails.mp4'), at('fast.mp4'), never);

  const bytes = await readFile(at('fast.mp4'));
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  expect(await probeMedia(at('fast.mp4'))).toEqual({ ...before, indexTrails: false });
});

test('a remux that is cancelled and one onto a full disk say so', async () => {
  await makeClip({ path: at('any.mp4'), scenes, sound });
  const full = remuxFaststart(at('any.mp4'), '/dev/full', never);
  await expect(full).rejects.toMatchObject({ code: 'disk.full' });
  const cancelled = remuxFaststart(at('any.mp4'), at('none.mp4'), AbortSignal.abort());
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
});

test('frames at uneven times are a variable frame rate', async () => {
  const timesMs = [0, 40, 80, 600, 640, 900, 2_000, 2_040];
  await makeClip({ path: at('uneven.mp4'), timesMs, scenes: [{ yuv: green, frames: 8 }] });
  expect((await probeMedia(at('uneven.mp4'))).video?.variableFrameRate).toBe(true);
});

test('a recording without a duration in its header is measured', async () => {
  await makeClip({ path: at('live.mkv'), scenes, sound });
  await forgetDuration(at('live.mkv'));
  const { durationMs } = await probeMedia(at('live.mkv'));
  expect(durationMs).toBeGreaterThanOrEqual(1_000);
  expect(durationMs).toBeLessThan(1_100);
});

test.for([
  ['an empty file', 'input.empty', async (path: string) => writeFile(path, '')],
  [
    'text named .mp4',
    'input.notMedia',
    async (path: string) => writeFile(path, 'hello\n'.repeat(99)),
  ],
  [
    'an MP4 that ends in its media',
    'input.truncated',
    async (path: string) => {
      await makeClip({ path, scenes, sound });
      await truncate(path, (await readFile(path)).length - 500);
    },
  ],
  [
    'an old QuickTime file that ends before its index',
    'input.truncated',
    async (path: string) => {
      await makeClip({ path, scenes, sound, faststart: false });
      const bytes = await readFile(path);
      const media = bytes.indexOf('free') - 4;
      await writeFile(path, bytes.subarray(media, bytes.indexOf('moov') - 4));
    },
  ],
  [
    'an MP4 that ends before its index',
    'input.truncated',
    async (path: string) => {
      await makeClip({ path, scenes, sound, faststart: false });
      await truncate(path, (await readFile(path)).indexOf('moov') - 4);
    },
  ],
  [
    'a list that names another file',
    'input.notMedia',
    async (path: string) => {
      await makeClip({ path: at('secret.mp4'), scenes });
      await writeFile(path, "ffconcat version 1.0\nfile 'secret.mp4'\n");
    },
  ],
  [
    'pictures without a frame',
    'input.noFrames',
    async (path: string) => {
      await makeClip({ path, scenes });
      await spoilMedia(path);
    },
  ],
  [
    'a codec that nobody knows',
    'input.unsupported',
    async (path: string) => {
      await makeClip({ path, scenes });
      await renameCodec(path, 'avc1');
    },
  ],
] as const)('%s is %s', async ([name, code, make]) => {
  const path = at(`${name}.mp4`);
  await make(path);
  await expect(probeMedia(path)).rejects.toMatchObject({ code });
});

test('a plain text file is no video, whatever FFmpeg makes of it', async () => {
  await writeFile(at('notes.txt'), 'hello this is text\n'.repeat(500));
  await expect(probeMedia(at('notes.txt'))).rejects.toMatchObject({ code: 'input.notMedia' });
});

test('a file that is not there is not found', async () => {
  await expect(probeMedia(at('gone.mp4'))).rejects.toMatchObject({ code: 'input.notFound' });
});

test('sound whose pictures cannot be read is taken in as sound', async () => {
  await makeClip({ path: at('lost.mp4'), scenes, sound });
  await renameCodec(at('lost.mp4'), 'avc1');

  const probe = await probeMedia(at('lost.mp4'));

  expect(probe).toMatchObject({
    audio: { codec: 'aac' },
    unreadable: [{ stream: 'video', code: 'input.unsupported' }],
  });
  expect(probe).not.toHaveProperty('video');
});

/** Overwrites what is in `mdat`: the index still promises frames. */
async function spoilMedia(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes.fill(0, bytes.indexOf('mdat') + 4);
  await writeFile(path, bytes);
}

/** Gives a track's sample description a name that no decoder has. */
async function renameCodec(path: string, name: string): Promise<void> {
  const bytes = await readFile(path);
  bytes.write('zzzz', bytes.indexOf(name, bytes.indexOf('stsd')));
  await writeFile(path, bytes);
}

/** Turns Matroska's Duration element (id 4489, 8 bytes) into Void (id EC), as live writers leave it. */
async function forgetDuration(path: string): Promise<void> {
  const bytes = await readFile(path);
  const element = bytes.indexOf(Buffer.from([0x44, 0x89, 0x88]));
  expect(element).toBeGreaterThan(0);
  bytes.set([0xec, 0x89], element);
  await writeFile(path, bytes);
}
