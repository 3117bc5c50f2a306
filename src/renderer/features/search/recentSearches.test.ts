import { beforeEach, expect, test } from 'vitest';
import { forgetSearches, rememberSearch, useRecentSearches } from './recentSearches.ts';

beforeEach(forgetSearches);
const remember = (...texts: string[]): readonly string[] => {
  for (const text of texts) rememberSearch(text);
  return useRecentSearches.getState().texts;
};

test('the newest is first, and what was typed on the way is gone', () => {
  expect(remember('lemon', 'lunch mon', 'Lunch money ', ' ')).toEqual(['Lunch money', 'lemon']);
});

test('a search that is made again moves up', () => {
  expect(remember('one', 'two', 'ONE')).toEqual(['ONE', 'two']);
});

test('eight are kept', () => {
  expect(remember(...'abcdefghij')).toEqual([...'jihgfedc']);
});
