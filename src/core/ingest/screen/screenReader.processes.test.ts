import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { silentLogger } from '../../base/index.ts';
import { createNodeHost } from '../../host/index.ts';
import { readScreen } from './readScreen.ts';
import { createScreenReader } from './screenReader.ts';
import { createVisionClient } from './visionClient.ts';

/** Five lines of white text on green with an orange disc; drawn by this project. */
const testFrame = fileURLToPath(new URL('./testFrame.jpg', import.meta.url));
const { children } = createNodeHost({ libraryDir: '', modelsDir: '', logger: silentLogger });
const vision = createVisionClient(children);
const reader = createScreenReader(vision);
const yieldSlot = async (): Promise<void> => {};
const never = new AbortController().signal;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-screen-'));
});
afterAll(async () => {
  vision.stop();
  await rm(folder, { recursive: true, force: true });
});

it('reads the texts of frames with their times, spaces between capitals included', async () => {
  const progress: number[] = [];
  const spans = await readScreen({
    reader,
    frames: [
      { path: testFrame, atMs: 0, untilMs: 400 },
      { path: testFrame, atMs: 400, untilMs: 1_000 },
    ],
    signal: never,
    yieldSlot,
    onProgress: (fraction) => progress.push(fraction),
  });
  expect(spans.map(({ startMs, endMs, text }) => [startMs, endMs, text])).toEqual([
    [0, 1_000, 'WAIT FOR IT'],
    [0, 1_000, 'I TRIED IT FOR 30 DAYS'],
    [0, 1_000, '3 things nobody tells you about cold brew coffee'],
    [0, 1_000, 'Link in bio: 20% off'],
  ]);
  expect(progress).toEqual([0.5, 1]);
});

it('reports a picture that cannot be read and goes on with the next', async () => {
  const broken = join(folder, 'broken.jpg');
  await writeFile(broken, 'no picture');
  await expect(reader.readFrame(broken, never)).rejects.toMatchObject({ code: 'worker.failed' });
  expect((await reader.readFrame(testFrame, never)).lines).toHaveLength(5);
});

it('stops at the frame during which it is cancelled', async () => {
  const controller = new AbortController();
  const progress: number[] = [];
  const reading = readScreen({
    reader,
    frames: Array.from({ length: 100 }, (_, i) => ({
      path: testFrame,
      atMs: i * 400,
      untilMs: i * 400 + 400,
    })),
    signal: controller.signal,
    yieldSlot,
    onProgress: (fraction) => {
      progress.push(fraction);
      controller.abort();
    },
  });
  await expect(reading).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(progress).toEqual([0.01]);
});
