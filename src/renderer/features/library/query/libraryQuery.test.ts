import { expect, test } from 'vitest';
import { filterChips, noFilters } from './filterChips.ts';
import { isNarrowed, listChoiceOf, readLibraryQuery, writeLibraryQuery } from './libraryQuery.ts';

const full =
  'q=lemon+tart&channel=Kitchen+%26+Co&platform=tiktok&language=en&from=2026-03-01&to=2026-03-31&views=10000&longer=5&shorter=60&speech=no&reposts=hide&shows=cell+phone&sort=views&direction=ascending&view=table';

test('an address is read and written whole', () => {
  const query = readLibraryQuery(new URLSearchParams(full));
  expect(query).toEqual({
    text: 'lemon tart',
    channel: 'Kitchen & Co',
    platform: 'tiktok',
    language: 'en',
    publishedFrom: '2026-03-01',
    publishedTo: '2026-03-31',
    minViews: 10_000,
    minSeconds: 5,
    maxSeconds: 60,
    hasSpeech: false,
    reposts: 'hide',
    shows: 'cell phone',
    sort: 'views',
    direction: 'ascending',
    view: 'table',
  });
  expect(writeLibraryQuery(query).toString()).toBe(full);
});

test('what an address says wrongly is left out, and the usual is not written', () => {
  const query = readLibraryQuery(
    new URLSearchParams(
      'from=yesterday&to=2026-13&views=-4&longer=1e9&speech=constructor&reposts=all&sort=size&direction=up&view=list',
    ),
  );
  expect(query).toEqual({
    ...noFilters,
    sort: 'added',
    direction: 'descending',
    view: 'grid',
  });
  expect(writeLibraryQuery(query).toString()).toBe('');
});

test('the host is asked for whole local days', () => {
  const query = readLibraryQuery(new URLSearchParams('from=2026-03-01&to=2026-03-01&q=+'));
  const { filters, ...rest } = listChoiceOf(query);
  expect(rest).toEqual({ sort: 'added', direction: 'descending' });
  expect(filters.publishedAfterMs).toBe(new Date(2026, 2, 1).getTime());
  expect(filters.publishedBeforeMs).toBe(new Date(2026, 2, 2).getTime());
});

test('titles are sorted from A on unless told otherwise', () => {
  expect(readLibraryQuery(new URLSearchParams('sort=title')).direction).toBe('ascending');
  const turned = new URLSearchParams('sort=title&direction=descending');
  expect(writeLibraryQuery(readLibraryQuery(turned)).toString()).toBe(turned.toString());
});

test('each filter has a chip that takes it away, and clearing them leaves the order', () => {
  const query = readLibraryQuery(new URLSearchParams(full));
  const chips = filterChips(query);
  expect(chips.map(({ label }) => label)).toEqual([
    'Kitchen & Co',
    'tiktok',
    'English',
    'From Mar 1, 2026',
    'To Mar 31, 2026',
    '10K+ views',
    '0:05 or longer',
    '1:00 or shorter',
    'Without speech',
    'Reposts hidden',
    'Shows cell phone',
  ]);
  let cleared = query;
  for (const { without } of chips) cleared = { ...cleared, ...without };
  expect(filterChips(cleared)).toEqual([]);
  expect(isNarrowed(cleared)).toBe(true);
  expect(isNarrowed({ ...query, ...noFilters })).toBe(false);
  expect(writeLibraryQuery({ ...query, ...noFilters }).toString()).toBe(
    'sort=views&direction=ascending&view=table',
  );
});
