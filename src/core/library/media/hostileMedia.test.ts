import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ContentHash, contentHashSchema, type VideoId } from '../../../contract/index.ts';
import { createFileLocator } from '../../api/files/createFileLocator.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createFileRoutes } from '../../host/index.ts';
import { verifyLibrary } from '../backup/verifyLibrary.ts';
import { addSampleVideo } from '../testing/sampleVideo.ts';
import { removeVideo } from '../videos/removeVideo.ts';
import { attachMedia, getVideo } from '../videos/videoRepository.ts';
import { pathOf } from './mediaStore.ts';

let place: TemporaryLibrary;
let id: VideoId;
let contentHash: ContentHash;
let victim = '';
beforeEach(async () => {
  place = await temporaryLibrary();
  ({ id } = await addSampleVideo(place, { name: 'clip.mp4', bytes: 'clip' }));
  ({ contentHash } = getVideo(place.library, id));
  victim = join(place.folder, 'victim');
  mkdirSync(victim);
  writeFileSync(join(victim, 'secret'), 'secret');
});
afterEach(() => place.remove());

const client = () => place.library.db.$client;

async function served(name: string): Promise<string> {
  const files = createFileRoutes(createFileLocator(place.library));
  const answer = await files(new Request(`http://host/media/${id}/${name}`));
  return `${answer.status} ${await answer.text()}`;
}

test('a stored file is the one of the store, whatever path its row has', async () => {
  client().prepare('UPDATE media_files SET reference_path = ?').run(join(victim, 'secret'));
  expect(await served('original')).toBe('200 clip');
  client().prepare('UPDATE media_files SET reference_path = ?').run(victim);
  const stored = pathOf(place.library, contentHash);
  expect(removeVideo(place.library, id)).toEqual({ freedBytes: 4 });
  expect([existsSync(join(victim, 'secret')), existsSync(stored)]).toEqual([true, false]);
});

test('an extension that leads out of the store is neither read nor removed', async () => {
  const secret = join(victim, 'secret');
  const folder = contentHash.slice(2);
  mkdirSync(join(place.library.directory, 'media', contentHash.slice(0, 2), folder), {
    recursive: true,
  });
  client().exec("UPDATE media_files SET extension = '/../../../../victim/secret'");
  expect(await served('original')).toMatch(/^500 .*library.corrupt/);
  expect(() => removeVideo(place.library, id)).toThrow(
    expect.objectContaining({ code: 'library.corrupt' }),
  );
  expect(existsSync(secret)).toBe(true);
  const { problems } = await verifyLibrary(place.library);
  expect(problems.map(({ kind }) => kind)).toContain('database');
});

test('a folder of the store that is a link is not followed', async () => {
  const stored = pathOf(place.library, contentHash);
  const linked = contentHashSchema.parse(`ff${contentHash.slice(2)}`);
  symlinkSync(victim, join(place.library.directory, 'media', 'ff'));
  client().exec('PRAGMA foreign_keys = OFF');
  client().prepare('UPDATE media_files SET content_hash = ?').run(linked);
  client().prepare('UPDATE video_media SET content_hash = ?').run(linked);
  writeFileSync(join(victim, `${contentHash.slice(2)}.mp4`), 'secret');
  expect(await served('original')).not.toContain('200');
  removeVideo(place.library, id);
  expect(existsSync(join(victim, `${contentHash.slice(2)}.mp4`))).toBe(true);
  expect(existsSync(stored)).toBe(true);
});

test('pictures are never read from outside, and an original only by an absolute path', async () => {
  attachMedia(place.library, id, { role: 'poster', contentHash });
  client()
    .prepare("UPDATE media_files SET storage = 'reference', reference_path = ?")
    .run(join(victim, 'secret'));
  expect(await served('poster')).not.toContain('200');
  expect(await served('original')).toBe('200 secret');
  client().exec("UPDATE media_files SET reference_path = '../victim/secret'");
  expect(await served('original')).toContain('media.missing');
  client().exec("UPDATE media_files SET storage = 'anything'");
  expect(await served('original')).toContain('library.corrupt');
});
