import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ContentHash, VideoId } from '../../../contract/index.ts';
import { systemClock } from '../../base/index.ts';
import { type Library, openLibrary } from '../../db/index.ts';
import { chunks, videos } from '../../db/schema/index.ts';
import { copyTemplateDatabase } from '../../db/testing/templateDatabase.ts';
import { findByWords, nearestChunks } from '../../search/index.ts';
import { insertVideo } from '../videos/videoRepository.ts';
import { type NewChunk, replaceChunks } from './chunkStore.ts';
import {
  activateSpace,
  activeSpace,
  addVectors,
  buildingSpace,
  chunksWithoutVector,
  countVectors,
  createSpace,
  type EmbeddingSpace,
} from './vectorStore.ts';

let directory: string;
let library: Library;
let videoId: VideoId;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'trendroom-vectors-'));
  copyTemplateDatabase(directory);
  library = openLibrary({ directory, clock: systemClock });
  videoId = insertVideo(library, {
    contentHash: '1'.padStart(64, '0') as ContentHash,
    title: 'one',
    originalName: 'one.mp4',
    originalPath: '/one.mp4',
    storage: 'copy',
    sizeBytes: 1,
  });
});
afterEach(() => {
  library.close();
  rmSync(directory, { recursive: true });
});

const chunkOf = (text: string): NewChunk => ({ kind: 'speech', startMs: 0, endMs: 1, text });
const put = (...texts: string[]): void => replaceChunks(library, videoId, texts.map(chunkOf));
const stored = (): [number, string][] =>
  library.db
    .select()
    .from(chunks)
    .all()
    .map(({ id, text }) => [id, text]);
const makeSpace = (modelVersion: string, state: 'active' | 'building'): EmbeddingSpace =>
  createSpace(library, { modelId: 'm', modelVersion, dimensions: 2, state });
const fill = (space: EmbeddingSpace): number[] =>
  addVectors(
    library,
    space.id,
    chunksWithoutVector(library, { spaceId: space.id, afterId: 0, limit: 100 }).map(({ id }) => ({
      chunkId: id,
      vector: Float32Array.of(Math.cos(id), Math.sin(id)),
    })),
  );
const near = (space: EmbeddingSpace, vector: Float32Array): number[] =>
  nearestChunks(library, {
    spaceId: space.id,
    vector,
    scope: { filters: {} },
    limit: 10,
    minSimilarity: -1,
  }).map(({ id }) => id);
const rowsOf = (space: EmbeddingSpace): unknown =>
  library.db.$client
    .prepare(`SELECT rowid FROM chunk_vectors_${space.id} ORDER BY rowid`)
    .pluck()
    .all();
const words = (match: string): number[] =>
  findByWords(library, { match, scope: { filters: {} }, limit: 10 }).map(({ id }) => id);

test('replaced chunks take their words and vectors along; the same ones keep theirs', () => {
  put('one', 'two', 'three');
  const active = makeSpace('a', 'active');
  const building = makeSpace('b', 'building');
  fill(active);
  fill(building);
  put('two', 'four');
  expect(stored()).toEqual([
    [2, 'two'],
    [4, 'four'],
  ]);
  expect([rowsOf(active), rowsOf(building)]).toEqual([[2], [2]]);
  expect(countVectors(library, active.id)).toEqual({ embedded: 1, total: 2 });
  expect(chunksWithoutVector(library, { spaceId: active.id, afterId: 0, limit: 9 })).toEqual([
    { id: 4, videoId, text: 'four' },
  ]);
  expect(near(active, Float32Array.of(1, 0))).toEqual([2]);
  expect([words('"one"'), words('"two"')]).toEqual([[], [2]]);
});

test('a removed video leaves no words and no vectors behind', () => {
  put('one', 'two');
  const space = makeSpace('a', 'active');
  fill(space);
  library.db.delete(videos).where(eq(videos.id, videoId)).run();
  expect([rowsOf(space), stored(), words('"one"')]).toEqual([[], [], []]);
  expect(countVectors(library, space.id)).toEqual({ embedded: 0, total: 0 });
});

test('vectors of chunks that are gone or have one are passed over', () => {
  put('one');
  const space = makeSpace('a', 'active');
  const first = { chunkId: 1, vector: Float32Array.of(1, 0) };
  addVectors(library, space.id, [first, { chunkId: 99, vector: Float32Array.of(0, 1) }]);
  addVectors(library, space.id, [{ chunkId: 1, vector: Float32Array.of(0, 1) }]);
  expect(countVectors(library, space.id)).toEqual({ embedded: 1, total: 1 });
  expect(near(space, Float32Array.of(1, 0))).toEqual([1]);
});

test('a broken vector is the model’s fault and stores nothing', () => {
  put('one', 'two');
  const space = makeSpace('a', 'active');
  const good = { chunkId: 1, vector: Float32Array.of(1, 0) };
  for (const vector of [Float32Array.of(1), Float32Array.of(Number.NaN, 1), new Float32Array()]) {
    expect(() => addVectors(library, space.id, [good, { chunkId: 2, vector }])).toThrow(
      expect.objectContaining({ code: 'model.damaged' }),
    );
  }
  expect(rowsOf(space)).toEqual([]);
  expect(() =>
    createSpace(library, { modelId: 'm', modelVersion: 'z', dimensions: 0, state: 'active' }),
  ).toThrow(expect.objectContaining({ code: 'model.damaged' }));
});

test('a space takes over when every chunk has its vector, and the old one is gone', () => {
  put('one', 'two');
  const old = makeSpace('a', 'active');
  fill(old);
  const abandoned = makeSpace('b', 'building');
  const next = makeSpace('c', 'building');
  expect(buildingSpace(library)).toEqual(next);
  expect(activateSpace(library, next.id)).toBe(false);
  expect(activeSpace(library)).toEqual(old);
  fill(next);
  expect(activateSpace(library, next.id)).toBe(true);
  expect([activeSpace(library), buildingSpace(library)]).toEqual([
    { ...next, state: 'active' },
    undefined,
  ]);
  expect(countVectors(library, old.id).embedded).toBe(0);
  const left = library.db.$client
    .prepare(
      `SELECT name FROM sqlite_master
       WHERE name IN (?, ?, ?, ?) OR tbl_name IN (?, ?) OR name LIKE ? ORDER BY name`,
    )
    .pluck()
    .all(
      ...[old, abandoned].flatMap(({ id }) => [
        `chunk_vectors_${id}`,
        `chunk_vectors_${id}_delete`,
      ]),
      `chunk_vectors_${old.id}`,
      `chunk_vectors_${abandoned.id}`,
      `chunk_vectors_${old.id}_%`,
    );
  expect(left).toEqual([]);
  put('two');
  expect(rowsOf(next)).toEqual([2]);
});
