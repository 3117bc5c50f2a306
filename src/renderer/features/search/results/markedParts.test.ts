import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markedParts } from './markedParts.ts';

test('a text is cut at what matches', () => {
  expect(
    markedParts('one big pot of lentils', [
      [15, 22],
      [4, 7],
    ]),
  ).toEqual([
    { text: 'one ', marked: false, start: 0 },
    { text: 'big', marked: true, start: 4 },
    { text: ' pot of ', marked: false, start: 7 },
    { text: 'lentils', marked: true, start: 15 },
  ]);
});

test('no character is lost or said twice, whatever the ranges are', () => {
  const place = fc.integer({ min: -5, max: 60 });
  fc.assert(
    fc.property(fc.string({ maxLength: 50 }), fc.array(fc.tuple(place, place)), (text, ranges) => {
      const parts = markedParts(text, ranges);
      expect(parts.map((part) => part.text).join('')).toBe(text);
      for (const part of parts) {
        expect(text.startsWith(part.text, part.start)).toBe(true);
        const inside = ranges.some(([from, to]) => from <= part.start && part.start < to);
        expect(part.marked).toBe(inside);
      }
    }),
  );
});
