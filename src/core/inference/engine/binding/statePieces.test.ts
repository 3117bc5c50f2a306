import { expect, test } from 'vitest';
import { packPieces, unpackPieces } from './statePieces.ts';

const pieces = [
  { from: 0, until: 4, bytes: new Uint8Array([1, 2, 3]) },
  { from: 4, until: 9, bytes: new Uint8Array([]) },
  { from: 9, until: 10, bytes: new Uint8Array([4]) },
];

test('packed pieces come back, also from the middle of other bytes', () => {
  const packed = packPieces(pieces);
  expect(unpackPieces(packed)).toEqual(pieces);
  const around = new Uint8Array([9, 9, 9, ...packed, 9]);
  expect(unpackPieces(around.subarray(3, 3 + packed.length))).toEqual(pieces);
  expect(unpackPieces(packPieces([]))).toEqual([]);
});

test('bytes that are cut short, longer, or of another kind are refused', () => {
  const packed = packPieces(pieces);
  for (let length = 0; length < packed.length; length++) {
    expect(unpackPieces(packed.subarray(0, length))).toBeUndefined();
  }
  expect(unpackPieces(new Uint8Array([...packed, 0]))).toBeUndefined();
  expect(unpackPieces(new Uint8Array(64))).toBeUndefined();
  const [first, , last] = pieces;
  if (first === undefined || last === undefined) throw new Error('There are three pieces.');
  expect(unpackPieces(packPieces([first, last]))).toBeUndefined();
});
