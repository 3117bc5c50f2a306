import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SearchFilters } from '../../../contract/index.ts';
import { silentLogger, systemClock } from '../../base/index.ts';
import { videos } from '../../db/index.ts';
import { createJobQueue } from '../../jobs/index.ts';
import { addVectors, chunksWithoutVector, createSpace } from '../../library/index.ts';
import { chunk, openTestLibrary, type TestLibrary } from '../testing/searchLibrary.ts';
import { forgetChanges, getIndex } from './indexRepository.ts';
import { nearestChunks, nearestExactly } from './nearestChunks.ts';
import { createVectorIndexKind, queueIndexIfDue, tidyIndexes } from './vectorIndexKind.ts';

const dimensions = 256;
const chunksEach = 50;

let opened: TestLibrary;
let spaceId: number;
let seed: number;
let centres: Map<string, Float32Array>;
beforeEach(async () => {
  seed = 11;
  centres = new Map();
  opened = openTestLibrary();
  addVideos(60);
  const space = { modelId: 'm', modelVersion: 'v', dimensions, state: 'active' } as const;
  spaceId = createSpace(opened.library, space).id;
  embedAll();
  await index();
});
afterEach(() => opened.close());

function addVideos(count: number): void {
  for (let at = 0; at < count; at++) {
    opened.add({
      platform: at % 3 === 0 ? 'TikTok' : 'YouTube',
      chunks: Array.from({ length: chunksEach }, (_, part) =>
        chunk(part % 5 === 0 ? `money ${part}` : `onion ${part}`, {
          kind: part % 2 === 0 ? 'speech' : 'screen',
          startMs: part * 1_000,
        }),
      ),
    });
  }
}

/** -1 to 1, the same sequence in each test. */
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0;
  return seed / 2 ** 31;
}

/** Embeddings of one video lie about a direction of their own, and all about one. */
function vectorNear(centre: Float32Array): Float32Array {
  const vector = centre.map((value) => value + 0.9 * random());
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function embedAll(): void {
  const { library } = opened;
  const open = chunksWithoutVector(library, { spaceId, afterId: 0, limit: 100_000 });
  const rows = open.map(({ id, videoId }) => {
    const centre = centres.get(videoId) ?? new Float32Array(dimensions).map(() => 0.3 + random());
    centres.set(videoId, centre);
    return { chunkId: id, vector: vectorNear(centre) };
  });
  addVectors(library, spaceId, rows);
}

async function index(): Promise<void> {
  const options = { library: opened.library, minRows: 100 };
  const kind = createVectorIndexKind(options);
  const queue = createJobQueue({
    ...{ library: opened.library, clock: systemClock, logger: silentLogger, kinds: [kind] },
  });
  queueIndexIfDue(queue, kind, options);
  queue.start();
  for (const { id } of queue.list({ limit: 9 })) {
    expect((await queue.finished(id)).state).toBe('done');
  }
  await queue.dispose();
}

const filesOfIndex = (): string[] => readdirSync(join(opened.library.directory, 'vectors')).sort();
const nearest = (vector: Float32Array, filters: SearchFilters = {}, more = {}) => {
  const query = { spaceId, vector, limit: 10, minSimilarity: -1, scope: { filters, ...more } };
  return {
    found: nearestChunks(opened.library, query),
    exact: nearestExactly(opened.library, query),
  };
};
/** Of something that one of the videos is about. */
function query(): Float32Array {
  const all = [...centres.values()];
  return vectorNear(all[Math.floor(Math.abs(random()) * all.length)] ?? new Float32Array(1));
}

/** Nine of ten are the same; each is as near as it is, to the precision of halves. */
function expectAlike(vector: Float32Array, filters: SearchFilters = {}, more = {}): void {
  const { found, exact } = nearest(vector, filters, more);
  expect(found).toHaveLength(exact.length);
  const similarities = new Map(exact.map(({ id, similarity }) => [id, similarity]));
  const same = found.filter(({ id }) => similarities.has(id));
  expect(same.length).toBeGreaterThanOrEqual(exact.length - 1);
  for (const { id, similarity } of same) {
    expect(Math.abs(similarity - (similarities.get(id) ?? 9))).toBeLessThan(0.001);
  }
}

test('the index finds what an exact search finds, within every scope', () => {
  expect(getIndex(opened.library, spaceId)).toMatchObject({ rows: 60 * chunksEach });
  for (let i = 0; i < 20; i++) expectAlike(query());
  for (const filters of [
    { platform: 'tiktok' },
    { kinds: ['screen'] },
    { platform: 'YouTube', kinds: ['speech'] },
    { platform: 'Vimeo' },
  ] satisfies SearchFilters[]) {
    expectAlike(query(), filters);
  }
  expectAlike(query(), {}, { required: '"money"' });
  expectAlike(query(), { platform: 'tiktok' }, { excluded: '"onion"' });
});

test('what came and went since it was made counts at once', () => {
  addVideos(3);
  embedAll();
  for (let i = 0; i < 10; i++) expectAlike(query());
  opened.library.db.delete(videos).where(eq(videos.platform, 'TikTok')).run();
  for (let i = 0; i < 10; i++) expectAlike(query());
  expectAlike(query(), { kinds: ['screen'] });
});

test('it is made anew when enough came, and the files of the one before are removed', async () => {
  const before = getIndex(opened.library, spaceId);
  await index();
  expect(getIndex(opened.library, spaceId)).toEqual(before);
  addVideos(5);
  embedAll();
  await index();
  const after = getIndex(opened.library, spaceId);
  expect(after).toMatchObject({ rows: 65 * chunksEach });
  expect(filesOfIndex()).toEqual([`${after?.file}.index`, `${after?.file}.vectors`]);
  for (let i = 0; i < 5; i++) expectAlike(query());
});

const damages: [string, (index: string, vectors: string) => void][] = [
  ['one byte of it is another', (path) => writeFileSync(path, flipped(readFileSync(path)))],
  ['it is cut', (path) => truncateSync(path, 5_000)],
  ['it says that it is of something else', (path) => writeFileSync(path, '{"format":"x"}')],
  ['it is gone', (path) => rmSync(path)],
  ['its vectors are cut', (_, path) => truncateSync(path, 5_000)],
  ['its vectors are gone', (_, path) => rmSync(path)],
];

function flipped(bytes: Buffer): Buffer {
  const at = bytes.length - 40;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

test.each(damages)('a search works, and the index is made again, when %s', async (_, damage) => {
  const { file } = getIndex(opened.library, spaceId) ?? { file: '' };
  const path = join(opened.library.directory, 'vectors', file);
  damage(`${path}.index`, `${path}.vectors`);
  expectAlike(query());
  await tidyIndexes(opened.library, new AbortController().signal);
  expect(filesOfIndex()).toEqual([]);
  await index();
  expect(getIndex(opened.library, spaceId)?.file).not.toBe(file);
  expectAlike(query());
});

test('changes that an index has are forgotten, those that came later are not', async () => {
  const { library } = opened;
  const changes = () =>
    library.db.$client.prepare('SELECT count(*) FROM vector_changes').pluck().get();
  expect(changes()).toBeGreaterThan(1_000);
  library.db.$client.exec('UPDATE vector_indexes SET change_seq = change_seq - 3');
  await forgetChanges(library, new AbortController().signal);
  expect(changes()).toBe(3);
  expectAlike(query());
});

test('a space that is dropped takes its index with it', () => {
  const { library } = opened;
  library.db.$client.exec('DELETE FROM embedding_spaces');
  expect(getIndex(library, spaceId)).toBeUndefined();
  expect(library.db.$client.prepare('SELECT count(*) FROM vector_changes').pluck().get()).toBe(0);
});
