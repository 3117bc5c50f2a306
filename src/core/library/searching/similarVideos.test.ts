import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ContentHash, VideoId } from '../../../shared/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../testing/temporaryLibrary.ts';
import { insertVideo } from '../videoRepository.ts';
import { replaceChunks } from './chunkStore.ts';
import { similarVideos } from './similarVideos.ts';
import { addVectors, chunksWithoutVector, createSpace } from './vectorStore.ts';

let work: TemporaryLibrary;
let count = 0;

beforeEach(async () => {
  work = await temporaryLibrary();
});
afterEach(() => work.remove());

/** A video whose chunks point in these directions (degrees) of a plane. */
function add(degrees: number[]): VideoId {
  count += 1;
  const id = insertVideo(work.library, {
    contentHash: count.toString(16).padStart(64, '0') as ContentHash,
    title: `${count}`,
    originalName: 'a.mp4',
    originalPath: '/a.mp4',
    storage: 'copy',
    sizeBytes: 1,
  });
  const chunks = degrees.map((degree, index) => ({
    kind: 'speech' as const,
    startMs: index,
    endMs: index + 1,
    text: `${degree}`,
  }));
  replaceChunks(work.library, id, chunks);
  return id;
}

function embed(): void {
  const space = createSpace(work.library, {
    modelId: 'plane',
    modelVersion: '1',
    dimensions: 2,
    state: 'active',
  });
  const waiting = chunksWithoutVector(work.library, { spaceId: space.id, afterId: 0, limit: 99 });
  const rows = waiting.map(({ id, text }) => {
    const radians = (Number(text) * Math.PI) / 180;
    return { chunkId: id, vector: Float32Array.of(Math.cos(radians), Math.sin(radians)) };
  });
  addVectors(work.library, space.id, rows);
}

test('the mean of each chunk’s best cosine, nearest first, never the video itself', () => {
  const asked = add([0, 90]);
  const half = add([0]);
  const both = add([60, 0]);
  const opposite = add([180, 270]);
  embed();
  const found = similarVideos(work.library, asked, 9);
  expect(found.map(({ videoId }) => videoId)).toEqual([both, half]);
  // 0° finds 0°, 90° finds 60°: (1 + cos 30°) / 2. Then (1 + 0) / 2.
  expect(found.map(({ likeness }) => likeness.toFixed(3))).toEqual(['0.933', '0.500']);
  expect(found.map(({ videoId }) => videoId)).not.toContain(opposite);
  expect(similarVideos(work.library, asked, 1)).toHaveLength(1);
});

test('without embeddings nothing is similar', () => {
  const asked = add([0]);
  add([0]);
  expect(similarVideos(work.library, asked, 9)).toEqual([]);
});
