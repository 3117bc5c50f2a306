import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from './cleanText.ts';
import { decodeLine } from './decodeLine.ts';
import { smallestBox } from './smallestBox.ts';
import { textRegions } from './textRegions.ts';

describe('decodeLine', () => {
  const characters = ['a', 'b', ' '];
  const decode = (...steps: number[][]) =>
    decodeLine(Float32Array.from(steps.flat()), 4, characters);

  it('takes each character once where it is repeated, and again after a pause', () => {
    const [a, pause] = [
      [0, 1, 0, 0],
      [1, 0, 0, 0],
    ];
    expect(decode(a, a, pause, a, [0, 0, 0.5, 0])).toEqual({ text: 'aab', confidence: 2.5 / 3 });
  });

  it('takes a space that loses to no character, and none beside letters', () => {
    expect(decode([0, 1, 0, 0], [0.7, 0, 0, 0.3], [0, 0, 1, 0]).text).toBe('a b');
    expect(decode([0, 1, 0, 0], [0.9, 0, 0, 0.1], [0, 0, 1, 0]).text).toBe('ab');
  });

  it('reads nothing where nothing is', () => {
    expect(decode([1, 0, 0, 0])).toEqual({ text: '', confidence: 0 });
  });
});

describe('smallestBox', () => {
  it('finds a rectangle however it is turned', () => {
    const side = fc.double({ min: 5, max: 200, noNaN: true });
    const angle = fc.double({ min: -0.7, max: 0.7, noNaN: true });
    fc.assert(
      fc.property(side, side, angle, (width, height, turn) => {
        const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
        const corners = [-1, 1].flatMap((x) =>
          [-1, 1].map((y): [number, number] => {
            const [u, v] = [(x * width) / 2, (y * height) / 2];
            return [300 + u * cos - v * sin, 300 + u * sin + v * cos];
          }),
        );
        const box = smallestBox(corners);
        expect(box.x).toBeCloseTo(300, 6);
        expect(box.y).toBeCloseTo(300, 6);
        expect(box.angle).toBeCloseTo(turn, 6);
        expect([box.width, box.height].map(Math.round)).toEqual([width, height].map(Math.round));
      }),
    );
  });
});

it('textRegions grows each region to its letters, and leaves faint ones out', () => {
  const map = new Float32Array(100 * 40);
  for (let y = 10; y <= 20; y++) for (let x = 10; x <= 60; x++) map[y * 100 + x] = 0.9;
  for (let y = 30; y <= 35; y++) for (let x = 70; x <= 90; x++) map[y * 100 + x] = 0.12;
  const grown = (50 * 10 * 1.8) / 60;
  expect(textRegions(map, 100, 40)).toEqual([
    { x: 35, y: 15, angle: 0, width: 50 + grown, height: 10 + grown },
  ]);
});

it.each([
  ['30 DAYS ', '30 DAYS'],
  ['3O DAYS', '30 DAYS'],
  ['before l close', 'before I close'],
  ['I ❤ this ★ place', 'I this place'],
  ['so good 🔥😂', 'so good'],
  ['Mug™ 3 #1', 'Mug™ 3 #1'],
])('cleanText makes of %j %j', (read, clean) => {
  expect(cleanText(read)).toBe(clean);
});
