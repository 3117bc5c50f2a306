import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentHashSchema, type VideoId, videoIdSchema } from '../../../contract/index.ts';
import { newId } from '../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { addMetricSnapshots, insertVideo } from '../../library/index.ts';
import { comparePosts } from './comparePosts.ts';

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 0, 1);
const nowMs = startMs + 90 * 24 * hourMs;

let place: TemporaryLibrary;
let count = 0;
beforeEach(async () => {
  place = await temporaryLibrary();
});
afterEach(() => place.remove());

/** A post of an hour, with its views by age in hours. */
function post(publishedHour: number | undefined, views: Readonly<Record<number, number>>): VideoId {
  count += 1;
  const publishedAtMs = publishedHour === undefined ? undefined : startMs + publishedHour * hourMs;
  const id = insertVideo(place.library, {
    contentHash: contentHashSchema.parse(count.toString(16).padStart(64, '0')),
    ...{ title: `Post ${count}`, platform: 'tiktok', publishedAtMs, originalName: '' },
    ...{ originalPath: '', storage: 'none', sizeBytes: 0 },
  });
  const rows = Object.entries(views).map(([age, seen]) => ({
    observedAtMs: (publishedAtMs ?? startMs) + Number(age) * hourMs,
    views: seen,
  }));
  addMetricSnapshots(place.library, id, rows);
  return id;
}

const pair = (at: number, control: number, variant: number) => ({
  control: post(at, { 24: control, 240: control * 3 }),
  // A day younger, and seen once only.
  variant: post(at + 24, { 24: variant }),
});

test('posts are compared at the same age, and what so few pairs can show is said', () => {
  const pairs = [0, 1, 2, 3, 4, 5].map((at) => pair(at * 48, 1_000 + at * 100, 1_500 + at * 150));
  const found = comparePosts(place.library, { pairs }, nowMs);
  expect(found).toMatchObject({ n: 6, lift: expect.closeTo(0.5, 6), pValue: 2 / 64 });
  expect(found.pairs[0]).toMatchObject({ ageMs: 24 * hourMs, controlViews: 1_000, ratio: 1.5 });
  const words = found.reasons.join(' ');
  expect(words).toContain('ahead in 6 of 6 pairs: +50 % views');
  expect(words).toContain('Coins alone would give this in 3.1 % of cases');
  expect(words).toContain('weaker than dividing people by chance');

  const few = comparePosts(place.library, { pairs: pairs.slice(0, 3) }, nowMs);
  expect(few.reasons.join(' ')).toContain('So few pairs can show nothing, whatever their views: 6');
});

test('pairs that cannot be compared are left out, each with its reason', () => {
  const known = pair(0, 100, 100);
  const old = post(0, { 2000: 5 });
  const pairs = [
    { control: known.control, variant: videoIdSchema.parse(newId()) },
    { control: known.control, variant: post(undefined, { 1: 5 }) },
    { control: post(5, { 24: 10 }), variant: old },
    { control: known.control, variant: post(9, { 24: 0 }) },
    known,
  ];
  const found = comparePosts(place.library, { pairs }, nowMs);
  expect(found.pairs.map(({ absent }) => absent)).toEqual([
    'one of the videos is not in the library',
    'one of the posts has no publication date',
    'they were not seen at about the same age',
    'one has no views',
    undefined,
  ]);
  expect(found.n).toBe(1);
  expect(found).not.toHaveProperty('lift');
  expect(found.reasons[0]).toBe('1 of 5 pairs can be compared; two are needed.');
});
