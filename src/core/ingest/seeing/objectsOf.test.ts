import { expect, test } from 'vitest';
import { objectKinds } from './objectKinds.ts';
import { type DetectorOutput, objectsOf } from './objectsOf.ts';
import { inputSide, placeInSquare, squareOf } from './squareOf.ts';

const kinds = objectKinds.length;

/** A grid of 13 x 13 cells on which one cell says `kind`, with a box so many cells to each side. */
function answer(
  kind: string,
  score: number,
  at: { cell: number; distance: number },
): DetectorOutput[] {
  const scores = new Float32Array(169 * kinds);
  scores[at.cell * kinds + objectKinds.indexOf(kind)] = score;
  const sides = new Float32Array(169 * 44).fill(-20);
  for (let side = 0; side < 4; side++) sides[at.cell * 44 + side * 11 + at.distance] = 20;
  return [
    { data: sides, dims: [1, 169, 44] },
    { data: scores, dims: [1, 169, kinds] },
  ];
}

test('an object has its kind, and its box as shares of an upright picture', () => {
  const place = placeInSquare({ width: 234, height: 416 });
  // The cell in the middle of the square, two cells of 32 pixels to each side.
  const [found] = objectsOf(answer('cup', 0.8, { cell: 6 * 13 + 6, distance: 2 }), place);
  expect(found).toMatchObject({ kind: 'cup', confidence: expect.closeTo(0.8) });
  const expected = [0.2265, 0.3462, 0.7735, 0.6538];
  expect(found?.box.map((side, at) => Math.abs(side - (expected[at] ?? 9)) < 0.01)).toEqual(
    expected.map(() => true),
  );
});

test('a box ends with the picture, and doubtful objects are left out', () => {
  const place = placeInSquare({ width: 416, height: 416 });
  const [found] = objectsOf(answer('dog', 0.6, { cell: 0, distance: 10 }), place);
  expect(found?.box.slice(0, 2)).toEqual([0, 0]);
  expect(objectsOf(answer('dog', 0.3, { cell: 0, distance: 1 }), place)).toEqual([]);
});

test('a model that names other kinds, or no place, is refused', () => {
  const [sides, scores] = answer('cup', 0.9, { cell: 1, distance: 1 });
  if (sides === undefined || scores === undefined) throw new Error('Two outputs are made.');
  const place = placeInSquare({ width: 1, height: 1 });
  expect(() => objectsOf([sides], place)).toThrow('other kinds');
  expect(() => objectsOf([scores], place)).toThrow('where it is');
});

test.each([
  [2, 2],
  [416, 2],
  [234, 416],
])('a picture of %i x %i fills its side of the square, black around it', (width, height) => {
  const place = placeInSquare({ width, height });
  expect(Math.max(place.width, place.height)).toBe(inputSide);
  const white = new Uint8Array(width * height * 3).fill(255);
  const square = squareOf(white, { width, height }, place);
  const bright = square.filter((value) => value > 0).length;
  expect(bright).toBe(place.width * place.height * 3);
});
