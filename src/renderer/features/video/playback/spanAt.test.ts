import { expect, test } from 'vitest';
import { lastBegun, neighbourShotMs, spanAt } from './spanAt.ts';

const spans = [
  { startMs: 100, endMs: 200 },
  { startMs: 300, endMs: 400 },
  { startMs: 400, endMs: 500 },
];

test('the span at a time, with its pauses', () => {
  expect([0, 100, 199, 200, 250, 399, 400, 500].map((ms) => spanAt(spans, ms))).toEqual([
    -1, 0, 0, -1, -1, 1, 2, -1,
  ]);
  expect(spanAt(spans, 240, 50)).toBe(0);
  expect(spanAt(spans, 260, 50)).toBe(-1);
  expect(lastBegun(spans, 9_999)).toBe(2);
  expect(lastBegun([], 5)).toBe(-1);
});

test('back goes to the start of the shot, then to the one before', () => {
  const shots = [
    { startMs: 0, endMs: 1_000 },
    { startMs: 1_000, endMs: 2_000 },
    { startMs: 2_000, endMs: 3_000 },
  ];
  expect(neighbourShotMs(shots, 1_900, 'before')).toBe(1_000);
  expect(neighbourShotMs(shots, 1_100, 'before')).toBe(0);
  expect(neighbourShotMs(shots, 100, 'before')).toBe(0);
  expect(neighbourShotMs(shots, 1_900, 'after')).toBe(2_000);
  expect(neighbourShotMs(shots, 2_900, 'after')).toBeUndefined();
});
