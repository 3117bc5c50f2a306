import { expect, test } from 'vitest';
import { type FramePrint, unpackFrames, unpackSound } from '../../../base/index.ts';
import { FramePrinter } from './framePrinter.ts';
import type { PackedPicture } from './greyPicture.ts';
import { SoundPrinter } from './soundPrinter.ts';

type Painter = (x: number, y: number) => number;

const width = 180;
const height = 240;

/** A grey picture; the painter is asked for places from 0 to 1. */
function paint(painter: Painter, size = { width, height }): PackedPicture {
  const pixels = new Uint8Array(size.width * size.height);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const level = painter((x + 0.5) / size.width, (y + 0.5) / size.height);
      pixels[y * size.width + x] = Math.max(0, Math.min(255, Math.round(level)));
    }
  }
  return { pixels, ...size, channels: 1 };
}

/** Blobs of light and shade at places that the seed chooses. */
function scene(seed: number): Painter {
  const random = seeded(seed);
  const blobs = Array.from({ length: 9 }, () => ({
    x: random(),
    y: random(),
    size: 0.05 + random() * 0.2,
    light: random() * 200 - 100,
  }));
  return (x, y) =>
    120 +
    blobs.reduce((sum, blob) => {
      const distance = ((x - blob.x) ** 2 + (y - blob.y) ** 2) / blob.size ** 2;
      return sum + blob.light * Math.exp(-distance);
    }, 0);
}

function seeded(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = Math.imul(state ^ (state >>> 15), state | 1);
    state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
    return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32;
  };
}

function printOf(pictures: readonly PackedPicture[], rotationDegrees = 0): FramePrint[] {
  const printer = new FramePrinter(rotationDegrees);
  for (const [index, picture] of pictures.entries()) printer.add(picture, index * 500);
  return unpackFrames(printer.finish(pictures.length * 500));
}

function bits(one: readonly number[] = [], other: readonly number[] = []): number {
  const ones = (value: number): number => value.toString(2).replaceAll('0', '').length;
  return one.reduce((sum, half, at) => sum + ones((half ^ (other[at] ?? 0)) >>> 0), 0);
}

const hashOf = (painter: Painter, size?: { width: number; height: number }) =>
  printOf([paint(painter, size)])[0]?.whole;

test('a picture that was scaled, made brighter or noisy has nearly the same hash; another has not', () => {
  const random = seeded(99);
  for (const seed of [1, 2, 3, 4]) {
    const painter = scene(seed);
    const own = hashOf(painter);
    expect(bits(own, hashOf(painter, { width: 67, height: 90 }))).toBeLessThanOrEqual(4);
    expect(bits(own, hashOf(painter, { width: 300, height: 200 }))).toBeLessThanOrEqual(4);
    expect(
      bits(
        own,
        hashOf((x, y) => painter(x, y) * 1.1 + 10),
      ),
    ).toBeLessThanOrEqual(4);
    expect(
      bits(
        own,
        hashOf((x, y) => painter(x, y) + random() * 24 - 12),
      ),
    ).toBeLessThanOrEqual(6);
    expect(bits(own, hashOf(scene(seed + 20)))).toBeGreaterThan(16);
  }
});

test('bars around all pictures are no part of them', () => {
  const painters = [scene(1), scene(2)];
  const boxed = painters.map((painter) =>
    paint((x, y) => (y < 0.2 || y > 0.8 ? 16 : painter(x, (y - 0.2) / 0.6))),
  );
  const plain = printOf(painters.map((painter) => paint(painter)));
  for (const [index, { whole }] of printOf(boxed).entries()) {
    expect(bits(whole, plain[index]?.whole)).toBeLessThanOrEqual(6);
  }
});

test('the hash of the mirrored picture is the hash with every other bit turned', () => {
  const painter = scene(5);
  const mirrored = hashOf((x, y) => painter(1 - x, y));
  const turned = (hashOf(painter) ?? [0, 0]).map((half) => (half ^ 0xaaaaaaaa) >>> 0);
  expect(bits(turned, mirrored)).toBeLessThanOrEqual(4);
});

test('a picture that is stored lying is known by how it is shown', () => {
  const painter = scene(6);
  // Stored so that a clockwise turn makes it upright.
  const lying = paint((x, y) => painter(1 - y, x), { width: height, height: width });
  expect(bits(printOf([lying], 90)[0]?.whole, hashOf(painter))).toBeLessThanOrEqual(4);
});

test('flat pictures have no hash, and what stands still is one stretch', () => {
  const black = paint(() => 16);
  const white = paint(() => 235);
  const fade = paint((_, y) => 100 + y * 3);
  expect(printOf([])).toEqual([]);
  expect(printOf([black, white, fade])).toEqual([]);
  const shown = printOf([black, paint(scene(1)), paint(scene(1)), black, paint(scene(1))]);
  expect(shown.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [500, 1_500],
    [2_000, 2_500],
  ]);
});

test('ten hours of pictures are as many prints as are compared, over all of it', () => {
  const printer = new FramePrinter();
  const pictures = [1, 2, 3].map((seed) => paint(scene(seed), { width: 40, height: 40 }));
  for (let at = 0; at < 1_300; at++) {
    const picture = pictures[at % 3];
    if (picture !== undefined) printer.add(picture, at * 30_000);
  }
  const frames = unpackFrames(printer.finish(1_300 * 30_000));
  expect(frames.length).toBeLessThanOrEqual(240);
  expect(frames.at(-1)?.startMs).toBeGreaterThan(1_200 * 30_000);
});

const sampleRate = 16_000;

/** Notes and noise that change eight times a second. */
function music(seconds: number, seed: number): Float32Array {
  const random = seeded(seed);
  const samples = new Float32Array(seconds * sampleRate);
  for (let note = 0; note < seconds * 8; note++) {
    const tones = [0, 1, 2].map(() => 250 + random() * 1_800);
    for (let at = (note * sampleRate) / 8; at < ((note + 1) * sampleRate) / 8; at++) {
      const sound = tones.reduce(
        (sum, hz) => sum + Math.sin((2 * Math.PI * hz * at) / sampleRate),
        0,
      );
      samples[at] = sound * 0.15 + (random() - 0.5) * 0.05;
    }
  }
  return samples;
}

function soundOf(samples: Float32Array): Uint32Array {
  const printer = new SoundPrinter();
  // As a decoder hands them over.
  for (let at = 0; at < samples.length; at += 1_024) printer.add(samples.subarray(at, at + 1_024));
  return unpackSound(printer.finish());
}

function errorShare(one: Uint32Array, other: Uint32Array, offset = 0): number {
  let [wrong, all] = [0, 0];
  for (let at = 0; at + offset < one.length && at < other.length; at++) {
    wrong += bits([one[at + offset] ?? 0], [other[at] ?? 0]);
    all += 32;
  }
  return wrong / all;
}

test('a sound is known when it is quieter, noisy or begins between two items', () => {
  const sound = music(6, 1);
  const random = seeded(7);
  const own = soundOf(sound);
  expect(own.length).toBeGreaterThan(80);
  expect(errorShare(own, soundOf(sound.map((sample) => sample * 0.2)))).toBeLessThan(0.02);
  expect(errorShare(own, soundOf(sound.map((s) => s + random() * 0.02)))).toBeLessThan(0.2);
  // Three and a half items of 64 ms later.
  expect(errorShare(own, soundOf(sound.subarray(3.5 * 1_024)), 3)).toBeLessThan(0.2);
  expect(errorShare(own, soundOf(music(6, 2)))).toBeGreaterThan(0.4);
});

test('silence, damaged samples and a moment of sound tell nothing', () => {
  expect(soundOf(new Float32Array(5 * sampleRate))).toHaveLength(0);
  expect(soundOf(new Float32Array(5 * sampleRate).fill(Number.NaN))).toHaveLength(0);
  expect(soundOf(music(6, 1).subarray(0, 2_000))).toHaveLength(0);
  const pause = Float32Array.from([...music(2, 1), ...new Float32Array(2 * sampleRate)]);
  const items = soundOf(pause);
  expect([...items.slice(-10)]).toEqual(Array(10).fill(0));
  expect([...items.slice(1, 10)].every((item) => item !== 0)).toBe(true);
});
