import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ContentHash, VideoFilters, VideoId, VideoSort } from '../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { addBytes } from '../media/mediaStore.ts';
import { replaceTranscript } from '../transcripts/replaceTranscript.ts';
import { videoFacets } from './videoFacets.ts';
import { getVideoSummaries, listVideos } from './videoLists.ts';
import {
  addMetricSnapshots,
  attachMedia,
  insertVideo,
  updateVideo,
  upsertChannel,
} from './videoRepository.ts';

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
  speaks?: boolean;
}

function add(made: Made): VideoId {
  count += 1;
  const { channel, platform = 'web', views, speaks = false, ...video } = made;
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
  const said = { startMs: 0, endMs: 1, text: 'hi', words: [] };
  const segments = speaks ? [said, said] : [];
  replaceTranscript(work.library, id, { segments, source: 'whisper' });
  addMetricSnapshots(
    work.library,
    id,
    views.map((value, index) => ({ observedAtMs: index + 1, views: value })),
  );
  return id;
}

const titlesOf = (options: Partial<Parameters<typeof listVideos>[1]>): string[] =>
  listVideos(work.library, { limit: 100, offset: 0, ...options }).videos.map(({ title }) => title);

test('one row has all that a list shows', async () => {
  const id = add({
    title: 'Two mugs',
    channel: 'Kitchen',
    language: 'en',
    durationMs: 9_000,
    publishedAtMs: 5,
    views: [10, 40],
    speaks: true,
  });
  const contentHash = await addBytes(work.library, Buffer.from('picture'), '.jpg');
  attachMedia(work.library, id, { role: 'poster', contentHash });
  expect(getVideoSummaries(work.library, [id])[0]?.complete).toBe(false);
  updateVideo(work.library, id, { ingestState: 'complete' });
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
        hasSpeech: true,
        hasFile: true,
        hasPoster: true,
        complete: true,
        createdAtMs: expect.any(Number),
      },
    ],
  });
  const bare = add({ title: 'Bare', durationMs: 1, views: [] });
  const gone = 'gone' as VideoId;
  expect(getVideoSummaries(work.library, [bare, gone, id])).toMatchObject([
    { title: 'Bare', hasSpeech: false, hasPoster: false, complete: false },
    { title: 'Two mugs' },
  ]);
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
    ...{ tags: [], ratings: [], shows: [], statuses: [{ value: 'none', videos: 3 }] },
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
  speaks: fc.boolean(),
});

test('texts, filters, orders and pages agree with the same done by hand', () => {
  const made = fc.sample(madeVideo, { numRuns: 60, seed: 7 });
  const rows = made.map((video, at) => ({ id: add(video), at, video }));
  const filters = fc.record({
    channel: maybe(fc.constantFrom('x', 'Y')),
    platform: maybe(fc.constantFrom('WEB', 'clips')),
    language: maybe(fc.constantFrom('en', 'es')),
    publishedAfterMs: maybe(fc.integer({ min: 0, max: 5 })),
    publishedBeforeMs: maybe(fc.integer({ min: 0, max: 5 })),
    minDurationMs: maybe(fc.integer({ min: 0, max: 5 })),
    maxDurationMs: maybe(fc.integer({ min: 0, max: 5 })),
    minViews: maybe(fc.integer({ min: 0, max: 5 })),
    hasSpeech: maybe(fc.boolean()),
  });
  const texts = maybe(fc.constantFrom('x', 'Y', '%', '_', '\\', 'a', '"'));
  const sorts = fc.constantFrom<VideoSort>('added', 'published', 'views', 'duration', 'title');
  const ways = fc.constantFrom('ascending', 'descending');
  fc.assert(
    fc.property(filters, texts, sorts, ways, (given, text, sort, direction) => {
      const expected = rows
        .filter(({ video }) => fits(video, given) && holdsText(video, text))
        .sort((one, other) => {
          const [a, b] = [keyOf(one, sort), keyOf(other, sort)];
          const way = direction === 'ascending' ? 1 : -1;
          if (a === b) return way * (one.at - other.at);
          if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
          return a < b ? -way : way;
        })
        .map(({ id }) => id);
      const seen: VideoId[] = [];
      for (let offset = 0; offset < 70; offset += 7) {
        const page = { limit: 7, offset, text, filters: given, sort, direction };
        const { videos, total } = listVideos(work.library, page);
        expect(total).toBe(expected.length);
        seen.push(...videos.map(({ id }) => id));
      }
      expect(seen).toEqual(expected);
    }),
  );
});

function keyOf({ at, video }: { at: number; video: Made }, sort: VideoSort) {
  const keys = {
    added: at,
    published: video.publishedAtMs,
    views: video.views.at(-1),
    // Nothing here is measured.
    outlier: undefined,
    velocity: undefined,
    duration: video.durationMs,
    title: video.title.toLowerCase(),
    // Of no collection: as `added`.
    collection: at,
  };
  return keys[sort];
}

function holdsText({ title, channel = '' }: Made, text = ''): boolean {
  return [title, channel].some((name) => name.toLowerCase().includes(text.toLowerCase()));
}

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
    holds(filters.minViews, (least) => views !== undefined && views >= least) &&
    holds(filters.hasSpeech, (speaks) => (video.speaks ?? false) === speaks)
  );
}

test('sorted by views: most first, unknown last in either direction', () => {
  add({ title: 'few', durationMs: 1, views: [9, 2] });
  add({ title: 'unknown', durationMs: 1, views: [] });
  add({ title: 'many', durationMs: 1, views: [1, 30] });
  expect(titlesOf({ sort: 'views' })).toEqual(['many', 'few', 'unknown']);
  expect(titlesOf({ sort: 'views', direction: 'ascending' })).toEqual(['few', 'many', 'unknown']);
});
