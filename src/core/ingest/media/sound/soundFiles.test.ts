import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeClip } from '../../../../../test/support/makeClip.ts';
import { contentHashSchema, type VideoId } from '../../../../contract/index.ts';
import { silentLogger } from '../../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../../db/testing/temporaryLibrary.ts';
import { createNodeHost } from '../../../host/index.ts';
import { addFile, hashFile, insertVideo } from '../../../library/index.ts';
import { createMediaClient, type MediaClient } from '../mediaClient.ts';
import { probeMedia } from '../probeMedia.ts';
import { SoundFiles } from './soundFiles.ts';

let place: TemporaryLibrary;
let media: MediaClient;
let sound: SoundFiles;
beforeEach(async () => {
  place = await temporaryLibrary();
  media = createMediaClient(
    createNodeHost({ libraryDir: '', modelsDir: '', logger: silentLogger }).children,
  );
  sound = new SoundFiles({ library: place.library, media });
});
afterEach(async () => {
  media.stop();
  await place.remove();
});

const { signal } = new AbortController();
const files = (): Promise<string[]> => readdir(join(place.library.directory, 'work', 'sound'));

async function addTone(name: string, durationMs: number): Promise<VideoId> {
  const { library, folder } = place;
  const path = join(folder, name);
  await makeClip({ path, sound: { toneMs: [[0, durationMs]], durationMs } });
  const expected = await hashFile(path);
  await addFile(library, path, { storage: 'copy', expected });
  const names = { title: name, originalName: name, originalPath: path };
  return insertVideo(library, { ...expected, ...names, storage: 'copy' });
}

test('the sound of a video is made once, as long as it is heard, for all who ask', async () => {
  const id = await addTone('tone.m4a', 3_000);
  const [one, two] = await Promise.all([sound.open(id, signal), sound.open(id, signal)]);
  expect(two.path).toBe(one.path);
  const { audio, durationMs } = await probeMedia(one.path, signal);
  expect(audio?.codec).toBe('flac');
  expect(Math.abs(durationMs - 3_000)).toBeLessThan(80);
  // What it would be as a WAV file.
  expect((await stat(one.path)).size).toBeLessThan(96_000);
  expect(await files()).toHaveLength(1);
  one.release();
  two.release();
  const before = (await stat(one.path)).mtimeMs;
  const again = await sound.open(id, signal);
  expect((await stat(again.path)).mtimeMs).toBe(before);
});

test('few are kept after their use, and none that is in use goes', async () => {
  const used = await sound.open(await addTone('used.m4a', 200), signal);
  for (let index = 0; index < 18; index++) {
    const { release } = await sound.open(await addTone(`${index}.m4a`, 300 + index * 40), signal);
    release();
    // A second time it is nobody else's.
    release();
  }
  await sound.open(await addTone('last.m4a', 2_000), signal);
  expect(await files()).toHaveLength(16 + 2);
  expect((await stat(used.path)).size).toBeGreaterThan(0);
});

test('one that cannot be made leaves nothing, and the next can', async () => {
  const stopped = AbortSignal.abort(new Error('stopped'));
  const id = await addTone('tone.m4a', 500);
  await expect(sound.open(id, stopped)).rejects.toThrow('stopped');
  const unknown = insertVideo(place.library, {
    ...{ title: 'x', originalName: 'x', originalPath: 'x', storage: 'copy', sizeBytes: 1 },
    contentHash: contentHashSchema.parse('f'.repeat(64)),
  });
  await expect(sound.open(unknown, signal)).rejects.toMatchObject({ code: 'media.missing' });
  const { release } = await sound.open(id, signal);
  expect(await files()).toHaveLength(1);
  release();
});
