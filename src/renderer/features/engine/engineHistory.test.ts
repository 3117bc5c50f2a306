import { expect, test } from 'vitest';
import { type EngineSample, historyMs, lineOf, withSample } from './engineHistory.ts';
import { sampleStats } from './testing/sampleStats.ts';

const writing = (generatedPerSecond: number, used: number) =>
  sampleStats({
    tokens: {
      prompt: 0,
      generated: 9,
      embedded: 0,
      drafted: 0,
      draftsAccepted: 0,
      promptPerSecond: 3,
      generatedPerSecond,
    },
    blocks: { tokensPerBlock: 16, total: 100, used, shared: 0, cached: 0, free: 100 - used },
  });

test('the history holds the last five minutes, whatever was before', () => {
  let history: readonly EngineSample[] = [];
  for (let second = 0; second <= 400; second++) {
    history = withSample(history, writing(second, 7), second * 1_000);
  }
  expect(history).toHaveLength(historyMs / 1_000);
  expect(history[0]).toEqual({ atMs: 101_000, generatedPerSecond: 101, usedBlocks: 7 });
  expect(history.at(-1)).toEqual({ atMs: 400_000, generatedPerSecond: 400, usedBlocks: 7 });
});

test('a clock that goes back leaves no line that runs backwards', () => {
  const before = withSample([], writing(1, 1), 90_000);
  expect(withSample(before, writing(2, 2), 10_000)).toEqual([
    { atMs: 10_000, generatedPerSecond: 2, usedBlocks: 2 },
  ]);
});

test('a line ends where nobody looked and begins again after', () => {
  const history = [10_000, 11_000, 40_000].map((atMs, index) => ({
    atMs,
    generatedPerSecond: 0,
    usedBlocks: index,
  }));
  expect(lineOf(history, ({ usedBlocks }) => usedBlocks)).toEqual({
    secondsAgo: [-30, -29, -28.999, 0],
    values: [0, 1, null, 2],
  });
  expect(lineOf([], () => 1)).toEqual({ secondsAgo: [], values: [] });
});
