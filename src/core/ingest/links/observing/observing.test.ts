import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentHashSchema, type VideoId } from '../../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../../db/testing/temporaryLibrary.ts';
import { addMetricSnapshots, insertVideo } from '../../../library/index.ts';
import { dueVideos } from './dueVideos.ts';
import { keepAttempt } from './observeFailures.ts';
import { observeIntervalMs } from './observeIntervalMs.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

test.each([
  ['an hour after its publication, at once', { ageMs: hourMs }, hourMs],
  ['two days old, after half a day', { ageMs: 2 * dayMs }, dayMs / 2],
  ['two days old and fast, twice as often', { ageMs: 2 * dayMs, viewsPerHour: 20 }, dayMs / 4],
  ['two days old and still, half as often', { ageMs: 2 * dayMs, viewsPerHour: 0 }, dayMs],
  ['old, at least every four weeks', { ageMs: 900 * dayMs }, 28 * dayMs],
  ['failing for the second time, later', { ageMs: 2 * dayMs, failures: 2 }, 2 * dayMs],
])('%s', (_, given, expected) => {
  const video = { views: 1_000, viewsPerHour: undefined, failures: 0, ...given };
  expect(observeIntervalMs(video)).toBe(expected);
});

let place: TemporaryLibrary;
let nowMs = 0;
beforeEach(async () => {
  place = await temporaryLibrary();
  nowMs = place.library.clock.nowMs();
});
afterEach(() => place.remove());

let count = 0;
function add(platform: string, ageDays: number, observedDaysAgo?: number): VideoId {
  count += 1;
  const id = insertVideo(place.library, {
    contentHash: contentHashSchema.parse(count.toString(16).padStart(64, '0')),
    ...{ title: 'v', platform, sourceUrl: 'https://example.org/v', storage: 'none', sizeBytes: 0 },
    ...{ publishedAtMs: nowMs - ageDays * dayMs, originalName: '', originalPath: '' },
  });
  if (observedDaysAgo !== undefined) {
    const observedAtMs = Math.round(nowMs - observedDaysAgo * dayMs);
    addMetricSnapshots(place.library, id, [{ observedAtMs, views: 10 }]);
  }
  return id;
}

test('the most overdue come first, within the budget of each platform', () => {
  const young = add('TikTok', 2, 1);
  const old = add('TikTok', 40, 15);
  const never = add('youtube', 40);
  add('TikTok', 40, 5);
  // Seen in the future by a wrong clock: that says nothing.
  const wrong = add('youtube', 2, -5);
  const due = (perPlatform: number) => dueVideos(place.library, { nowMs, perPlatform });
  expect(new Set(due(10))).toEqual(new Set([young, old, never, wrong]));
  expect(due(10).filter((id) => id === young || id === old)).toEqual([young, old]);
  expect(due(1)).toHaveLength(2);
  expect(due(1)).toContain(young);
});

test('a video that fails is tried less often, until it goes well', () => {
  const id = add('TikTok', 2);
  const dueAfter = (ms: number) =>
    dueVideos(place.library, { nowMs: nowMs + ms, perPlatform: 5 }).includes(id);
  expect(dueAfter(0)).toBe(true);
  keepAttempt(place.library, id, 'failed');
  expect([dueAfter(hourMs), dueAfter(3 * dayMs)]).toEqual([false, true]);
  for (let more = 0; more < 5; more++) keepAttempt(place.library, id, 'failed');
  expect(dueAfter(10 * dayMs)).toBe(false);
  keepAttempt(place.library, id, 'observed');
  expect(dueAfter(0)).toBe(true);
});
