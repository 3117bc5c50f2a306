import { expect, test } from 'vitest';
import {
  announcementOf,
  formatRate,
  formatSeconds,
  headlineOf,
  hitPercent,
} from './engineLabels.ts';
import { sampleStats } from './testing/sampleStats.ts';

const counts = { finished: 0, failed: 0, cancelled: 0, preemptions: 0 };
const busy = (running: number, waiting: number) =>
  sampleStats({ state: 'busy', requests: { ...counts, running, waiting } });

test('the headline says what the engine does', () => {
  expect([busy(12, 4), busy(1, 0), busy(0, 1), busy(0, 3)].map(headlineOf)).toEqual([
    'Running 12 requests, 4 waiting.',
    'Running 1 request.',
    '1 request waiting for a slot.',
    '3 requests waiting for a slot.',
  ]);
  expect(headlineOf(sampleStats())).toBe('Idle. The model is loaded.');
  for (const state of ['stopped', 'idle'] as const) {
    expect(headlineOf(sampleStats({ state, model: null }))).toBe(
      'Idle. The language model is not loaded.',
    );
  }
});

test('what is read aloud stays the same while requests come and go', () => {
  expect(new Set([busy(12, 4), busy(11, 4), busy(1, 0)].map(announcementOf)).size).toBe(1);
  expect(announcementOf(sampleStats())).not.toBe(announcementOf(busy(1, 0)));
});

test('the share of a prompt that was in memory is known after the first prompt', () => {
  const cache = { savedPrefixes: 0, savedBytes: 0 };
  expect(hitPercent(sampleStats())).toBeUndefined();
  expect(
    hitPercent(sampleStats({ prefixCache: { ...cache, queriedTokens: 1_000, hitTokens: 784 } })),
  ).toBe(78);
});

test('numbers are as exact as they are small', () => {
  expect([0, 4.24, 43.4, 1_204].map(formatRate)).toEqual(['0', '4.2', '43', '1,204']);
  expect([0.0402, 0.9996, 1.26, 9.96, 24.4].map(formatSeconds)).toEqual([
    '40 ms',
    '1.0 s',
    '1.3 s',
    '10 s',
    '24 s',
  ]);
});
