import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { propertyRuns } from '../../../../test/support/propertyRuns.ts';
import type { VideoId } from '../../../contract/index.ts';
import {
  activateSpace,
  addVectors,
  chunksWithoutVector,
  createSpace,
  removeVideo,
} from '../../library/index.ts';
import { createSearch, type Search } from '../createSearch.ts';
import { chunk, openTestLibrary, type TestLibrary } from '../testing/searchLibrary.ts';

let work: TestLibrary;
let search: Search;

beforeEach(() => {
  work = openTestLibrary();
  search = createSearch({ library: work.library });
});
afterEach(() => work.close());

/** A video whose chunks point in these directions (degrees) of a plane. */
function add(degrees: readonly number[]): VideoId {
  return work.add({ chunks: degrees.map((degree, at) => chunk(`${degree}`, { startMs: at })) });
}

/** Vectors of the plane for all chunks, in a new space that search uses from then on. */
function embed(turnedBy = 0): void {
  const state = turnedBy === 0 ? 'active' : 'building';
  const space = createSpace(work.library, {
    modelId: 'plane',
    modelVersion: `${turnedBy}`,
    dimensions: 2,
    state,
  });
  const open = chunksWithoutVector(work.library, { spaceId: space.id, afterId: 0, limit: 9_999 });
  const rows = open.map(({ id, text }) => {
    const radians = ((Number(text) + turnedBy) * Math.PI) / 180;
    return { chunkId: id, vector: Float32Array.of(Math.cos(radians), Math.sin(radians)) };
  });
  addVectors(work.library, space.id, rows);
  activateSpace(work.library, space.id);
}

async function similarTo(videoId: VideoId, limit = 9): Promise<[VideoId, string][]> {
  const found = await search.similar({ videoId, limit });
  return found.map(({ video, likeness }) => [video.id, likeness.toFixed(3)]);
}

test('the mean of each chunk’s best cosine, nearest first, never the video itself', async () => {
  const asked = add([0, 90]);
  const half = add([0]);
  const both = add([60, 0]);
  add([180, 270]);
  embed();
  // 0° finds 0°, 90° finds 60°: (1 + cos 30°) / 2. Then (1 + 0) / 2. The opposite is left out.
  expect(await similarTo(asked)).toEqual([
    [both, '0.933'],
    [half, '0.500'],
  ]);
  expect(await similarTo(asked, 1)).toEqual([[both, '0.933']]);
  expect((await search.similar({ videoId: asked, limit: 1 }))[0]?.video).toMatchObject({
    id: both,
    title: 'video 3',
    complete: false,
  });
});

test('nothing is similar without vectors, without chunks, or when it is gone', async () => {
  const asked = add([0]);
  const other = add([0]);
  const silent = add([]);
  expect(await similarTo(asked)).toEqual([]);
  embed();
  expect(await similarTo(silent)).toEqual([]);
  expect(await similarTo(asked)).toEqual([[other, '1.000']]);
  removeVideo(work.library, other);
  expect(await similarTo(asked)).toEqual([]);
});

test('a long video is compared by its whole length, against a video of many near chunks', async () => {
  const asked = add(Array.from({ length: 300 }, (_, at) => at / 10));
  const admissionLimit = add(Array.from({ length: 400 }, () => 0));
  const middle = add([15]);
  embed();
  const found = await similarTo(asked);
  expect(found.map(([id]) => id)).toEqual([middle, admissionLimit]);
});

test('a reindex that takes over meanwhile does not matter', async () => {
  const asked = add([0, 90, 45]);
  const other = add([10]);
  embed();
  const before = await similarTo(asked);
  const under = similarTo(asked);
  embed(30);
  expect(await under).toEqual(before);
  expect(before.map(([id]) => id)).toEqual([other]);
});

test('a question that is taken back ends', async () => {
  const asked = add([0]);
  embed();
  const signal = AbortSignal.abort();
  await expect(search.similar({ videoId: asked, limit: 1 }, { signal })).rejects.toMatchObject({
    code: 'job.cancelled',
  });
});

test('agrees with comparing every chunk with every chunk', async () => {
  const directions = fc.array(fc.integer({ min: 0, max: 359 }), { maxLength: 4 });
  const library = fc.array(directions, { minLength: 2, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(library, async (degrees) => {
      work.close();
      work = openTestLibrary();
      search = createSearch({ library: work.library });
      const rows = degrees.map((own) => ({ id: add(own), own }));
      embed();
      const [asked, ...others] = rows;
      if (asked === undefined) return;
      const expected = others
        .map(({ id, own }): [VideoId, number] => [id, likenessByHand(asked.own, own)])
        .filter(([, likeness]) => likeness >= 0.01);
      const found = await search.similar({ videoId: asked.id, limit: 50 });
      expect(found.map(({ likeness }) => likeness)).toEqual(
        found.map(({ likeness }) => likeness).toSorted((one, other) => other - one),
      );
      const byId = new Map(found.map(({ video, likeness }) => [video.id, likeness]));
      for (const [id, likeness] of expected) expect(byId.get(id)).toBeCloseTo(likeness, 4);
      expect(found).toHaveLength(expected.length);
    }),
    { numRuns: propertyRuns(0.25) },
  );
});

function likenessByHand(own: readonly number[], others: readonly number[]): number {
  const cosine = (one: number, other: number): number => Math.cos(((one - other) * Math.PI) / 180);
  const best = own.map((one) => Math.max(0, ...others.map((other) => cosine(one, other))));
  return best.reduce((sum, value) => sum + value, 0) / Math.max(1, own.length);
}
