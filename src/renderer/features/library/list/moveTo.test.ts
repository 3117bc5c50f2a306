import { expect, test } from 'vitest';
import { moveTo } from './moveTo.ts';
import { pagesOf } from './pages/pagesOf.ts';

/** 0 1 2 3 / 4 5 6 7 / 8 9 */
const grid = { count: 10, columns: 4, pageRows: 2 };

test.each([
  ['ArrowRight', 3, 4],
  ['ArrowRight', 9, 9],
  ['ArrowLeft', 4, 3],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 1, 5],
  ['ArrowDown', 6, 9],
  ['ArrowDown', 8, 8],
  ['ArrowUp', 9, 5],
  ['ArrowUp', 2, 2],
  ['PageDown', 1, 9],
  ['PageDown', 2, 6],
  ['PageUp', 9, 1],
  ['Home', 9, 0],
  ['End', 0, 9],
  ['x', 0, undefined],
])('%s in a grid leads from %i to %s', (key, from, to) => {
  expect(moveTo(key, from, grid)).toBe(to);
});

test('a table has no sideways, an empty list no way', () => {
  expect(moveTo('ArrowRight', 3, { count: 10, columns: 1, pageRows: 5 })).toBeUndefined();
  expect(moveTo('ArrowDown', 3, { count: 10, columns: 1, pageRows: 5 })).toBe(4);
  expect(moveTo('ArrowDown', 0, { count: 0, columns: 4, pageRows: 5 })).toBeUndefined();
});

test('only the pages in sight are asked for, beside the first', () => {
  expect(pagesOf(0, 30)).toEqual([]);
  expect(pagesOf(90, 110)).toEqual([1]);
  expect(pagesOf(199, 401)).toEqual([1, 2, 3, 4]);
  expect(pagesOf(99_950, 99_999)).toEqual([999]);
});
