import { expect, test } from 'vitest';
import { findSilences } from './silences.ts';

/** Levels of 10 ms each. */
const levels = (...parts: [level: number, ms: number][]): Float32Array =>
  Float32Array.from(parts.flatMap(([level, ms]) => Array<number>(ms / 10).fill(level)));

test('pauses between sentences are told, those between words are not', () => {
  const sound = levels([0.5, 500], [0, 200], [0.5, 300], [0.001, 300], [0.4, 100], [0, 400]);
  expect(findSilences(sound)).toEqual([
    { startMs: 1_000, endMs: 1_300 },
    { startMs: 1_400, endMs: 1_800 },
  ]);
});

test('in a noisy recording the quiet parts are silences', () => {
  const sound = levels([0.8, 500], [0.02, 400], [0.8, 500]);
  expect(findSilences(sound)).toEqual([{ startMs: 500, endMs: 900 }]);
});

test('nothing at all is one silence, and no sound has none', () => {
  expect(findSilences(levels([0, 1_000]))).toEqual([{ startMs: 0, endMs: 1_000 }]);
  expect(findSilences(new Float32Array())).toEqual([]);
});
