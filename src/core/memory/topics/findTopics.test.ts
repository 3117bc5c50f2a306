import { afterEach, beforeEach, expect, test } from 'vitest';
import { addVectors, chunksWithoutVector, createSpace } from '../../library/index.ts';
import { chunk, openTestLibrary, type TestLibrary } from '../../search/testing/searchLibrary.ts';
import { seededRandom } from '../measures/estimates/bootstrapMean.ts';
import { findTopicsTask } from './findTopics.ts';

let opened: TestLibrary;
beforeEach(() => {
  opened = openTestLibrary();
});
afterEach(() => opened.close());

const dimensions = 24;
const videosEach = 12;

/** Videos of each topic, whose vectors lie about its own direction and that of its field. */
function add(topics: readonly { field: number; words: string }[]): void {
  const { library } = opened;
  const random = seededRandom(7);
  for (const [topic, { words }] of topics.entries()) {
    for (let at = 0; at < videosEach; at++) {
      opened.add({ title: `video ${topic}x${at}`, chunks: [chunk(words)] });
    }
  }
  const space = createSpace(library, {
    ...{ modelId: 'made', modelVersion: 'c'.repeat(64), dimensions, state: 'active' },
  });
  const open = chunksWithoutVector(library, { spaceId: space.id, afterId: 0, limit: 10_000 });
  const rows = open.map(({ id }, at) => {
    const topic = Math.floor(at / videosEach);
    const vector = Float32Array.from({ length: dimensions }, () => 0.1 * (random() - 0.5));
    const field = topics[topic]?.field ?? 0;
    vector[field] = 1 + (vector[field] ?? 0);
    vector[6 + topic] = 0.5 + (vector[6 + topic] ?? 0);
    return { chunkId: id, vector };
  });
  addVectors(library, space.id, rows);
}

async function themes(): Promise<string[]> {
  const { readers } = opened.library;
  const { words, groups, themes: found } = await readers.run(findTopicsTask, undefined);
  return words.map(({ label }, at) => `${label}: ${found[groups[at] ?? -1]?.label ?? ''}`).sort();
}

test('topics of one field have a theme, which is called what two of them say', async () => {
  add([
    { field: 0, words: 'kitchen soup' },
    { field: 0, words: 'kitchen bread' },
    { field: 1, words: 'sport football' },
    { field: 1, words: 'sport tennis' },
    { field: 2, words: 'astronomy' },
  ]);
  const found = await themes();
  expect(found).toHaveLength(5);
  expect(found.filter((line) => line.endsWith(': kitchen'))).toHaveLength(2);
  expect(found.filter((line) => line.endsWith(': sport'))).toHaveLength(2);
});

test('topics that lie together and share no word have none', async () => {
  add([
    { field: 0, words: 'soup' },
    { field: 0, words: 'bread' },
    { field: 1, words: 'football' },
    { field: 1, words: 'tennis' },
    { field: 2, words: 'astronomy' },
  ]);
  expect((await themes()).every((line) => line.endsWith(': '))).toBe(true);
});
