import { expect, it } from 'vitest';
import { isSameText } from './sameText.ts';

it.each([
  ['cold brew coffee', 'cold brew cofee', true],
  ['WAIT FOR IT', 'WAITFORIT', true],
  ['day 5 of it', 'day 8 of it', false],
  ['cat', 'cut', false],
  ['before', 'after', false],
  ['', 'a', false],
  ['día 3', 'DÍA 3', true],
])('%j and %j: %s', (a, b, same) => {
  expect(isSameText(a, b)).toBe(same);
  expect(isSameText(b, a)).toBe(same);
});
