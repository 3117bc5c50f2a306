import { expect, test } from 'vitest';
import { chunkKindSchema } from '../../../../contract/index.ts';
import {
  countFilters,
  readSearchQuery,
  searchInputOf,
  withoutFilters,
  writeSearchQuery,
} from './searchQuery.ts';

const read = (address: string) => readSearchQuery(new URLSearchParams(address));
const address = 'q=lemon+tart&channel=Kitchen+%26+Co&views=100&speech=yes&kinds=speech%2Cscreen';

test('an address is read and written whole, and asks the host for that', () => {
  const query = read(address);
  expect(writeSearchQuery(query).toString()).toBe(address);
  expect(searchInputOf(query)).toEqual({
    query: 'lemon tart',
    filters: {
      channel: 'Kitchen & Co',
      minViews: 100,
      hasSpeech: true,
      kinds: ['speech', 'screen'],
    },
  });
  expect(countFilters(query)).toBe(3);
});

test('every kind, or none that is known, is no filter', () => {
  const every = chunkKindSchema.options.toReversed().join(',');
  for (const kinds of [every, 'smell', '']) {
    expect(searchInputOf(read(`q=+a+&kinds=${kinds}`))).toEqual({ query: 'a', filters: {} });
  }
});

test('without its filters a query keeps its words', () => {
  const query = read(address);
  expect(writeSearchQuery({ ...query, ...withoutFilters(query) }).toString()).toBe('q=lemon+tart');
});

test('what is longer than the host takes is cut', () => {
  expect(searchInputOf(read(`q=${'a'.repeat(3_000)}`)).query).toHaveLength(2_000);
});

test('a moment that others are to be like is in the address as the terminal writes it', () => {
  const query = read('like=3f2a-b@12.345&kinds=speech');
  expect(query.like).toEqual({ videoId: '3f2a-b', atMs: 12_345 });
  expect(writeSearchQuery(query).toString()).toBe('kinds=speech&like=3f2a-b%4012.345');
  for (const wrong of ['3f2a', '@3', '3f2a@-1', '3f2a@1e9', 'a b@1', '3f2a@', '']) {
    expect(read(`like=${encodeURIComponent(wrong)}`).like).toBeUndefined();
  }
});
