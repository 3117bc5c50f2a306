import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Muxer } from 'node-av/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeClip } from '../../../../test/support/makeClip.ts';
import { writeWav } from '../../../../test/support/writeWav.ts';
import { DecodedPictures, decodeLimits } from './decodeLimits.ts';
import { openMedia } from './openMedia.ts';
import { probeMedia } from './probeMedia.ts';
import { encodeSound } from './sound/encodeSound.ts';
import { extractSound } from './sound/extractSound.ts';

let dir = '';
const at = (name: string): string => join(dir, name);
const { signal } = new AbortController();
const control = { signal, onProgress: () => {} };
const tooMuch = { code: 'input.exceedsLimits' };

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'trendroom-limits-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

test.for([
  ['a sample a second', { sampleRate: 1, samples: 100_000 }],
  ['a thousand million samples a second', { sampleRate: 1e9, samples: 100_000 }],
  ['65 channels', { sampleRate: 8_000, channels: 65, samples: 1_000 }],
  ['seven hours', { sampleRate: 1_000, samples: 7 * 3_600_000 }],
] as const)('sound of %s is refused before a byte is decoded', async ([name, wav]) => {
  const path = at(`${name}.wav`);
  await writeWav(path, wav);
  await expect(probeMedia(path)).rejects.toMatchObject(tooMuch);
});

test('decoding stops at the limits even where nobody has probed the file', async () => {
  await writeWav(at('slow.wav'), { sampleRate: 1, samples: 100_000 });
  const pcmPath = at('slow.pcm');
  const slow = extractSound({ path: at('slow.wav'), durationMs: 0, pcmPath }, control);
  await expect(slow).rejects.toMatchObject(tooMuch);
  await expect(encodeSound(at('slow.wav'), at('slow.flac'), signal)).rejects.toMatchObject(tooMuch);
});

test('silence that fills a gap of hours is not made', async () => {
  await makeClip({ path: at('tone.mka'), sound: { toneMs: [[0, 500]], durationMs: 500 } });
  const path = at('gap.mka');
  await moveSound(at('tone.mka'), path, (packet) => (packet > 5 ? decodeLimits.durationMs : 0));
  await expect(probeMedia(path)).rejects.toMatchObject(tooMuch);
  const gap = extractSound({ path, durationMs: 500, pcmPath: at('gap.pcm') }, control);
  await expect(gap).rejects.toMatchObject(tooMuch);
  expect((await stat(at('gap.pcm'))).size).toBeLessThan(1_000_000);
});

test('a recording that begins a day into its clock is as long as its sound', async () => {
  await makeClip({ path: at('short.mka'), sound: { toneMs: [[0, 500]], durationMs: 500 } });
  const path = at('day.mka');
  await moveSound(at('short.mka'), path, () => 24 * 3_600_000);
  const sound = await extractSound({ path, durationMs: 500, pcmPath: at('day.pcm') }, control);
  expect(sound.durationMs).toBeGreaterThan(400);
  expect(sound.durationMs).toBeLessThan(700);
});

/** The same sound, its packets so many milliseconds later. */
async function moveSound(from: string, to: string, laterMs: (packet: number) => number) {
  await using input = await openMedia(from);
  await using muxer = await Muxer.open(to, { input, format: 'matroska' });
  const [stream] = input.streams;
  if (stream === undefined) throw new Error('no sound');
  const target = muxer.addStream(stream);
  let count = 0;
  for await (const packet of input.packets()) {
    if (packet === null) continue;
    using owned = packet;
    count += 1;
    const later = BigInt(Math.round((laterMs(count) * stream.timeBase.den) / 1_000));
    owned.pts += later;
    owned.dts += later;
    await muxer.writePacket(owned, target);
  }
  await muxer.close();
}

test('pictures are counted: their sizes, how many, their times and the files made of them', () => {
  const add = (width: number, height: number, atMs = 0) => {
    return () => new DecodedPictures().add({ width, height }, atMs);
  };
  expect(add(7_680, 4_320)).not.toThrow();
  expect(add(16_385, 1)).toThrow('16385 × 1');
  expect(add(8_193, 8_193)).toThrow('pixels');
  expect(add(64, 64, decodeLimits.durationMs + 1)).toThrow('6 hours');
  const many = new DecodedPictures();
  expect(() => {
    for (let frame = 0; frame <= decodeLimits.frames; frame++) many.add({ width: 1, height: 1 }, 0);
  }).toThrow('too many pictures');
  const written = new DecodedPictures();
  expect(() => written.addBytes(decodeLimits.scratchBytes)).not.toThrow();
  expect(() => written.addBytes(1)).toThrow('too much space');
});

test.skipIf(process.platform === 'win32')(
  'a clip that is a pipe or a device is refused',
  async () => {
    execFileSync('mkfifo', [at('pipe.mp4')]);
    await symlink('/dev/zero', at('endless.mp4'));
    await symlink(at('loop.mp4'), at('loop.mp4'));
    for (const [name, code] of [
      ['pipe', 'input.notFile'],
      ['endless', 'input.notFile'],
      ['loop', 'input.linkLoop'],
    ]) {
      await expect(probeMedia(at(`${name}.mp4`)), name).rejects.toMatchObject({ code });
    }
  },
);
