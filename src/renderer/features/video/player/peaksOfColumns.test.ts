import { expect, test } from 'vitest';
import { peaksOfColumns } from './peaksOfColumns.ts';

test('each column has the loudest of its peaks', () => {
  expect(peaksOfColumns(Uint8Array.of(1, 9, 3, 4, 200, 0), 3)).toEqual([9, 4, 200]);
  expect(peaksOfColumns(Uint8Array.of(5, 7), 4)).toEqual([5, 5, 7, 7]);
  expect(peaksOfColumns(new Uint8Array(), 2)).toEqual([0, 0]);
});
