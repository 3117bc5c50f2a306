import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { propertyRuns } from '../../../../test/support/propertyRuns.ts';
import type { CollectionId, ContentHash, VideoId } from '../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { findByWords } from '../../search/chunks/findChunks.ts';
import { remoteVideos } from '../../sync/records/remoteVideos.ts';
import { replaceChunks } from '../chunks/chunkStore.ts';
import { editVideo } from '../videos/editVideo.ts';
import { removeVideo } from '../videos/removeVideo.ts';
import { getVideoDetail } from '../videos/videoDetail.ts';
import { listVideos } from '../videos/videoLists.ts';
import { insertVideo } from '../videos/videoRepository.ts';
import {
  addToCollection,
  moveInCollection,
  removeFromCollection,
  restoreToCollection,
} from './collectionMembers.ts';
import {
  createCollection,
  editCollection,
  getCollection,
  listCollections,
  removeCollection,
  resolveCollectionId,
  restoreCollection,
} from './collectionRepository.ts';

let work: TemporaryLibrary;
beforeEach(async () => {
  work = await temporaryLibrary();
});
afterEach(() => work.remove());

const hashOf = (name: string): ContentHash =>
  createHash('sha256').update(name).digest('hex') as ContentHash;

function add(title: string, views?: number): VideoId {
  const id = insertVideo(work.library, {
    ...{ contentHash: hashOf(title), title, originalName: `${title}.mp4` },
    ...{ originalPath: `/${title}.mp4`, storage: 'copy', sizeBytes: 1, durationMs: views ?? 1 },
  });
  replaceChunks(work.library, id, [{ kind: 'title', startMs: 0, endMs: 1, text: title }]);
  return id;
}

function titlesOf(id: CollectionId, options: object = {}): string[] {
  const { videos, total } = listVideos(work.library, {
    ...{ limit: 100, offset: 0, filters: { collection: id } },
    ...{ sort: 'collection', direction: 'ascending', ...options },
  });
  expect(total).toBe(videos.length);
  return videos.map(({ title }) => title);
}

const make = (name: string, videoIds: VideoId[]) =>
  createCollection(work.library, { name, note: '', videoIds });

test('videos are in many collections, each in its own order, narrowed and sorted like any list', async () => {
  const [a, b, c] = [add('a', 3_000), add('b', 9_000), add('c', 1_000)];
  add('in none');
  const hooks = await make('Strong hooks', [c, a, b, a]);
  const others = await make('endings', [b]);
  expect(listCollections(work.library)).toEqual([others, hooks]);
  expect([hooks.videos, others.videos, others.remoteVideos]).toEqual([3, 1, 0]);
  expect(titlesOf(hooks.id)).toEqual(['c', 'a', 'b']);
  expect(titlesOf(hooks.id, { direction: 'descending' })).toEqual(['b', 'a', 'c']);
  expect(titlesOf(hooks.id, { sort: 'duration' })).toEqual(['c', 'a', 'b']);
  expect(titlesOf(hooks.id, { text: 'B' })).toEqual(['b']);
  const filters = { collection: hooks.id, minDurationMs: 2_000 };
  expect(titlesOf(hooks.id, { filters })).toEqual(['a', 'b']);
  expect(listVideos(work.library, { limit: 9, offset: 0, sort: 'collection' }).total).toBe(4);
  expect(getVideoDetail(work.library, b).collections).toEqual([
    { id: others.id, name: 'endings' },
    { id: hooks.id, name: 'Strong hooks' },
  ]);
  const found = (collection: CollectionId) =>
    findByWords(work.library, {
      match: 'a OR b OR c',
      scope: { filters: { collection } },
      limit: 9,
    });
  expect([found(hooks.id).length, found(others.id).length]).toEqual([3, 1]);
});

test('adding twice changes nothing; what was removed comes back as it was', async () => {
  const { library } = work;
  const [a, b, c] = [add('a'), add('b'), add('c')];
  const { id } = await make('Hooks', [a, b, c]);
  expect(await addToCollection(library, id, [c, a])).toBe(0);
  const members = await removeFromCollection(library, id, { videoIds: [b, a], contentHashes: [] });
  expect(titlesOf(id)).toEqual(['c']);
  await restoreToCollection(library, id, members);
  expect(titlesOf(id)).toEqual(['a', 'b', 'c']);
  editCollection(library, id, { name: 'Best hooks', note: 'for May' });
  const removed = removeCollection(library, id);
  expect(listCollections(library)).toEqual([]);
  expect(() => getCollection(library, id)).toThrow(
    expect.objectContaining({ code: 'collection.notFound' }),
  );
  expect(restoreCollection(library, removed)).toEqual(removed);
  expect(titlesOf(id)).toEqual(['a', 'b', 'c']);
});

test('a collection is named by its id, the beginning of it, or its name', async () => {
  const one = await make('Hooks', []);
  await make('Endings', []);
  for (const given of [one.id, one.id.slice(0, 8), 'hooks']) {
    expect(resolveCollectionId(work.library, given)).toBe(one.id);
  }
  await make('HOOKS', []);
  for (const given of ['hooks', '', 'nothing']) {
    expect(() => resolveCollectionId(work.library, given)).toThrow(
      expect.objectContaining({ code: 'collection.notFound' }),
    );
  }
});

test('any moves give the order that a person sees, also when the numbers between run out', async () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const ids = new Map(names.map((name) => [name, add(name)]));
  const idsOf = (list: readonly string[]) => list.flatMap((name) => ids.get(name) ?? []);
  const move = fc.record({
    moved: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
    before: fc.option(fc.constantFrom(...names)),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 80 }), async (moves) => {
      const { id } = await make('order', idsOf(names));
      let order = names;
      for (const { moved, before } of moves) {
        const beforeId = before === null ? undefined : idsOf([before])[0];
        moveInCollection(work.library, id, { videoIds: idsOf(moved), beforeId });
        if (before !== null && moved.includes(before)) continue;
        const rest = order.filter((name) => !moved.includes(name));
        const place = before === null ? rest.length : rest.indexOf(before);
        order = [...rest.slice(0, place), ...moved, ...rest.slice(place)];
        expect(titlesOf(id)).toEqual(order);
      }
    }),
    { numRuns: propertyRuns(0.3) },
  );
  const { id } = await make('narrow', idsOf(names));
  // Halving one gap again and again: 22 times are enough to use it up.
  for (let turn = 0; turn < 60; turn++) {
    moveInCollection(work.library, id, {
      videoIds: idsOf([turn % 2 === 0 ? 'c' : 'b']),
      beforeId: idsOf([turn % 2 === 0 ? 'b' : 'c'])[0],
    });
  }
  expect(titlesOf(id)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('a removed video leaves its place, and has it again when it comes back', async () => {
  const { library } = work;
  const [a, b] = [add('a'), add('b')];
  const { id } = await make('Hooks', [a, b]);
  removeVideo(library, a);
  expect([titlesOf(id), getCollection(library, id)]).toEqual([
    ['b'],
    expect.objectContaining({ videos: 1, remoteVideos: 0 }),
  ]);
  // The team has it still.
  library.db.$client
    .prepare("INSERT INTO shared_records VALUES (NULL, 'video', ?, ?, 0, 0, 0, 0, '')")
    .run(hashOf('a'), JSON.stringify({ fields: { title: 'a of the team' } }));
  expect(getCollection(library, id)).toMatchObject({ videos: 1, remoteVideos: 1 });
  expect(remoteVideos(library, id, { limit: 5, offset: 0 })).toEqual({
    videos: [{ contentHash: hashOf('a'), title: 'a of the team' }],
    total: 1,
  });
  add('a');
  expect([titlesOf(id), getCollection(library, id).remoteVideos]).toEqual([['a', 'b'], 0]);
});

test('an edited title is found by its new words, no more by its old ones', () => {
  const { library } = work;
  const id = add('ferns in shade');
  const found = (match: string) =>
    findByWords(library, { match, scope: { filters: {} }, limit: 9 }).length;
  editVideo(library, id, { title: 'Saving money', description: 'in three steps' });
  expect(getVideoDetail(library, id)).toMatchObject({
    ...{ title: 'Saving money', description: 'in three steps' },
  });
  expect([found('ferns'), found('money'), found('steps')]).toEqual([0, 1, 1]);
  editVideo(library, id, { description: '' });
  expect(getVideoDetail(library, id).description).toBeUndefined();
  expect([found('money'), found('steps')]).toEqual([1, 0]);
});

test('a collection of most of the library is sorted and narrowed as a small one is', async () => {
  const ids = work.library.db.transaction(() =>
    Array.from({ length: 1_100 }, (_, index) => add(`clip ${index}`, (index * 7_919) % 1_100)),
  );
  add('in none', 5_000);
  const filters = { collection: (await make('Nearly all', ids.slice(50))).id };
  const list = (options: object) =>
    listVideos(work.library, { limit: 3, offset: 0, filters, ...options });
  const byDuration = ids
    .map((_, index) => ({ title: `clip ${index}`, durationMs: (index * 7_919) % 1_100 }))
    .slice(50)
    .sort((a, b) => b.durationMs - a.durationMs);
  const { videos, total } = list({ sort: 'duration' });
  expect([videos.map(({ title }) => title), total]).toEqual([
    byDuration.slice(0, 3).map(({ title }) => title),
    1_050,
  ]);
  const narrowed = list({ sort: 'duration', text: 'clip 1', limit: 2_000 });
  expect(narrowed.total).toBe(byDuration.filter(({ title }) => title.startsWith('clip 1')).length);
  expect(narrowed.videos).toHaveLength(narrowed.total);
  const inOrder = list({ sort: 'collection', direction: 'ascending', text: 'CLIP 10', limit: 4 });
  expect(inOrder.videos.map(({ title }) => title)).toEqual(
    [100, 101, 102, 103].map((index) => `clip ${index}`),
  );
  expect(inOrder.total).toBe(110);
}, 30_000);

test('many are put in, removed and restored in parts, in their order, and others get their turn', async () => {
  const { library } = work;
  const ids = library.db
    .transaction(() => Array.from({ length: 2_100 }, (_, index) => add(`clip ${index}`)))
    .toReversed();
  let turns = 0;
  let isOver = false;
  const others = (): void => {
    turns++;
    if (!isOver) setImmediate(others);
  };
  setImmediate(others);
  const { id, videos } = await make('All', [...ids, ...ids.slice(0, 5)]);
  isOver = true;
  expect([videos, turns > 0]).toEqual([2_100, true]);
  const inOrder = (): VideoId[] =>
    listVideos(library, {
      ...{ limit: 9_999, offset: 0, sort: 'collection', direction: 'ascending' },
      filters: { collection: id },
    }).videos.map((video) => video.id);
  expect(inOrder()).toEqual(ids);
  const removed = await removeFromCollection(library, id, { videoIds: ids, contentHashes: [] });
  expect([removed.length, inOrder()]).toEqual([2_100, []]);
  await restoreToCollection(library, id, removed);
  expect(inOrder()).toEqual(ids);
}, 30_000);
