import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../../../base/index.ts';
import type { JobQueue } from '../../../jobs/index.ts';
import { openTestQueue, type TestQueue } from '../../../jobs/testing/testQueue.ts';
import {
  addMetricSnapshots,
  listVideos,
  removeVideo,
  setSettings,
} from '../../../library/index.ts';
import { addLongitudinalSet } from '../../testing/longitudinalSet.ts';
import { listOutliers } from '../listOutliers.ts';
import { createMeasuring, type Measuring } from './createMeasuring.ts';
import { countStale } from './measureStore.ts';

let place: TestQueue;
let measuring: Measuring;
let queue: JobQueue;
beforeEach(() => {
  place = openTestQueue({ kinds: [] });
  measuring = createMeasuring({
    ...{ library: place.library, logger: silentLogger, queue: () => queue },
  });
  queue = place.open([measuring.kind]).queue;
  queue.start();
});
afterEach(() => place.close());

async function measure(): Promise<void> {
  const jobId = measuring.enqueue();
  if (jobId === undefined) throw new Error('nothing to measure');
  expect(await queue.finished(jobId)).toMatchObject({ state: 'done' });
}

const byOutlier = (direction: 'ascending' | 'descending' = 'descending') =>
  listVideos(place.library, { limit: 1_000, offset: 0, sort: 'outlier', direction }).videos;

test('lists show and sort what outliers are computed as, and measure only what has changed', async () => {
  const { library } = place;
  addLongitudinalSet(library, { channels: 4, videosEach: 20, seed: 5 });
  await measure();
  expect(measuring.enqueue()).toBeUndefined();
  const asOfMs = library.clock.nowMs();
  const definition = 'channel-median-same-age-v1';
  const { videos, scored } = listOutliers(library, { definition, asOfMs, limit: 1_000 });
  const listed = byOutlier();
  const shown = listed.slice(0, scored);
  // Of equal scores either may come first.
  expect(shown.map(({ outlier }) => outlier?.score)).toEqual(videos.map(({ score }) => score));
  expect(new Map(shown.map(({ id, outlier }) => [id, outlier]))).toEqual(
    new Map(
      videos.map(({ videoId, score, low, high, n }) => [
        videoId,
        { score, low, high, n, definition },
      ]),
    ),
  );
  expect(listed.slice(scored).every(({ outlier }) => outlier === undefined)).toBe(true);
  expect(byOutlier('ascending')[0]?.id).toBe(listed[scored - 1]?.id);

  const [first, second] = listed;
  if (first === undefined || second === undefined) throw new Error('no videos');
  addMetricSnapshots(library, second.id, [{ observedAtMs: asOfMs - 1, views: 10 ** 12 }]);
  expect(countStale(library)).toBe(1);
  await measure();
  expect(byOutlier().find(({ id }) => id === second.id)?.velocity).toBeDefined();
  removeVideo(library, first.id);
  expect(countStale(library)).toBe(1);
  await measure();
  expect(byOutlier()).toHaveLength(listed.length - 1);
});

test('lists show the score that the settings name, once it is changed', async () => {
  const { library } = place;
  addLongitudinalSet(library, { channels: 2, videosEach: 12, seed: 5 });
  await measure();
  const definition = 'mean-of-ten-neighbours-v1';
  setSettings(library, { outlierDefinition: definition });
  measuring.measureAnew();
  await measure();
  const asOfMs = library.clock.nowMs();
  const { videos } = listOutliers(library, { definition, asOfMs, limit: 1_000 });
  // Of equal scores either may come first.
  expect(new Map(byOutlier().map(({ id, outlier }) => [id, outlier]))).toEqual(
    new Map(
      videos.map(({ videoId, score, low, high, n }) => [
        videoId,
        { score, low, high, n, definition },
      ]),
    ),
  );
});

test('a video that loses its snapshots loses its measures', async () => {
  const { library } = place;
  addLongitudinalSet(library, { channels: 1, videosEach: 8, seed: 5 });
  await measure();
  expect(byOutlier()[0]?.outlier).toBeDefined();
  library.db.$client.exec('DELETE FROM metric_snapshots');
  await measure();
  for (const { outlier, velocity } of byOutlier()) {
    expect([outlier, velocity]).toEqual([undefined, undefined]);
  }
});

test('what is marked while it is measured is measured again', async () => {
  const { library } = place;
  addLongitudinalSet(library, { channels: 1, videosEach: 8, seed: 5 });
  const { run } = library.readers;
  let marks = 0;
  // The snapshot comes after the slice was read and before it is stored.
  Object.assign(library.readers, {
    run: async (...given: Parameters<typeof run>) => {
      const found = await run(...given);
      if (marks++ === 0) library.db.$client.exec('UPDATE metric_snapshots SET views = 10 * views');
      return found;
    },
  });
  await measure();
  expect(marks).toBe(2);
  const definition = 'channel-median-same-age-v1';
  const asOfMs = library.clock.nowMs();
  const [top] = listOutliers(library, { definition, asOfMs, limit: 1 }).videos;
  expect(byOutlier()[0]).toMatchObject({ id: top?.videoId, outlier: { score: top?.score } });
});
