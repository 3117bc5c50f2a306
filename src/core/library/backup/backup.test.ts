import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { jobIdSchema } from '../../../contract/index.ts';
import { systemClock } from '../../base/index.ts';
import { openLibrary } from '../../db/openLibrary.ts';
import { jobs, mediaFiles } from '../../db/schema/index.ts';
import { readyFolder } from '../../db/swapLibrary.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { pathOf } from '../media/mediaStore.ts';
import { addSampleVideo } from '../testing/sampleVideo.ts';
import { removeVideo } from '../videos/removeVideo.ts';
import { listVideos } from '../videos/videoLists.ts';
import { findVideoByHash, getVideo } from '../videos/videoRepository.ts';
import { backupLibrary } from './backupLibrary.ts';
import { restoreLibrary } from './restoreLibrary.ts';
import { verifyLibrary } from './verifyLibrary.ts';

let place: TemporaryLibrary;
let backup = '';
beforeEach(async () => {
  place = await temporaryLibrary();
  backup = join(place.folder, 'library.backup');
});
afterEach(() => place.remove());

const titlesOf = (library = place.library): string[] =>
  listVideos(library, { limit: 100, offset: 0 })
    .videos.map(({ title }) => title)
    .sort();
const reopen = () => openLibrary({ directory: place.library.directory, clock: systemClock });

test('a backup brings back the library as it was and keeps the one that it replaces', async () => {
  const { id } = await addSampleVideo(place, { name: 'one.mp4', bytes: 'first' });
  await addSampleVideo(place, { name: 'left.mp4', bytes: 'elsewhere', storage: 'reference' });
  expect(await backupLibrary(place.library, backup)).toMatchObject({
    files: 2,
    referenced: 1,
    leftOut: 0,
  });
  await addSampleVideo(place, { name: 'later.mp4', bytes: 'later' });

  const { videos, previousKeptAt } = await restoreLibrary(place.library, backup);

  expect(videos).toBe(2);
  const restored = reopen();
  expect(titlesOf(restored)).toEqual(['left.mp4', 'one.mp4']);
  const { contentHash } = getVideo(restored, id);
  expect(await readFile(pathOf(restored, contentHash), 'utf8')).toBe('first');
  // The original that was left in place is to be located again.
  expect((await verifyLibrary(restored)).problems.map(({ kind }) => kind)).toEqual([
    'media-missing',
  ]);
  restored.close();
  const before = openLibrary({ directory: previousKeptAt ?? '', clock: systemClock });
  expect(titlesOf(before)).toEqual(['later.mp4', 'left.mp4', 'one.mp4']);
  before.close();
});

test('an encrypted backup is restored with its passphrase, shows nothing, and is never replaced', async () => {
  await addSampleVideo(place, { name: 'one.mp4', bytes: 'a secret clip' });
  const passphrase = 'long enough for this';
  await backupLibrary(place.library, backup, { passphrase });
  expect((await readFile(backup)).includes('a secret clip')).toBe(false);
  await expect(backupLibrary(place.library, backup, { passphrase })).rejects.toMatchObject({
    code: 'backup.otherFile',
  });
  await expect(restoreLibrary(place.library, backup)).rejects.toMatchObject({
    code: 'backup.passphraseRequired',
  });
  expect(await restoreLibrary(place.library, backup, { passphrase })).toMatchObject({ videos: 1 });
  const restored = reopen();
  expect(titlesOf(restored)).toEqual(['one.mp4']);
  restored.close();
  const left = await readdir(place.library.directory, { recursive: true });
  expect(left.filter((name) => /restoring|decrypted/.test(name))).toEqual([]);
});

test('a damaged backup, a cut one and any other file are refused; the library stays', async () => {
  await addSampleVideo(place, { name: 'one.mp4', bytes: 'first '.repeat(2_000) });
  await backupLibrary(place.library, backup);
  const whole = await readFile(backup);
  const flipped = Buffer.from(whole);
  const at = whole.length - 8_000;
  flipped[at] = (flipped[at] ?? 0) ^ 1;
  const damages = [
    flipped,
    whole.subarray(0, whole.length / 2),
    Buffer.from('no backup'),
    Buffer.alloc(0),
  ];
  for (const bytes of damages) {
    await writeFile(backup, bytes);
    await expect(restoreLibrary(place.library, backup)).rejects.toMatchObject({
      code: 'backup.invalid',
    });
  }
  expect(titlesOf()).toEqual(['one.mp4']);
  expect((await readdir(place.library.directory)).some((name) => name.startsWith('rest'))).toBe(
    false,
  );
});

test('a hostile backup cannot write outside the library', async () => {
  const archive = pack();
  const manifest = {
    format: 'trendroom-backup',
    version: 2,
    createdAtMs: 0,
    entries: [{ name: '../evil', contentHash: 'a'.repeat(64), sizeBytes: 4 }],
    leftOut: [],
  };
  archive.entry({ name: '../evil' }, 'evil');
  archive.entry({ name: 'manifest.json' }, JSON.stringify(manifest));
  archive.finalize();
  await pipeline(archive, createWriteStream(backup));
  await expect(restoreLibrary(place.library, backup)).rejects.toMatchObject({
    code: 'backup.invalid',
  });
  expect(await readdir(place.folder)).not.toContain('evil');
});

test('a crash between the renames of a restore is made good at the next opening', async () => {
  await addSampleVideo(place, { name: 'one.mp4', bytes: 'first' });
  await backupLibrary(place.library, backup);
  await addSampleVideo(place, { name: 'later.mp4', bytes: 'later' });
  const { directory } = place.library;
  // What a kill leaves after the decision: the restored folder, and the old library half moved.
  const other = await temporaryLibrary();
  await restoreLibrary(other.library, backup);
  const ready = readyFolder(directory, 'x');
  await mkdir(ready);
  for (const part of ['library.sqlite', 'media']) {
    await rename(join(other.library.directory, part), join(ready, part));
  }
  place.library.close();
  const kept = join(directory, 'before-restore-x');
  await mkdir(kept);
  await rename(join(directory, 'library.sqlite'), join(kept, 'library.sqlite'));

  const library = reopen();
  expect(titlesOf(library)).toEqual(['one.mp4']);
  expect((await verifyLibrary(library)).problems).toEqual([]);
  library.close();
  await rm(other.folder, { recursive: true });
});

test('a video removed while a backup is written is in it, and the backup goes on', async () => {
  const { library } = place;
  const first = await addSampleVideo(place, { name: 'first.mp4', bytes: 'first' });
  const last = await addSampleVideo(place, { name: 'last.mp4', bytes: 'last' });
  const { contentHash } = getVideo(library, last.id);
  // The time is read when the snapshot is taken and nothing is written.
  const clock = {
    ...systemClock,
    nowMs: () => {
      removeVideo(library, first.id);
      removeVideo(library, last.id);
      return 1;
    },
  };
  expect(await backupLibrary({ ...library, clock }, backup)).toMatchObject({
    files: 3,
    leftOut: 0,
  });
  expect(titlesOf()).toEqual([]);
  expect((await readdir(library.directory)).filter((name) => name.startsWith('snap'))).toEqual([]);

  await restoreLibrary(library, backup);
  const restored = reopen();
  expect(titlesOf(restored)).toEqual(['first.mp4', 'last.mp4']);
  expect(await readFile(pathOf(restored, contentHash), 'utf8')).toBe('last');
  expect((await verifyLibrary(restored)).ok).toBe(true);
  restored.close();
});

test.runIf(process.platform === 'linux')('a backup reads each file once', async () => {
  const sizeBytes = 20_000_000;
  await addSampleVideo(place, { name: 'long.mp4', bytes: 'x'.repeat(sizeBytes) });
  const readBytes = async (): Promise<number> => {
    const counters = await readFile('/proc/self/io', 'utf8');
    return Number(/rchar: (\d+)/.exec(counters)?.[1]);
  };
  const before = await readBytes();
  await backupLibrary(place.library, backup);
  expect((await readBytes()) - before).toBeLessThan(1.5 * sizeBytes);
});

test('what a job placed that a kill interrupted is no orphan until it is done', async () => {
  const { library } = place;
  await mkdir(join(library.directory, 'media', 'zz'), { recursive: true });
  const stray = join(library.directory, 'media', 'zz', 'placed.mp4');
  const kinds = async () => (await verifyLibrary(library)).problems.map(({ kind }) => kind);
  const beganAtMs = Date.now() - 1_000;
  library.db
    .insert(jobs)
    .values({
      ...{ kind: 'ingest', label: 'placed.mp4', state: 'running' as const, payload: {} },
      id: jobIdSchema.parse('interrupted'),
      createdAtMs: beganAtMs,
    })
    .run();
  await writeFile(stray, 'placed');
  expect(await kinds()).toEqual([]);
  library.db
    .update(jobs)
    .set({ state: 'failed', finishedAtMs: Date.now() + 1_000 })
    .run();
  expect(await kinds()).toEqual([]);
  library.db.update(jobs).set({ finishedAtMs: beganAtMs }).run();
  expect(await kinds()).toEqual(['media-orphaned']);
  library.db
    .update(jobs)
    .set({ state: 'done', finishedAtMs: Date.now() + 1_000 })
    .run();
  expect(await kinds()).toEqual(['media-orphaned']);
});

test('verify names missing, changed and orphaned files', async () => {
  const { library } = place;
  const hashes = [];
  for (const name of ['missing', 'changed']) {
    const { id } = await addSampleVideo(place, { name: `${name}.mp4`, bytes: name });
    hashes.push(getVideo(library, id).contentHash);
  }
  const [missing, changed] = hashes;
  if (missing === undefined || changed === undefined) throw new Error('no hashes');
  await rm(pathOf(library, missing));
  await writeFile(pathOf(library, changed), 'altered');
  await mkdir(join(library.directory, 'media', 'zz'), { recursive: true });
  await writeFile(join(library.directory, 'media', 'zz', 'stray.mp4'), 'stray');

  const { ok, checkedFiles, problems } = await verifyLibrary(library);

  expect({ ok, checkedFiles }).toEqual({ ok: false, checkedFiles: 1 });
  expect(problems.toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
    { kind: 'media-changed', detail: `media/${changed.slice(0, 2)}/${changed.slice(2)}.mp4` },
    { kind: 'media-missing', detail: `media/${missing.slice(0, 2)}/${missing.slice(2)}.mp4` },
    { kind: 'media-orphaned', detail: 'media/zz/stray.mp4' },
  ]);
  // A backup of such a library says what it had to leave out.
  expect(await backupLibrary(library, backup)).toMatchObject({ files: 1, leftOut: 2 });
  expect(library.db.select().from(mediaFiles).all()).toHaveLength(2);
  expect(findVideoByHash(library, missing)?.title).toBe('missing.mp4');
  // What is damaged does not come back as if it were whole.
  await restoreLibrary(library, backup);
  const restored = reopen();
  expect((await verifyLibrary(restored)).problems.map(({ kind }) => kind)).toEqual([
    'media-missing',
    'media-missing',
  ]);
  restored.close();
});
