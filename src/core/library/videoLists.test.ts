import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ContentHash, VideoFilters, VideoId, VideoSort } from '../../shared/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from './testing/temporaryLibrary.ts';
import { videoFacets } from './videoFacets.ts';
import { getVideoSummaries, listVideos } from './videoLists.ts';
import { addMetricSnapshots, insertVideo, upsertChannel } from './videoRepository.ts';

let work: TemporaryLibrary;
let count = 0;

beforeEach(async () => {
  work = await temporaryLibrary();
});
afterEach(() => work.remove());

interface Made {
  title: string;
  channel?: string | undefined;
  platform?: string | undefined;
  language?: string | undefined;
  durationMs: number;
  publishedAtMs?: number | undefined;
  /** Oldest first. */
  views: number[];
}

function add(made: Made): VideoId {
  count += 1;
  const { channel, platform = 'web', views, ...video } = made;
  const id = insertVideo(work.library, {
    ...video,
    platform,
    contentHash: count.toString(16).padStart(64, '0') as ContentHash,
    originalName: 'a.mp4',
    originalPath: '/a.mp4',
    storage: 'copy',
    sizeBytes: 1,
    ...(channel === undefined
      ? {}
      : { channelId: upsertChannel(work.library, { platform, name: channel }) }),
  });
  addMetricSnapshots(
    work.library,
    id,
    views.map((value, index) => ({ observedAtMs: index + 1, views: value })),
  );
  return id;
}

const titlesOf = (options: Partial<Parameters<typeof listVideos>[1]>): string[] =>
  listVideos(work.library, { limit: 100, offset: 0, ...options }).videos.map(({ title }) => title);

test('one row has all that a list shows', () => {
  const id = add({
    title: 'Two mugs',
    channel: 'Kitchen',
    language: 'en',
    durationMs: 9_000,
    publishedAtMs: 5,
    views: [10, 40],
  });
  expect(listVideos(work.library, { limit: 5, offset: 0 })).toEqual({
    total: 1,
    videos: [
      {
        id,
        title: 'Two mugs',
        channel: 'Kitchen',
        platform: 'web',
        language: 'en',
        durationMs: 9_000,
        width: 0,
        height: 0,
        publishedAtMs: 5,
        views: 40,
        hasSpeech: false,
        hasPoster: false,
        complete: false,
        createdAtMs: expect.any(Number),
      },
    ],
  });
  expect(getVideoSummaries(work.library, [id]).map(({ title }) => title)).toEqual(['Two mugs']);
});

test('text is found in titles and channels as it is written, wildcards included', () => {
  add({ title: '100% wool', durationMs: 1, views: [] });
  add({ title: '100 mugs', channel: 'a_b', durationMs: 1, views: [] });
  add({ title: 'plain', channel: 'axb', durationMs: 1, views: [] });
  expect(titlesOf({ text: '100%' })).toEqual(['100% wool']);
  expect(titlesOf({ text: 'A_B' })).toEqual(['100 mugs']);
  expect(titlesOf({ text: '  ' })).toHaveLength(3);
});

test('facets count videos, most first', () => {
  add({ title: 'a', channel: 'x', language: 'en', durationMs: 1, views: [] });
  add({ title: 'b', channel: 'x', language: 'es', durationMs: 1, views: [] });
  add({ title: 'c', channel: 'y', language: 'en', platform: 'clips', durationMs: 1, views: [] });
  expect(videoFacets(work.library)).toEqual({
    channels: [
      { value: 'x', videos: 2 },
      { value: 'y', videos: 1 },
    ],
    platforms: [
      { value: 'web', videos: 2 },
      { value: 'clips', videos: 1 },
    ],
    languages: [
      { value: 'en', videos: 2 },
      { value: 'es', videos: 1 },
    ],
  });
});

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const madeVideo: fc.Arbitrary<Made> = fc.record({
  title: fc.string({ maxLength: 4 }),
  channel: maybe(fc.constantFrom('x', 'y')),
  platform: maybe(fc.constantFrom('web', 'clips')),
  language: maybe(fc.constantFrom('en', 'es')),
  durationMs: fc.integer({ min: 0, max: 5 }),
  publishedAtMs: maybe(fc.integer({ min: 0, max: 5 })),
  views: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 2 }),
});

test('filters and pages agree with the same done by hand', () => {
  const made = fc.sample(madeVideo, { numRuns: 60, seed: 7 });
  const rows = made.map((video) => ({ id: add(video), video }));
  const filters = fc.record({
    channel: maybe(fc.constantFrom('x', 'Y')),
    platform: maybe(fc.constantFrom('WEB', 'clips')),
    language: maybe(fc.constantFrom('en', 'es')),
    publishedAfterMs: maybe(fc.integer({ min: 0, max: 5 })),
    publishedBeforeMs: maybe(fc.integer({ min: 0, max: 5 })),
    minDurationMs: maybe(fc.integer({ min: 0, max: 5 })),
    maxDurationMs: maybe(fc.integer({ min: 0, max: 5 })),
    minViews: maybe(fc.integer({ min: 0, max: 5 })),
  });
  const sorts = fc.constantFrom<VideoSort>('added', 'published', 'views', 'duration', 'title');
  fc.assert(
    fc.property(filters, sorts, fc.boolean(), (given, sort, ascending) => {
      const direction = ascending ? 'ascending' : 'descending';
      const expected = rows.filter(({ video }) => fits(video, given)).map(({ id }) => id);
      const seen: VideoId[] = [];
      for (let offset = 0; offset < 100; offset += 7) {
        const page = listVideos(work.library, {
          limit: 7,
          offset,
          filters: given,
          sort,
          direction,
        });
        expect(page.total).toBe(expected.length);
        seen.push(...page.videos.map(({ id }) => id));
      }
      expect([...seen].sort()).toEqual([...expected].sort());
    }),
    { numRuns: 60 },
  );
});

function fits(video: Made, filters: VideoFilters): boolean {
  const { publishedAtMs, durationMs } = video;
  const views = video.views.at(-1);
  const holds = <Value>(wanted: Value | undefined, test: (value: Value) => boolean): boolean =>
    wanted === undefined || test(wanted);
  return (
    holds(filters.channel, (name) => video.channel === name.toLowerCase()) &&
    holds(filters.platform, (name) => (video.platform ?? 'web') === name.toLowerCase()) &&
    holds(filters.language, (name) => video.language === name) &&
    holds(filters.publishedAfterMs, (ms) => publishedAtMs !== undefined && publishedAtMs >= ms) &&
    holds(filters.publishedBeforeMs, (ms) => publishedAtMs !== undefined && publishedAtMs < ms) &&
    holds(filters.minDurationMs, (ms) => durationMs >= ms) &&
    holds(filters.maxDurationMs, (ms) => durationMs <= ms) &&
    holds(filters.minViews, (least) => views !== undefined && views >= least)
  );
}

test('sorted by views: most first, unknown last in either direction', () => {
  add({ title: 'few', durationMs: 1, views: [9, 2] });
  add({ title: 'unknown', durationMs: 1, views: [] });
  add({ title: 'many', durationMs: 1, views: [1, 30] });
  expect(titlesOf({ sort: 'views' })).toEqual(['many', 'few', 'unknown']);
  expect(titlesOf({ sort: 'views', direction: 'ascending' })).toEqual(['few', 'many', 'unknown']);
});
