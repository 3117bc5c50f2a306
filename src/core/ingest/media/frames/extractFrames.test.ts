import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Log } from 'node-av';
import { AV_LOG_QUIET } from 'node-av/constants';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  blue,
  type ClipOptions,
  green,
  grey,
  makeClip,
  red,
} from '../../../../../test/support/makeClip.ts';
import { readPicture } from '../../../../../test/support/readPicture.ts';
import type { FramesOutput } from '../mediaCalls.ts';
import { probeMedia } from '../probeMedia.ts';
import { extractFrames } from './extractFrames.ts';

let dir = '';
beforeAll(async () => {
  // Of broken frames FFmpeg would write a line each.
  Log.setLevel(AV_LOG_QUIET);
  dir = await mkdtemp(join(tmpdir(), 'trendroom-frames-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const quiet = { signal: new AbortController().signal, onProgress: () => {} };

async function framesOf(clip: Omit<ClipOptions, 'path'>, ending = 'mp4'): Promise<FramesOutput> {
  const folder = await mkdtemp(join(dir, 'clip-'));
  const path = join(folder, `clip.${ending}`);
  await makeClip({ path, ...clip });
  return extract(path, join(folder, 'frames'));
}

async function extract(path: string, folder: string): Promise<FramesOutput> {
  const { durationMs, video } = await probeMedia(path);
  if (video === undefined) throw new Error('The clip has no pictures.');
  const look = { minDifference: 4 };
  return extractFrames({ path, durationMs, ...video, folder, look }, quiet);
}

const spans = (rows: readonly { startMs: number; endMs: number }[]): number[][] =>
  rows.map(({ startMs, endMs }) => [startMs, endMs]);

/** Lossy coding and rounding move a colour by a few steps. */
function expectColor(found: readonly number[], wanted: readonly number[]): void {
  for (const [channel, value] of wanted.entries()) {
    expect(Math.abs((found[channel] ?? -99) - value)).toBeLessThan(12);
  }
}

test('cuts are found to the frame, each shot has its picture in true colours', async () => {
  const { shots, durationMs, changed } = await framesOf({
    width: 128,
    height: 96,
    scenes: [
      { yuv: red, frames: 25 },
      { yuv: green, frames: 31 },
      { yuv: blue, frames: 20 },
    ],
  });

  expect(spans(shots)).toEqual([
    [0, 1_000],
    [1_000, 2_240],
    [2_240, 3_040],
  ]);
  expect(durationMs).toBe(3_040);
  const keyframes = await Promise.all(shots.map(({ keyframe }) => readPicture(keyframe.path)));
  expect(keyframes.map(({ width, height }) => [width, height])).toEqual(Array(3).fill([128, 96]));
  const colors = keyframes.map((picture) => picture.colorAt(0.5, 0.5));
  expectColor(colors[0] ?? [], [255, 0, 0]);
  expectColor(colors[1] ?? [], [0, 255, 0]);
  expectColor(colors[2] ?? [], [0, 0, 255]);
  expect(changed.map(({ atMs, untilMs }) => [atMs, untilMs])).toEqual(spans(shots));
});

test('a fade is no cut', async () => {
  const steps = Array.from({ length: 50 }, (_, step) => ({
    yuv: [40 + step * 3, 128, 128] as const,
    frames: 1,
  }));
  const { shots } = await framesOf({ scenes: steps });
  expect(spans(shots)).toEqual([[0, 2_000]]);
});

test('only frames on which text may have come or gone are kept for reading', async () => {
  const caption = [0.2, 0.7, 0.8, 0.78] as const;
  const { changed, shots } = await framesOf({
    width: 270,
    height: 480,
    scenes: [
      { yuv: grey, frames: 50 },
      { yuv: grey, frames: 50, box: caption },
      { yuv: grey, frames: 50 },
    ],
  });

  expect(shots).toHaveLength(1);
  expect(changed).toHaveLength(3);
  const [before, during, after] = changed;
  expect(before).toMatchObject({ atMs: 0, untilMs: during?.atMs });
  // Sampled twice a second: seen at most half a second and a frame late.
  expect(during?.atMs).toBeGreaterThanOrEqual(2_000);
  expect(during?.atMs).toBeLessThanOrEqual(2_540);
  expect(after?.atMs).toBeGreaterThanOrEqual(4_000);
  expect(after?.atMs).toBeLessThanOrEqual(4_540);
  expect(after?.untilMs).toBe(6_000);
  const picture = await readPicture(during?.path ?? '');
  expectColor(picture.colorAt(0.5, 0.74), [255, 255, 255]);
});

test('a turned video gives upright pictures', async () => {
  // Stored lying: what is on its left edge is on top when turned clockwise.
  const { shots, sprite } = await framesOf({
    width: 128,
    height: 64,
    rotationDegrees: 90,
    scenes: [{ yuv: grey, frames: 30, box: [0, 0, 0.25, 1] }],
  });
  const keyframe = await readPicture(shots[0]?.keyframe.path ?? '');
  expect(keyframe).toMatchObject({ width: 64, height: 128 });
  expectColor(keyframe.colorAt(0.5, 0.1), [255, 255, 255]);
  expectColor(keyframe.colorAt(0.5, 0.9), [109, 109, 109]);
  expect(sprite).toMatchObject({ tileWidth: 64, tileHeight: 128 });
  const sheet = await readPicture(sprite.path);
  expectColor(sheet.colorAt(0.1, 0.1), [255, 255, 255]);
});

test('uneven frames have the times of their stamps, and the sprite holds what stood', async () => {
  const { shots, durationMs, variableFrameRate, sprite } = await framesOf({
    timesMs: [0, 40, 80, 1_000, 1_033, 3_000, 3_040, 3_080],
    scenes: [
      { yuv: red, frames: 3 },
      { yuv: green, frames: 2 },
      { yuv: blue, frames: 3 },
    ],
  });

  expect(spans(shots)).toEqual([
    [0, 1_000],
    [1_000, 3_000],
    [3_000, durationMs],
  ]);
  expect(variableFrameRate).toBe(true);
  expect(sprite).toMatchObject({ columns: 7, rows: 1, intervalMs: 500 });
  const sheet = await readPicture(sprite.path);
  const tiles = Array.from({ length: 7 }, (_, tile) => sheet.colorAt((tile + 0.5) / 7, 0.5));
  const wanted = ['red', 'red', 'green', 'green', 'green', 'green', 'blue'];
  expect(tiles.map(nameOf)).toEqual(wanted);
});

test('an even frame rate is measured', async () => {
  const { frameRate, variableFrameRate } = await framesOf({
    frameRate: 30,
    scenes: [{ yuv: red, frames: 60 }],
  });
  expect(variableFrameRate).toBe(false);
  expect(frameRate).toBeCloseTo(30, 1);
});

test.for([
  ['one pixel', { width: 1, height: 1, codec: 'ffv1' as const }, 'mkv', [2, 2]],
  ['8K', { width: 7_680, height: 4_320, codec: 'mjpeg' as const, frameRate: 1 }, 'mov', [960, 540]],
  ['odd sides', { width: 65, height: 33, codec: 'ffv1' as const }, 'mkv', [66, 34]],
] as const)('%s works', async ([, size, ending, wanted]) => {
  const scenes = [
    { yuv: red, frames: 1 },
    { yuv: blue, frames: 1 },
  ];
  const { shots, look } = await framesOf({ ...size, scenes }, ending);
  const picture = await readPicture(shots[0]?.keyframe.path ?? '');
  expect([picture.width, picture.height]).toEqual(wanted);
  expect(nameOf(picture.colorAt(0.5, 0.5))).toBe('red');
  const { width = 0, height = 0, frames = [] } = look ?? {};
  expect([Math.max(width, height) <= 416, frames.length > 0]).toEqual([true, true]);
});

test('pictures that begin after the sound keep their times', async () => {
  const { shots } = await framesOf(
    {
      timesMs: Array.from({ length: 25 }, (_, frame) => 600 + frame * 40),
      scenes: [
        { yuv: red, frames: 10 },
        { yuv: blue, frames: 15 },
      ],
      sound: { toneMs: [[0, 1_600]], durationMs: 1_600 },
    },
    'mkv',
  );
  expect(shots.map(({ startMs }) => startMs)).toEqual([600, 1_000]);
});

test('broken frames in the middle are passed over', async () => {
  const path = join(dir, 'dented.mp4');
  await makeClip({ path, width: 320, height: 240, scenes: [{ yuv: red, frames: 100 }] });
  const bytes = await readFile(path);
  const media = bytes.indexOf('mdat') + 4;
  const middle = media + Math.floor((bytes.length - media) / 2);
  bytes.fill(0x5a, middle, middle + 200);
  await writeFile(path, bytes);

  const { shots, durationMs } = await extract(path, join(dir, 'dented'));
  expect(shots.length).toBeGreaterThan(0);
  expect(durationMs).toBe(4_000);
});

test('a full disk says so', async () => {
  const path = join(dir, 'full.mp4');
  await makeClip({ path, scenes: [{ yuv: red, frames: 5 }] });
  await mkdir(join(dir, 'full'));
  await symlink('/dev/full', join(dir, 'full', '000000000.jpg'));
  await expect(extract(path, join(dir, 'full'))).rejects.toMatchObject({ code: 'ENOSPC' });
});

test('a cancelled pass stops and says so; progress goes from 0 to 1', async () => {
  const path = join(dir, 'long.mp4');
  await makeClip({ path, scenes: [{ yuv: red, frames: 500 }] });
  const input = { path, durationMs: 20_000, rotationDegrees: 0, width: 64, height: 64 };
  const fractions: number[] = [];
  const onProgress = (fraction: number): void => void fractions.push(fraction);
  await extractFrames({ ...input, folder: join(dir, 'all') }, { ...quiet, onProgress });
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(fractions.at(-1)).toBeGreaterThan(0.99);

  const controller = new AbortController();
  const stopped = extractFrames(
    { ...input, folder: join(dir, 'some') },
    { signal: controller.signal, onProgress: (fraction) => fraction > 0.1 && controller.abort() },
  );
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  expect(await readdir(join(dir, 'some'))).not.toContain('sprite.jpg');
});

function nameOf([r, g, b]: readonly [number, number, number]): string {
  if (r > 150 && g < 100 && b < 100) return 'red';
  if (g > 150 && r < 100 && b < 100) return 'green';
  return b > 150 && r < 100 && g < 100 ? 'blue' : `${r},${g},${b}`;
}

test('a frame a second and each cut are compared, and those that differ are kept to look at', async () => {
  const { look, signals } = await framesOf({
    width: 128,
    height: 96,
    scenes: [
      { yuv: red, frames: 100 },
      { yuv: green, frames: 50 },
      { yuv: green, frames: 50, box: [0.1, 0.1, 0.6, 0.6] },
    ],
  });
  if (look === undefined) throw new Error('No frames were kept.');
  const [first, cut, ...later] = look.frames;
  expect(look.sampled).toBeGreaterThanOrEqual(8);
  expect([first?.atMs, first?.untilMs, cut?.atMs]).toEqual([0, 4_000, 4_000]);
  expect(later).toHaveLength(1);
  expect(later[0]?.untilMs).toBe(8_000);
  const pixels = await readFile(look.path);
  expect(pixels.length).toBe(look.frames.length * look.width * look.height * 3);
  expectColor([...pixels.subarray(0, 3)], [255, 0, 0]);
  const at = cut?.offset ?? 0;
  expectColor([...pixels.subarray(at, at + 3)], [0, 255, 0]);
  expect(signals.colours.map(({ hex }) => hex)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^#0[0-9a-f]f[0-9a-f]0[0-9a-f]$/),
      expect.stringMatching(/^#f[0-9a-f]0[0-9a-f]0[0-9a-f]$/),
    ]),
  );
});

test.each([
  ['black', [16, 128, 128] as const, 0],
  ['white', [235, 128, 128] as const, 1],
])('a clip that is %s all over is one picture without motion', async (_, yuv, brightness) => {
  const { look, signals } = await framesOf({ scenes: [{ yuv, frames: 75 }] });
  expect(look?.frames).toEqual([{ atMs: 0, untilMs: 3_000, offset: 0 }]);
  expect(signals).toMatchObject({ brightness: expect.closeTo(brightness, 1), motion: 0 });
  expect(signals.colours).toHaveLength(1);
});
