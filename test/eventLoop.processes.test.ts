import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSyntheticLibrary } from '../bench/search/syntheticLibrary.ts';
import { SyntheticText } from '../bench/search/syntheticText.ts';
import type { VideoId } from '../src/contract/index.ts';
import { systemClock } from '../src/core/base/index.ts';
import { type Library, openLibrary } from '../src/core/db/index.ts';
import {
  checkDatabaseTask,
  findVideos,
  librarySizesTask,
  verifyLibraryTask,
  videoFacetsTask,
} from '../src/core/library/index.ts';
import { createSearch } from '../src/core/search/index.ts';

/** Enough for some milliseconds of each read. */
const chunks = 3_000;
const text = new SyntheticText(3);

let made: ReturnType<typeof makeSyntheticLibrary>;
let library: Library;
let videoId: VideoId;
beforeAll(async () => {
  made = makeSyntheticLibrary(chunks, text, { chunksEach: 2 });
  library = openLibrary({
    directory: made.library.directory,
    clock: systemClock,
    readers: 'threads',
  });
  const page = await findVideos(library, { limit: 1, offset: 0 }, {});
  videoId = page.videos[0]?.id ?? expect.fail('no video');
  // The thread starts with the first read.
  await library.readers.run(librarySizesTask, undefined);
}, 120_000);
afterAll(async () => {
  await library.readers.dispose();
  library.close();
  made.remove();
});

/** The share of the time of some rounds in which the event loop could do nothing else. */
async function shareOfLoop(read: () => Promise<unknown>, rounds = 10): Promise<number> {
  await read();
  const before = performance.eventLoopUtilization();
  for (let round = 0; round < rounds; round++) await read();
  return performance.eventLoopUtilization(before).utilization;
}

/** On the event loop itself each of these is above 0.9. */
const free = 0.5;

test('the event loop stays free while the library is verified', async () => {
  const verify = () => library.readers.run(verifyLibraryTask, undefined);
  expect(await shareOfLoop(verify, 3)).toBeLessThan(free);
});

test('the event loop stays free while the database of a backup is checked', async () => {
  const file = join(library.directory, 'library.sqlite');
  const check = () => library.readers.run(checkDatabaseTask, { file });
  expect(await check()).toEqual({ videos: chunks / 2 });
  expect(await shareOfLoop(check, 3)).toBeLessThan(free);
});

test('the event loop stays free while similar videos are looked for', async () => {
  const { similar } = createSearch({ library });
  expect(await shareOfLoop(() => similar({ videoId, limit: 10 }))).toBeLessThan(free);
});

test('the event loop stays free while videos are listed by text and filters', async () => {
  const page = { limit: 20, offset: 0 };
  const byText = () => findVideos(library, { ...page, text: text.word(3) }, {});
  expect(await shareOfLoop(byText)).toBeLessThan(free);
  const filtered = () => findVideos(library, { ...page, filters: { hasSpeech: true } }, {});
  expect(await shareOfLoop(filtered)).toBeLessThan(free);
  const facets = () => library.readers.run(videoFacetsTask, undefined);
  expect(await shareOfLoop(facets)).toBeLessThan(free);
});

test('the event loop stays free while chunks are searched', async () => {
  const { query } = createSearch({ library });
  const words = [0, 1, 2, 3, 4].map((rank) => text.word(rank)).join(' ');
  const search = () => query({ query: words, limit: 10, filters: {} });
  expect(await shareOfLoop(search)).toBeLessThan(free);
});
