import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  channelIdSchema,
  contentHashSchema,
  type OutlierDefinition,
  type VideoId,
} from '../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import {
  addMetricSnapshots,
  addProducts,
  getVideo,
  insertVideo,
  type MetricSnapshot,
  upsertChannel,
} from '../../library/index.ts';
import { addLongitudinalSet } from '../testing/longitudinalSet.ts';
import { listOutliers } from './listOutliers.ts';
import { measureChannel } from './measureChannel.ts';
import { measureVideo } from './measureVideo.ts';
import { shareOfVoice } from './shareOfVoice.ts';

const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 0, 1);
const sameAge = 'channel-median-same-age-v1';

let place: TemporaryLibrary;
let count = 0;
beforeEach(async () => {
  place = await temporaryLibrary();
});
afterEach(() => place.remove());

/** A video published on a day, with its snapshots as [age in days, views]. */
function add(
  channel: string | undefined,
  publishedDay: number | undefined,
  ...snapshots: [ageDays: number, views: number, more?: Partial<MetricSnapshot>][]
): VideoId {
  count += 1;
  const platform = 'tiktok';
  const publishedAtMs = publishedDay === undefined ? undefined : startMs + publishedDay * dayMs;
  const id = insertVideo(place.library, {
    contentHash: contentHashSchema.parse(count.toString(16).padStart(64, '0')),
    ...{ title: `Video ${count}`, platform, publishedAtMs },
    ...(channel !== undefined && {
      channelId: upsertChannel(place.library, { platform, name: channel }),
    }),
    ...{ originalName: '', originalPath: '', storage: 'none', sizeBytes: 0 },
  });
  const rows = snapshots.map(([age, views, more]) => ({
    observedAtMs: (publishedAtMs ?? startMs) + age * dayMs,
    views,
    ...more,
  }));
  addMetricSnapshots(place.library, id, rows);
  return id;
}

const outliers = (options: Partial<Parameters<typeof listOutliers>[1]> = {}) =>
  listOutliers(place.library, {
    ...{ definition: sameAge, asOfMs: startMs + 1_000 * dayMs, limit: 100 },
    ...options,
  });

test('a young video is compared with what others had at its age, not with what they have now', () => {
  for (const day of [0, 1, 2, 3, 4]) add('A', day, [1, 100], [50, 10_000]);
  const young = add('A', 60, [1, 500]);
  const [first] = outliers().videos;
  expect(first).toMatchObject({ videoId: young, score: 5, n: 5, definition: sameAge });
  const [byNow] = outliers({ definition: 'channel-median-minus-one-v1' }).videos.slice(-1);
  expect(byNow).toMatchObject({ videoId: young, score: 500 / 10_000 - 1 });
});

test('below five other videos there is no score; the reasons are counted', () => {
  for (const day of [0, 1, 2, 3]) add('A', day, [1, 100]);
  add('B', undefined, [1, 100]);
  add(undefined, 1, [1, 100]);
  add('C', 1);
  expect(outliers()).toEqual({
    videos: [],
    scored: 0,
    absent: { 'too-few-videos': 4, 'no-publication-date': 1, 'no-channel': 1, 'no-snapshots': 1 },
  });
});

test('videos that were never seen at about the same age are not compared', () => {
  // One snapshot of each, all on one day.
  for (const day of [0, 50, 100, 150, 190, 198, 199]) add('A', day, [200 - day, 100]);
  expect(outliers()).toMatchObject({ scored: 0, absent: { 'too-few-at-same-age': 7 } });
  expect(outliers({ definition: 'mean-of-ten-neighbours-v1' })).toMatchObject({ scored: 7 });
});

test('the interval is of the median by bootstrap, with the rounding of all counts', () => {
  const views = [100, 110, 120, 130, 140, 150, 160, 170, 180];
  for (const [day, each] of views.entries()) add('A', day, [1, each]);
  const exact = add('A', 20, [1, 1_400]);
  const [found] = outliers().videos;
  expect(found).toMatchObject({ videoId: exact, score: 10, n: 9 });
  // The 95 % of the median of nine are its second or third and seventh or eighth.
  expect(found?.low).toBeCloseTo(1_400 / 170);
  expect(found?.high).toBeCloseTo(1_400 / 110);
  addMetricSnapshots(place.library, exact, [
    { observedAtMs: startMs + 21 * dayMs, views: 1_400, roundedTo: { views: 100 } },
  ]);
  const [rounded] = outliers().videos;
  expect(rounded).toMatchObject({ score: 10 });
  expect(rounded?.low).toBeCloseTo(1_350 / 170);
  expect(rounded?.high).toBeCloseTo(1_450 / 110);
});

test('the other definitions compare with what they say', () => {
  for (let day = 0; day < 20; day++) add('A', day, [1, 100 + day], [100, 1_000]);
  const late = add('A', 45, [1, 3_000]);
  const scoreBy = (definition: OutlierDefinition) =>
    outliers({ definition }).videos.find(({ videoId }) => videoId === late);
  expect(scoreBy('mean-of-ten-neighbours-v1')).toMatchObject({ score: 3, n: 10 });
  expect(scoreBy('channel-median-minus-one-v1')).toMatchObject({ score: 2, n: 20 });
  // Published after day 15.
  expect(outliers({ definition: 'median-of-30-days-x100-v1' }).absent).toMatchObject({
    'too-few-videos': 6,
  });
  add('A', 30, [1, 1_000]);
  add('A', 31, [1, 1_000]);
  expect(scoreBy('median-of-30-days-x100-v1')).toMatchObject({ score: 300, n: 6 });
});

test('as of a day, only snapshots up to it count, and later ones change nothing', () => {
  addLongitudinalSet(place.library, { channels: 6, videosEach: 30, seed: 3 });
  const asOfMs = startMs + 90 * dayMs;
  const before = outliers({ asOfMs });
  const [first] = before.videos;
  if (first === undefined) throw new Error('no outliers');
  const measuredBefore = measureVideo(place.library, {
    ...{ videoId: first.videoId, asOfMs, isPast: true },
  });
  place.library.db.$client
    .prepare('UPDATE metric_snapshots SET views = 1 WHERE observed_at_ms > ?')
    .run(asOfMs);
  expect(outliers({ asOfMs })).toEqual(before);
  expect(measureVideo(place.library, { videoId: first.videoId, asOfMs, isPast: true })).toEqual(
    measuredBefore,
  );
  expect(outliers()).not.toEqual(before);
});

test('planted outliers are ranked first', () => {
  const { outliers: planted, endMs } = addLongitudinalSet(place.library, {
    ...{ channels: 30, videosEach: 60, seed: 11 },
  });
  const { videos } = outliers({ asOfMs: endMs, limit: planted.size });
  const found = videos.filter(({ videoId }) => planted.has(videoId)).length;
  expect(planted.size).toBeGreaterThan(20);
  expect(found / planted.size).toBeGreaterThanOrEqual(0.95);
});

test('what a video lacks is said, and a snapshot of the future is only counted', () => {
  const asOfMs = startMs + 10 * dayMs;
  const id = add('A', 0, [1, 100], [400, 900]);
  const measures = measureVideo(place.library, { videoId: id, asOfMs, isPast: false });
  expect(measures).toMatchObject({
    ...{ snapshots: 1, laterSnapshots: 1, velocity: { absent: 'one-snapshot' } },
    ...{ halfLife: { absent: 'one-snapshot' }, freshness: { absent: 'no-half-life' } },
  });
  expect(measures.outliers.map(({ result }) => result)).toEqual(
    Array.from({ length: 4 }, () => ({ absent: 'too-few-videos' })),
  );
});

test('a channel has what is usual for it, and its videos newest first', () => {
  for (const day of [0, 1, 2, 3, 4]) add('A', day, [1, 100], [2, 200]);
  const young = add('A', 60, [1, 500]);
  const undated = add('A', undefined, [1, 1_000]);
  add('B', 1, [1, 9_999]);
  const asOfMs = startMs + 100 * dayMs;
  const { channelId } = getVideo(place.library, young);
  if (channelId === null) throw new Error('no channel');
  const found = measureChannel(place.library, { channelId, asOfMs });
  expect(found).toMatchObject({
    ...{ name: 'A', platform: 'tiktok', videos: 7, observedVideos: 7, views: 2_500 },
    medianViews: { value: 200 },
  });
  expect([found.list[0]?.videoId, found.list.at(-1)?.videoId]).toEqual([young, undated]);
  expect(found.list[0]?.outlier).toMatchObject({ score: 5, n: 5 });
  expect(found.list[1]?.velocity?.value).toBeCloseTo(100 / 24);
  expect(() =>
    measureChannel(place.library, { channelId: channelIdSchema.parse('none'), asOfMs }),
  ).toThrow('not found');
});

test('share of voice by mentions and by views differ', () => {
  const named = (views: number, ...products: string[]): void => {
    const id = add('A', 1, [1, views]);
    addProducts(place.library, id, products);
  };
  named(900, 'Lamp');
  named(50, 'Chair');
  named(50, 'Chair', 'Lamp');
  add('A', 1, [1, 5_000]);
  const asOfMs = startMs + 100 * dayMs;
  const found = shareOfVoice(place.library, { by: 'product', asOfMs, limit: 10 });
  expect(found).toMatchObject({ videos: 3, views: 1_000 });
  expect(
    found.voices.map(({ name, mentionShare, viewShare }) => [
      ...[name, mentionShare.value, viewShare?.value],
    ]),
  ).toEqual([
    ['Lamp', 2 / 3, 0.95],
    ['Chair', 2 / 3, 0.1],
  ]);
  const then = shareOfVoice(place.library, { by: 'product', asOfMs: startMs, limit: 10 });
  expect(then.voices).toEqual([]);
});
