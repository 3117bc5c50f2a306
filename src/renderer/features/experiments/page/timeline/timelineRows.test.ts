import { expect, test } from 'vitest';
import type { ExperimentPoint } from '../../../../../contract/index.ts';
import { timelineCsv, timelineRows } from './timelineRows.ts';

const points: ExperimentPoint[] = [
  {
    atMs: 0,
    arms: [
      { id: 'A', n: 0 },
      { id: 'B', n: 1, mean: 0 },
    ],
    estimates: [],
  },
  {
    atMs: 86_400_000,
    arms: [
      { id: 'A', n: 10, mean: 0.3 },
      { id: 'B', n: 11, mean: 0.4 },
    ],
    estimates: [{ id: 'B', lift: 0.25, interval: [-0.1, 0.6], sequentialInterval: [-0.4, 0.9] }],
  },
];

test('a time without an estimate has its counts alone', () => {
  expect(timelineRows(points, 'B')).toMatchObject([
    { control: { n: 0 }, variant: { n: 1 }, lift: undefined, interval: undefined },
    { control: { n: 10, mean: 0.3 }, variant: { n: 11 }, lift: 0.25 },
  ]);
});

test('the CSV has as many cells in each line as its heading', () => {
  const lines = timelineCsv(points, ['A', 'B']).trimEnd().split('\r\n');
  expect(lines.map((line) => line.split(',').length)).toEqual([11, 11, 11]);
  expect(lines[2]).toBe('1970-01-02T00:00:00.000Z,B,10,11,0.3,0.4,0.25,-0.1,0.6,-0.4,0.9');
});
