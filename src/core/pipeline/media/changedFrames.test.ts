import { expect, test } from 'vitest';
import { comparedSize, hasChanged } from './changedFrames.ts';

type Box = readonly [left: number, top: number, right: number, bottom: number];

/** A noisy grey picture, with a lighter box when asked. */
function picture(seed: number, box?: Box): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: comparedSize ** 2 }, (_, at) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const x = at % comparedSize;
    const y = Math.floor(at / comparedSize);
    const inside = box !== undefined && x >= box[0] && y >= box[1] && x < box[2] && y < box[3];
    return (inside ? 200 : 100) + (state % 9) - 4;
  });
}

test('the first picture is new; noise is no change; a line of text is one', () => {
  const line: Box = [40, 150, 150, 160];
  expect(hasChanged(undefined, picture(1))).toBe(true);
  expect(hasChanged(picture(1), picture(2))).toBe(false);
  expect(hasChanged(picture(1), picture(2, line))).toBe(true);
  expect(hasChanged(picture(1, line), picture(2, line))).toBe(false);
  expect(hasChanged(picture(1, line), picture(2))).toBe(true);
});

test('a speck, such as a blinking dot, is no text', () => {
  expect(hasChanged(picture(1), picture(2, [8, 8, 16, 16]))).toBe(false);
});
