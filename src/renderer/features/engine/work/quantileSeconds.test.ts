import { expect, test } from 'vitest';
import { quantileSeconds } from './quantileSeconds.ts';

const histogram = (counts: readonly number[], count: number) => ({
  buckets: [0.1, 0.5, 1, 5].map((upToSeconds, index) => ({
    upToSeconds,
    count: counts[index] ?? 0,
  })),
  sumSeconds: 0,
  count,
});

test('nothing measured has no median', () => {
  expect(quantileSeconds(histogram([0, 0, 0, 0], 0), 0.5)).toBeUndefined();
  expect(quantileSeconds({ buckets: [], sumSeconds: 0, count: 0 }, 0.95)).toBeUndefined();
});

test('values lie evenly between the bounds of the bucket that holds the share', () => {
  // 20 of 40 up to 0.5 s: the median is that bound; 38 of 40 are half way from 1 to 5 s.
  const measured = histogram([0, 20, 36, 40], 40);
  expect(quantileSeconds(measured, 0.5)).toBeCloseTo(0.5);
  expect(quantileSeconds(measured, 0.25)).toBeCloseTo(0.3);
  expect(quantileSeconds(measured, 0.95)).toBeCloseTo(3);
});

test('buckets in which nothing fell are passed over', () => {
  expect(quantileSeconds(histogram([0, 0, 0, 8], 8), 0.5)).toBeCloseTo(3);
  expect(quantileSeconds(histogram([8, 8, 8, 8], 8), 0.95)).toBeCloseTo(0.095);
});

test('what took longer than every bound counts as the last one', () => {
  expect(quantileSeconds(histogram([0, 0, 0, 1], 10), 0.95)).toBe(5);
  expect(quantileSeconds(histogram([0, 0, 0, 0], 3), 0.5)).toBe(5);
});
