import { expect, test } from 'vitest';
import { knownMetrics, pointsOf } from './metricPoints.ts';

const snapshots = [
  { observedAtMs: 200, views: 30, likes: 2 },
  { observedAtMs: 100, views: 10 },
  { observedAtMs: 300, views: 40, likes: 0 },
];

test('a metric is shown when a snapshot has it, even if it is nothing', () => {
  expect(knownMetrics(snapshots)).toEqual([
    { value: 'views', label: 'Views' },
    { value: 'likes', label: 'Likes' },
  ]);
  expect(knownMetrics([{ observedAtMs: 1, saves: 0 }])).toEqual([
    { value: 'saves', label: 'Saves' },
  ]);
  expect(knownMetrics([])).toEqual([]);
});

test('points are in the order of time, without the snapshots that lack them', () => {
  expect(pointsOf(snapshots, 'views').map(({ count }) => count)).toEqual([10, 30, 40]);
  expect(pointsOf(snapshots, 'likes')).toEqual([
    { atMs: 200, count: 2 },
    { atMs: 300, count: 0 },
  ]);
});
