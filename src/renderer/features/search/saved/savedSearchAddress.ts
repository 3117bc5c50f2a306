import type { SavedSearch } from '../../../../contract/index.ts';
import { readSearchQuery, type SearchQuery, searchInputOf } from '../query/searchQuery.ts';

/** The address that shows what a saved search finds. */
export function savedSearchAddress({ id, query, filters }: SavedSearch): string {
  const parameters = new URLSearchParams({ q: query });
  const set = (name: string, value: string | number | undefined): void => {
    if (value !== undefined) parameters.set(name, `${value}`);
  };
  const day = (atMs: number | undefined): string | undefined =>
    atMs === undefined ? undefined : localDay(new Date(atMs));
  const seconds = (ms: number | undefined) => ms && Math.round(ms / 1_000);
  set('collection', filters.collection);
  set('channel', filters.channel);
  set('platform', filters.platform);
  set('language', filters.language);
  set('from', day(filters.publishedAfterMs));
  set('to', day(filters.publishedBeforeMs && filters.publishedBeforeMs - 1));
  set('views', filters.minViews);
  set('longer', seconds(filters.minDurationMs));
  set('shorter', seconds(filters.maxDurationMs));
  set('speech', filters.hasSpeech === undefined ? undefined : filters.hasSpeech ? 'yes' : 'no');
  set('reposts', filters.reposts);
  set('shows', filters.shows);
  set('kinds', filters.kinds?.join(','));
  set('saved', id);
  return `/search?${parameters.toString()}`;
}

function localDay(date: Date): string {
  const two = (number: number): string => `${number}`.padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Whether what is searched is what was saved: a person may have changed it since. */
export function isAsSaved(query: SearchQuery, saved: SavedSearch): boolean {
  const address = savedSearchAddress(saved).slice('/search?'.length);
  const read = readSearchQuery(new URLSearchParams(address));
  return JSON.stringify(searchInputOf(read)) === JSON.stringify(searchInputOf(query));
}
