import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VideoId } from '../../../contract/index.ts';
import { createSearch, type Search } from '../createSearch.ts';
import { chunk, openTestLibrary, type TestLibrary } from '../testing/searchLibrary.ts';

let work: TestLibrary;
let search: Search;
let asked: VideoId;
let other: VideoId;

beforeEach(async () => {
  work = openTestLibrary();
  search = createSearch({ library: work.library });
  asked = work.add({
    title: 'asked',
    chunks: [
      chunk('save money every month', { startMs: 0, endMs: 4_000 }),
      chunk('then chop an onion', { startMs: 4_000, endMs: 8_000 }),
      chunk('phone in bed at night', { kind: 'screen', startMs: 4_000, endMs: 12_000 }),
      chunk('more dollars to save', { startMs: 20_000, endMs: 24_000 }),
      chunk('beach trip', { kind: 'comment', startMs: 0, endMs: 0 }),
    ],
  });
  other = work.add({
    title: 'other',
    platform: 'tiktok',
    chunks: [
      chunk('a budget in dollars', { startMs: 1_000, endMs: 3_000 }),
      chunk('an onion makes you cry', { startMs: 3_000, endMs: 6_000 }),
      chunk('sleep', { startMs: 6_000, endMs: 9_000 }),
    ],
  });
});
afterEach(() => work.close());

const like = async (atMs: number, filters = {}) => {
  const {
    like: moment,
    hits,
    meaningSearched,
  } = await search.like({
    ...{ videoId: asked, atMs, limit: 10, filters },
  });
  return {
    quote: moment?.quote,
    meaningSearched,
    hits: hits.map((hit) => [hit.videoId, hit.snippet]),
  };
};

test('moments that mean the same, of other videos first, never the moment itself', async () => {
  await work.embed();
  expect(await like(1_000)).toEqual({
    quote: 'save money every month',
    meaningSearched: true,
    hits: [
      [other, 'a budget in dollars'],
      [asked, 'more dollars to save'],
    ],
  });
});

test('what is said goes before what is shown, and between two the nearest is meant', async () => {
  await work.embed();
  expect((await like(5_000)).quote).toBe('then chop an onion');
  expect((await like(10_000)).quote).toBe('phone in bed at night');
  expect((await like(18_000)).quote).toBe('more dollars to save');
  expect((await like(36_000_000)).quote).toBe('more dollars to save');
});

test('filters hold, and a video without any text is like nothing', async () => {
  await work.embed();
  expect((await like(1_000, { platform: 'youtube' })).hits).toEqual([]);
  const silent = work.add({ chunks: [] });
  const found = await search.like({ videoId: silent, atMs: 0, limit: 5, filters: {} });
  expect(found).toEqual({ hits: [], meaningSearched: false });
});

test('without vectors its words are searched', async () => {
  const found = await like(5_000);
  expect(found).toMatchObject({
    meaningSearched: false,
    hits: [[other, 'an onion makes you cry']],
  });
});
