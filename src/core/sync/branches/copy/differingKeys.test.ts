import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../base/index.ts';
import { type Library, openLibrary } from '../../../db/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../../db/testing/temporaryLibrary.ts';
import { replaceChunks } from '../../../library/chunks/chunkStore.ts';
import { createCollection } from '../../../library/collections/collectionRepository.ts';
import { addSampleVideo } from '../../../library/testing/sampleVideo.ts';
import { replaceTranscript } from '../../../library/transcripts/replaceTranscript.ts';
import { setHook } from '../../../library/videos/contentRepository.ts';
import { editVideo } from '../../../library/videos/editVideo.ts';
import { removeVideo } from '../../../library/videos/removeVideo.ts';
import {
  addMetricSnapshots,
  getVideo,
  updateVideo,
  upsertChannel,
} from '../../../library/videos/videoRepository.ts';
import { copyDatabase } from './copyDatabase.ts';
import { differingKeys } from './differingKeys.ts';

let place: TemporaryLibrary;
let branch: Library;
/** Hashes and ids of three videos, each with a text of every kind. */
let videos: { id: Awaited<ReturnType<typeof addSampleVideo>>['id']; hash: string }[];

beforeEach(async () => {
  place = await temporaryLibrary();
  const { library } = place;
  videos = [];
  for (const name of ['a', 'b', 'c']) {
    const { id } = await addSampleVideo(place, { name: `${name}.mp4`, bytes: name });
    const channelId = upsertChannel(library, { platform: 'clips', name: `of ${name}` });
    updateVideo(library, id, { channelId });
    const segments = [0, 1].map((at) => ({
      ...{ startMs: at * 900, endMs: at * 900 + 900, text: `${name} ${at}`, words: [] },
    }));
    replaceTranscript(library, id, { segments, source: 'whisper' });
    replaceChunks(library, id, [{ kind: 'speech', startMs: 0, endMs: 900, text: name }]);
    setHook(library, id, { said: name, shown: '' });
    addMetricSnapshots(library, id, [{ observedAtMs: 5, views: 1 }]);
    videos.push({ id, hash: getVideo(library, id).contentHash });
  }
  // As in a library that has been used: row numbers with gaps.
  const [first] = videos;
  if (first !== undefined) removeVideo(library, first.id);
  videos = videos.slice(1);
  await createCollection(library, { name: 'All', note: '', videoIds: videos.map(({ id }) => id) });
  const to = join(place.folder, 'branch');
  mkdirSync(to);
  await copyDatabase(library, { to });
  branch = openLibrary({ directory: to, clock: systemClock });
});
afterEach(async () => {
  branch.close();
  await place.remove();
});

const keys = async (): Promise<string[]> => {
  const found = await differingKeys({ branch, origin: place.library });
  return found.map(({ kind, id }) => `${kind} ${id.replace(/[0-9a-f]{64}/, nameOf)}`).toSorted();
};
const nameOf = (hash: string): string => (hash === videos[0]?.hash ? 'B' : 'C');

test('a copy keeps row numbers: nothing of a fresh branch is to be read', async () => {
  expect(await keys()).toEqual([]);
});

test('what either side has changed, added or removed is named, and nothing else', async () => {
  const [b, c] = videos;
  if (b === undefined || c === undefined) throw new Error('no videos');
  const { library } = place;
  editVideo(branch, b.id, { title: 'Another' });
  setHook(library, b.id, { said: 'other', shown: '' });
  expect(await keys()).toEqual(['hook B', 'video B']);
  const segments = [{ startMs: 0, endMs: 900, text: 'b 0', words: [] }];
  replaceTranscript(library, b.id, { segments, source: 'whisper' });
  replaceChunks(branch, b.id, [{ kind: 'speech', startMs: 0, endMs: 800, text: 'b' }]);
  addMetricSnapshots(branch, c.id, [{ observedAtMs: 6, views: 2 }]);
  expect(await keys()).toEqual([
    ...['chunk B:speech:0:800', 'chunk B:speech:0:900', 'hook B', 'metric C:6', 'transcript B'],
    'video B',
  ]);
  branch.db.$client.exec("UPDATE channels SET name = 'renamed' WHERE name = 'of c'");
  expect(await keys()).toContain('video C');
  removeVideo(library, c.id);
  expect((await keys()).filter((key) => key.includes('C'))).toEqual([
    ...['chunk C:speech:0:900', 'hook C', 'metric C:5', 'metric C:6', 'transcript C', 'video C'],
  ]);
});
