import { expect, test } from 'vitest';
import { videoIdSchema } from '../../../../contract/index.ts';
import { type ReviewRun, readRun } from './readRun.ts';
import { notesOfRun, summaryOf } from './runSummary.ts';

const [a, b, c] = ['a', 'b', 'c'].map((id) => videoIdSchema.parse(id));
if (a === undefined || b === undefined || c === undefined) throw new Error('three ids');
const run: ReviewRun = {
  ...{ videoIds: [a, b, c], from: '/library?tag=x', startedAtMs: 5, at: b, seen: [a, b] },
  decided: {
    a: { status: 'shortlisted', rating: 4, tags: ['hook'] },
    b: { rating: 2, tags: ['<b>', 'hook'] },
  },
};

test('a run comes back as it was stored; what is no run is none', () => {
  expect(readRun(JSON.stringify(run))).toEqual(run);
  for (const broken of [
    ...[null, '', '{', '[]', '{"videoIds":["a"]}'],
    JSON.stringify({ ...run, from: 'https://elsewhere' }),
    JSON.stringify({ ...run, at: 'gone' }),
  ]) {
    expect(readRun(broken)).toBeUndefined();
  }
  const odd = readRun(JSON.stringify({ ...run, seen: [1, a], decided: { a: { rating: 9 } } }));
  expect(odd).toMatchObject({ seen: [a], decided: {} });
});

test('a summary counts what was decided, with the median of the stars', () => {
  expect(summaryOf(run)).toEqual({
    ...{ videos: 3, seen: 2, decided: 2, medianStars: 2 },
    statuses: [
      { status: 'reviewed', videos: 0 },
      { status: 'shortlisted', videos: 1 },
      { status: 'rejected', videos: 0 },
    ],
    ratings: [0, 1, 0, 1, 0].map((videos, index) => ({ stars: 5 - index, videos })),
    tags: [
      { tag: 'hook', videos: 2 },
      { tag: '<b>', videos: 1 },
    ],
  });
  expect(summaryOf({ ...run, decided: {} }).medianStars).toBeUndefined();
});

test('notes of before the run, or of other videos, are not of the run', () => {
  const notes = [
    { videoId: a, createdAtMs: 9 },
    { videoId: a, createdAtMs: 4 },
    { videoId: videoIdSchema.parse('other'), createdAtMs: 9 },
  ];
  expect(notesOfRun(run, notes)).toBe(1);
});
