import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { blue, makeClip, red } from '../../../../test/support/makeClip.ts';
import type { VideoId } from '../../../contract/index.ts';
import { silentLogger } from '../../base/index.ts';
import { createNodeHost } from '../../host/index.ts';
import { openTestQueue, type TestQueue } from '../../jobs/testing/testQueue.ts';
import { addFile, countWithoutPrints, hashFile, insertVideo } from '../../library/index.ts';
import { listDuplicates } from '../../search/index.ts';
import { createMediaClient } from '../media/mediaClient.ts';
import { areDuplicatesDue, createDuplicatesKind, enqueueDuplicates } from './duplicatesKind.ts';

const { children } = createNodeHost({ libraryDir: '', modelsDir: '', logger: silentLogger });
const media = createMediaClient(children);
afterAll(() => media.stop());

let work: TestQueue;
let find: () => Promise<string>;
beforeEach(() => {
  const kind = createDuplicatesKind({
    media,
    get library() {
      return work.library;
    },
  });
  work = openTestQueue({ kinds: [kind] });
  const { queue } = work;
  queue.start();
  find = async () => {
    const id = enqueueDuplicates(queue, kind);
    for await (const job of queue.watch()) {
      if (job.id === id && ['done', 'failed'].includes(job.state)) return job.state;
    }
    return 'gone';
  };
});
afterEach(() => work.close());

async function add(name: string, make: (path: string) => Promise<void>): Promise<VideoId> {
  const path = join(work.directory, name);
  await make(path);
  const expected = await hashFile(path);
  await addFile(work.library, path, { storage: 'copy', expected });
  const names = { title: name, originalName: name, originalPath: path };
  const state = { storage: 'copy', ingestState: 'complete', durationMs: 3_000 } as const;
  const id = insertVideo(work.library, { ...expected, ...names, ...state });
  await rm(path);
  return id;
}

/** Boxes at other places in each scene: a plain colour has no hash. */
const scenes = (height: number) =>
  [
    { yuv: red, frames: 25, box: [0.1, 0.1, 0.4, height] },
    { yuv: blue, frames: 25, box: [0.5, 0.3, 0.9, height] },
    { yuv: red, frames: 25, box: [0.2, 0.6, 0.8, 0.9] },
  ] as const;

test('videos of before get their prints, copies are found, and nothing is due until one comes', async () => {
  const small = { width: 160, height: 120, scenes: [...scenes(0.5)] };
  const ids = [
    await add('one.mp4', (path) => makeClip({ path, ...small })),
    await add('other.mp4', (path) => makeClip({ path, ...small, width: 240, height: 180 })),
  ];
  await add('third.mp4', (path) =>
    makeClip({ path, ...small, scenes: [...scenes(0.95)].reverse() }),
  );
  expect([countWithoutPrints(work.library), areDuplicatesDue(work.library)]).toEqual([3, true]);
  expect(await find()).toBe('done');
  const { groups, basis } = listDuplicates(work.library, 9);
  expect(groups.map(({ videos }) => videos.map(({ videoId }) => videoId).sort())).toEqual([
    [...ids].sort(),
  ]);
  expect(basis).toMatchObject({ compared: 3, withoutPrints: 0 });
  expect(areDuplicatesDue(work.library)).toBe(false);
  // As of a video that was being ingested meanwhile: its sound comes later.
  work.library.db.$client.exec('UPDATE video_prints SET sound = NULL WHERE rowid = 1');
  expect(areDuplicatesDue(work.library)).toBe(true);
});

test('what cannot be read is looked at once, and a file that is away each time', async () => {
  const { library } = work;
  const noMedia = await add('text.mp4', async (path) => {
    await writeFile(path, 'this is no video');
  });
  const away = await add('away.mp4', (path) =>
    makeClip({ path, scenes: [{ yuv: red, frames: 5 }] }),
  );
  library.db.$client
    .prepare(
      `UPDATE media_files SET storage = 'reference', reference_path = '/nowhere/away.mp4'
       WHERE content_hash = (SELECT content_hash FROM videos WHERE id = ?)`,
    )
    .run(away);
  expect(await find()).toBe('done');
  const known = library.db.$client
    .prepare<[], string>('SELECT video_id FROM video_prints')
    .pluck()
    .all();
  expect(known).toEqual([noMedia]);
  expect(countWithoutPrints(library)).toBe(1);
});

test('while the disk of many videos is away, everything else has its turn', async () => {
  for (let at = 0; at < 300; at++) {
    const path = join(work.directory, `${at}.mp4`);
    await writeFile(path, `${at}`);
    const expected = await hashFile(path);
    await addFile(work.library, path, { storage: 'reference', expected });
    const names = { title: `${at}`, originalName: `${at}`, originalPath: path };
    const state = { storage: 'reference', ingestState: 'complete', durationMs: 3_000 } as const;
    insertVideo(work.library, { ...expected, ...names, ...state });
    await rm(path);
  }
  let isDone = false;
  const finding = find().finally(() => {
    isDone = true;
  });
  let turns = 0;
  for (; !isDone; turns++) await nextTurn();
  expect(await finding).toBe('done');
  expect(turns).toBeGreaterThan(300);
  expect(countWithoutPrints(work.library)).toBe(300);
});
