import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grey, makeClip } from '../../../../../test/support/makeClip.ts';
import { readPcm } from '../../speech/readPcm.ts';
import { extractSound } from './extractSound.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'trendroom-sound-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const quiet = { signal: new AbortController().signal, onProgress: () => {} };
/** A codec frame smears a sound's ends. */
const smearMs = 60;

function loudest(samples: Float32Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

test('sound becomes 16 kHz samples with its silences and peaks', async () => {
  const path = join(dir, 'tone.m4a');
  await makeClip({
    path,
    sound: {
      toneMs: [
        [0, 1_000],
        [2_000, 2_900],
        [3_000, 4_000],
      ],
      durationMs: 4_000,
    },
  });
  const pcmPath = join(dir, 'tone', 'sound.pcm');

  const { durationMs, silences, peaks } = await extractSound(
    { path, durationMs: 4_000, pcmPath },
    quiet,
  );

  // The pause of 100 ms is one between words: not told.
  expect(silences).toHaveLength(1);
  expect(Math.abs((silences[0]?.startMs ?? 0) - 1_000)).toBeLessThan(smearMs);
  expect(Math.abs((silences[0]?.endMs ?? 0) - 2_000)).toBeLessThan(smearMs);
  expect(Math.abs(durationMs - 4_000)).toBeLessThan(smearMs);
  expect(peaks).toHaveLength(Math.ceil(durationMs / 10));
  expect(peaks[50]).toBeGreaterThan(115);
  expect(peaks[50]).toBeLessThan(140);
  expect(peaks[150]).toBeLessThan(3);
  expect(Math.round((await stat(pcmPath)).size / 64)).toBe(durationMs);
  // Not to the tone's end, where AAC overshoots.
  expect(loudest(await readPcm(pcmPath, 1_600, 12_800))).toBeCloseTo(0.5, 1);
  expect(loudest(await readPcm(pcmPath, 1.2 * 16_000, 0.6 * 16_000))).toBeLessThan(0.01);
});

test('sound that begins after the pictures keeps its times', async () => {
  const path = join(dir, 'late.mkv');
  await makeClip({
    path,
    scenes: [{ yuv: grey, frames: 50 }],
    sound: { toneMs: [[0, 1_000]], durationMs: 1_000, delayMs: 800 },
  });

  const sound = await extractSound(
    { path, durationMs: 2_000, pcmPath: join(dir, 'late.pcm') },
    quiet,
  );

  expect(Math.abs(sound.durationMs - 1_800)).toBeLessThan(smearMs);
  expect(sound.silences[0]?.startMs).toBe(0);
  expect(Math.abs((sound.silences[0]?.endMs ?? 0) - 800)).toBeLessThan(smearMs);
});

test('a full disk and a cancel say so', async () => {
  const path = join(dir, 'minute.m4a');
  await makeClip({ path, sound: { toneMs: [[0, 60_000]], durationMs: 60_000 } });
  const full = extractSound({ path, durationMs: 60_000, pcmPath: '/dev/full' }, quiet);
  await expect(full).rejects.toMatchObject({ code: 'ENOSPC' });

  const controller = new AbortController();
  const cancelled = extractSound(
    { path, durationMs: 60_000, pcmPath: join(dir, 'part.pcm') },
    { signal: controller.signal, onProgress: (done) => done > 0.1 && controller.abort() },
  );
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  expect((await stat(join(dir, 'part.pcm'))).size).toBeLessThan(30_000 * 64);
});
