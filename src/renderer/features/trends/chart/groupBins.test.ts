import { expect, test } from 'vitest';
import { groupBins } from './groupBins.ts';

test('groups end with the last bin, keep every count, and know their bursts', () => {
  const bins = { startMs: 1_000, binMs: 10 };
  const bursts = [{ sinceMs: 1_035, untilMs: 1_070, weight: 1 }];
  expect(groupBins([1, 2, 3, 4, 5, 6, 7], bins, bursts, 3)).toEqual([
    { fromMs: 1_000, toMs: 1_010, count: 1, isBurst: false },
    { fromMs: 1_010, toMs: 1_040, count: 9, isBurst: false },
    { fromMs: 1_040, toMs: 1_070, count: 18, isBurst: true },
  ]);
  expect(groupBins([], bins, [], 3)).toEqual([]);
});
