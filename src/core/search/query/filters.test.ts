import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SearchFilters } from '../../../contract/index.ts';
import { addMetricSnapshots, upsertChannel } from '../../library/index.ts';
import { createSearch } from '../createSearch.ts';
import {
  chunk,
  openTestLibrary,
  type TestLibrary,
  topicEmbedder,
} from '../testing/searchLibrary.ts';

let opened: TestLibrary;
const titles = new Map<string, string>();

/** Three hundred better matches, and one video that the filters mean. */
beforeAll(async () => {
  opened = openTestLibrary();
  const { library, add } = opened;
  for (let i = 0; i < 300; i++) {
    titles.set(add({ chunks: [chunk('trip trip trip'), chunk('vacation beach')] }), 'other');
  }
  const wanted = add({
    platform: 'TikTok',
    channelId: upsertChannel(library, { platform: 'TikTok', name: 'Anna Eats' }),
    language: 'en-GB',
    publishedAtMs: 5_000,
    durationMs: 10_000,
    segments: [{ startMs: 0, endMs: 8_000, text: 'A trip to save money at night.', words: [] }],
    chunks: [
      chunk('A trip to save money at night.'),
      chunk('save money on a holiday', { kind: 'screen', startMs: 9_000, endMs: 10_000 }),
    ],
  });
  addMetricSnapshots(library, wanted, [
    { observedAtMs: 1, views: 900 },
    { observedAtMs: 3, likes: 5 },
    { observedAtMs: 2, views: 500 },
  ]);
  titles.set(wanted, 'wanted');
  await opened.embed();
});
afterAll(() => opened.close());

const found = async (filters: SearchFilters, query = 'trip'): Promise<string[]> => {
  const search = createSearch({ library: opened.library, embedder: topicEmbedder() });
  const { hits } = await search.query({ query, limit: 10, filters });
  return [...new Set(hits.map((hit) => titles.get(hit.videoId) ?? ''))];
};

test.each<[SearchFilters]>([
  [{ channel: 'anna eats' }],
  [{ platform: 'tiktok' }],
  [{ language: 'en' }],
  [{ language: 'EN_gb' }],
  [{ publishedAfterMs: 5_000 }],
  [{ publishedBeforeMs: 5_001 }],
  [{ maxDurationMs: 10_000 }],
  [{ minViews: 500 }],
  [{ hasSpeech: true }],
  [{ kinds: ['screen', 'title'] }],
  [{ channel: 'Anna Eats', platform: 'TikTok', minViews: 1, hasSpeech: true, language: 'en-gb' }],
])('%j finds what is far down without it, by words and by meaning', async (filters) => {
  expect(await found({})).toEqual(['other']);
  expect(await found(filters)).toEqual(['wanted']);
  // No word of this is in the library.
  expect(await found(filters, 'budget vacations')).toEqual(['wanted']);
});

test.each<[SearchFilters]>([
  [{ channel: 'Anna' }],
  [{ channel: "' OR 1=1 --" }],
  [{ language: 'e' }],
  [{ language: '%' }],
  [{ publishedAfterMs: 5_001 }],
  [{ publishedBeforeMs: 5_000 }],
  [{ minViews: 501 }],
  [{ minDurationMs: 60_001 }],
  [{ kinds: ['title'] }],
  [{ platform: 'tiktok', hasSpeech: false }],
])('%j finds nothing', async (filters) => {
  expect(await found(filters)).toEqual([]);
});

test('videos without speech', async () => {
  expect(await found({ hasSpeech: false })).toEqual(['other']);
  expect(await found({ minDurationMs: 10_001 })).toEqual(['other']);
});
