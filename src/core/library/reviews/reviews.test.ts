import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VideoFilters, VideoId } from '../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { addSampleVideo } from '../testing/sampleVideo.ts';
import { getVideoDetail } from '../videos/videoDetail.ts';
import { videoFacets } from '../videos/videoFacets.ts';
import { listVideos } from '../videos/videoLists.ts';
import { getReview, setReview } from './reviewRepository.ts';

let place: TemporaryLibrary;
let first: VideoId;
let second: VideoId;
beforeEach(async () => {
  place = await temporaryLibrary();
  first = (await addSampleVideo(place, { name: 'a.mp4', bytes: 'a' })).id;
  second = (await addSampleVideo(place, { name: 'b.mp4', bytes: 'b' })).id;
});
afterEach(() => place.remove());

const found = (filters: VideoFilters): VideoId[] =>
  listVideos(place.library, { limit: 9, offset: 0, filters, direction: 'ascending' }).videos.map(
    ({ id }) => id,
  );

test('what is left out stays, null takes away, and what it was is told', () => {
  const { library } = place;
  expect(setReview(library, first, { rating: 4, addTags: ['Hook', 'b-roll'] })).toEqual({
    videoId: first,
    before: { tags: [] },
    review: { rating: 4, tags: ['b-roll', 'Hook'] },
  });
  const { before, review } = setReview(library, first, {
    ...{ status: 'shortlisted', addTags: ['HOOK', '<b>&'], removeTags: ['B-Roll'] },
  });
  expect(before).toEqual({ rating: 4, tags: ['b-roll', 'Hook'] });
  expect(review).toEqual({ status: 'shortlisted', rating: 4, tags: ['<b>&', 'Hook'] });
  expect(getVideoDetail(library, first).review).toEqual(review);
  expect(setReview(library, first, { status: null, rating: null }).review).toEqual({
    tags: ['<b>&', 'Hook'],
  });
  setReview(library, first, { removeTags: ['hook', '<b>&'] });
  expect(getVideoDetail(library, first)).not.toHaveProperty('review');
});

test('videos are found by what was decided, and counted', () => {
  const { library } = place;
  setReview(library, first, { status: 'rejected', rating: 2, addTags: ['Été'] });
  expect(found({ status: 'rejected' })).toEqual([first]);
  expect(found({ status: 'none' })).toEqual([second]);
  expect([found({ minRating: 2 }), found({ minRating: 3 })]).toEqual([[first], []]);
  expect([found({ tag: ' ÉTÉ ' }), found({ tag: 'ét' })]).toEqual([[first], []]);
  setReview(library, second, { addTags: ['été'] });
  expect(videoFacets(library)).toMatchObject({
    tags: [{ videos: 2 }],
    statuses: [
      { value: 'rejected', videos: 1 },
      { value: 'none', videos: 1 },
    ],
    ratings: [{ value: '2', videos: 1 }],
  });
});

test('more tags than a video may have change nothing', () => {
  const many = Array.from({ length: 201 }, (_, index) => `tag ${index}`);
  expect(() => setReview(place.library, first, { rating: 1, addTags: many })).toThrow('200 tags');
  expect(getReview(place.library, first)).toEqual({ tags: [] });
});
