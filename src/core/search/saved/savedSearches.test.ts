import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SavedSearch, SavedSearchId, VideoId } from '../../../contract/index.ts';
import { silentLogger } from '../../base/index.ts';
import { activeSpace, removeVideo, updateVideo } from '../../library/index.ts';
import {
  chunk,
  openTestLibrary,
  type TestLibrary,
  topicEmbedder,
} from '../testing/searchLibrary.ts';
import { createSavedSearches, type SavedSearches } from './createSavedSearches.ts';
import {
  listSavedSearches,
  removeSavedSearch,
  renameSavedSearch,
  resolveSavedSearchId,
  saveSearch,
} from './savedSearchRepository.ts';

let work: TestLibrary;
let searches: SavedSearches;
let now: number;

beforeEach(() => {
  work = openTestLibrary();
  now = Date.UTC(2026, 5, 1);
  Object.assign(work.library, { clock: { nowMs: () => now } });
  searches = createSavedSearches({
    ...{ library: work.library, embedder: topicEmbedder(), logger: silentLogger },
  });
});
afterEach(() => {
  searches.dispose();
  work.close();
});

async function save(name: string, query: string, filters: SavedSearch['filters'] = {}) {
  const { id } = saveSearch(work.library, { name, query, filters });
  await searches.look(id);
  return id;
}

function add(text: string, video: Parameters<TestLibrary['add']>[0] = {}): VideoId {
  now += 60_000;
  return work.add({ ingestState: 'complete', chunks: [chunk(text)], ...video });
}

async function newTo(id: SavedSearchId): Promise<number | undefined> {
  await searches.count();
  return listSavedSearches(work.library).find((search) => search.id === id)?.newVideos;
}

test('videos that came since and have all words are new, until they are looked at', async () => {
  add('cheap lentils for students');
  const id = await save('Lentils', 'cheap lentils');
  expect(await newTo(id)).toBe(0);
  const fits = add('lentils are cheap this year');
  add('only lentils here');
  add('something else entirely');
  expect([await newTo(id), await newTo(id)]).toEqual([1, 1]);
  const looked = await searches.look(id);
  expect(looked).toMatchObject({ newVideoIds: [fits], search: { newVideos: 0, lookedAtMs: now } });
  expect(await newTo(id)).toBe(0);
  const last = add('such cheap lentils');
  expect(await newTo(id)).toBe(1);
  removeVideo(work.library, last);
  expect(await newTo(id)).toBe(0);
});

test('filters, kinds of text, phrases and exclusions hold for what is new', async () => {
  const id = await save('Tart', '"lemon tart" -sugar', { platform: 'tiktok', kinds: ['speech'] });
  add('a lemon tart', { platform: 'youtube' });
  add('a tart of lemon', { platform: 'tiktok' });
  add('a lemon tart with sugar', { platform: 'tiktok' });
  add('unsaid', { platform: 'tiktok', chunks: [chunk('a lemon tart', { kind: 'title' })] });
  const fits = add('a lemon tart', { platform: 'tiktok' });
  expect(await newTo(id)).toBe(1);
  expect((await searches.look(id)).newVideoIds).toEqual([fits]);
});

test('what means the same in other words is new, what is far from it is not', async () => {
  add('money');
  await work.embed();
  const id = await save('Saving', 'money');
  const near = add('dollars of the budget');
  add('zebra crossing');
  await work.embed();
  expect(activeSpace(work.library)).toBeDefined();
  expect((await searches.look(id)).newVideoIds).toEqual([near]);
});

test('a video that was being ingested when it was looked at is new once its text is there', async () => {
  now += 60_000;
  const slow = work.add({ ingestState: 'partial', chunks: [] });
  const seen = add('cheap lentils');
  const id = await save('Lentils', 'lentils');
  expect(await newTo(id)).toBe(0);
  const { replaceChunks } = await import('../../library/index.ts');
  replaceChunks(work.library, slow, [chunk('lentils at last')]);
  updateVideo(work.library, slow, { ingestState: 'complete' });
  expect((await searches.look(id)).newVideoIds).toEqual([slow]);
  expect(seen).not.toBe(slow);
});

test('names are unique whatever their case, and a search is found by its name', async () => {
  const id = await save('Hooks that ask', 'what if');
  const other = await save('Others', 'x');
  expect(() =>
    saveSearch(work.library, { name: 'HOOKS that ask', query: 'y', filters: {} }),
  ).toThrow(expect.objectContaining({ code: 'search.nameTaken' }));
  expect(() => renameSavedSearch(work.library, other, 'hooks THAT ask')).toThrow(
    expect.objectContaining({ code: 'search.nameTaken' }),
  );
  expect(renameSavedSearch(work.library, id, 'Hooks That Ask').name).toBe('Hooks That Ask');
  expect(resolveSavedSearchId(work.library, 'hooks that ask')).toBe(id);
  expect(resolveSavedSearchId(work.library, id.slice(0, 8))).toBe(id);
  expect(removeSavedSearch(work.library, id)).toMatchObject({ id });
  expect(() => resolveSavedSearchId(work.library, 'Hooks That Ask')).toThrow(
    expect.objectContaining({ code: 'search.notFound' }),
  );
  expect(listSavedSearches(work.library).map(({ name }) => name)).toEqual(['Others']);
});

test('a query of nothing but signs, and damaged filters, find nothing and break nothing', async () => {
  const id = await save('Signs', '"" -- *');
  work.library.db.$client.exec(`UPDATE saved_searches SET filters = '{"kinds": 7'`);
  add('anything');
  expect(await newTo(id)).toBe(0);
});
