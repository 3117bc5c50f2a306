import { expect, test } from 'vitest';
import { savedSearchSchema } from '../../../../contract/index.ts';
import { readSearchQuery, searchInputOf } from '../query/searchQuery.ts';
import { isAsSaved, savedSearchAddress } from './savedSearchAddress.ts';

const query = readSearchQuery(
  new URLSearchParams(
    'q=%22lemon+tart%22&channel=A+%26+B&from=2026-03-01&to=2026-03-31&views=10&longer=5&shorter=60&speech=no&reposts=hide&kinds=speech,title',
  ),
);
const { query: text, filters } = searchInputOf(query);
const saved = savedSearchSchema.parse({
  ...{ id: 's1', name: 'Tarts', query: text, filters: JSON.parse(JSON.stringify(filters)) },
  ...{ createdAtMs: 1, lookedAtMs: 1, newVideos: 0 },
});

test('the address of a saved search asks the host for what was saved', () => {
  const address = savedSearchAddress(saved);
  const read = readSearchQuery(new URLSearchParams(address.slice(address.indexOf('?') + 1)));
  expect(searchInputOf(read)).toEqual(searchInputOf(query));
  expect(isAsSaved(query, saved)).toBe(true);
  expect(isAsSaved({ ...query, text: 'other' }, saved)).toBe(false);
  expect(isAsSaved({ ...query, minViews: 11 }, saved)).toBe(false);
});
