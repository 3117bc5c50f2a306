import { expect, test } from 'vitest';
import { type VideoId, videoIdSchema } from '../../../contract/index.ts';
import { alignSentences } from './alignSentences.ts';

const videoId: VideoId = videoIdSchema.parse('v');
const chunkOf = (text: string) => ({
  id: 1,
  videoId,
  title: '',
  channel: null,
  kind: 'speech' as const,
  startMs: 0,
  endMs: 9_000,
  text,
  hasFile: 1,
});
const segment = (text: string, startMs: number) => ({
  startMs,
  endMs: startMs + 1_000,
  text,
  hasFile: 1,
  words: [],
});

test('captions without word times share a line’s time; lines beyond the chunk are left out', () => {
  const segments = [
    segment('Earlier on.', 0),
    segment('One  two', 1_000),
    segment('three.', 2_000),
  ];
  expect(alignSentences(chunkOf('One two three.'), segments)).toEqual([
    {
      startMs: 1_000,
      endMs: 2_000,
      range: [0, 7],
      words: [
        { startMs: 1_000, endMs: 1_500, range: [0, 3] },
        { startMs: 1_500, endMs: 2_000, range: [4, 7] },
      ],
    },
    {
      startMs: 2_000,
      endMs: 3_000,
      range: [8, 14],
      words: [{ startMs: 2_000, endMs: 3_000, range: [8, 14] }],
    },
  ]);
});

test('scripts without spaces', () => {
  const sentences = alignSentences(chunkOf('你好世界。再见'), [
    segment('你好 世界。', 0),
    segment('再见', 1_000),
  ]);
  expect(sentences.map(({ startMs, range }) => [startMs, range])).toEqual([
    [0, [0, 5]],
    [1_000, [5, 7]],
  ]);
});

test('a transcript that is no longer the chunk’s gives none', () => {
  expect(alignSentences(chunkOf('One two'), [segment('Something else', 0)])).toEqual([]);
  expect(alignSentences(chunkOf(''), [])).toEqual([]);
});
