import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readSamples, samplesFolder } from '../../../../test/support/samples.ts';
import { silentLogger } from '../../base/index.ts';
import { createNodeHost } from '../../host/index.ts';
import { createMediaClient } from '../media/mediaClient.ts';
import type { TextSpan } from './mergeLines.ts';
import { readScreen } from './readScreen.ts';
import { createScreenReader } from './screenReader.ts';

const { children } = createNodeHost({ libraryDir: '', modelsDir: '', logger: silentLogger });
const media = createMediaClient(children);
const reader = createScreenReader(children);
const samples = Object.entries(readSamples().truth.files);

afterAll(() => {
  media.stop();
  reader.release();
});

async function read(file: string): Promise<TextSpan[]> {
  const path = join(samplesFolder, file);
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-screen-'));
  try {
    const { durationMs, video } = await media.call('probe', { path });
    if (video === undefined) throw new Error(`${file} has no picture`);
    const { width, height, rotationDegrees } = video;
    const size = { width, height, rotationDegrees };
    const { changed } = await media.call('frames', { path, durationMs, folder, ...size });
    const { signal } = new AbortController();
    const yieldSlot = async (): Promise<void> => {};
    return await readScreen({ reader, frames: changed, signal, onProgress() {}, yieldSlot });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];

let found = 0;
let all = 0;

it.each(samples)('%s: the texts on screen, while they are there', async (file, truth) => {
  const spans = await read(file);
  let foundLocally = 0;
  let allLocal = 0;
  for (const { text, startMs, endMs } of truth.onScreen) {
    const during = spans.filter((span) => span.startMs < endMs && span.endMs > startMs);
    const readWords = new Set(during.flatMap((span) => wordsOf(span.text)));
    const words = wordsOf(text);
    foundLocally += words.filter((word) => readWords.has(word)).length;
    allLocal += words.length;
  }
  found += foundLocally;
  all += allLocal;
  expect(foundLocally / allLocal).toBeGreaterThan(0.8);
});

it('reads nearly every word over all of them', () => {
  expect(all).toBeGreaterThan(100);
  expect(found / all).toBeGreaterThan(0.95);
});
