import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type Header, pack } from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TemporaryLibrary, temporaryLibrary } from '../../../db/testing/temporaryLibrary.ts';
import { addSampleVideo } from '../../testing/sampleVideo.ts';
import { backupLibrary } from '../backupLibrary.ts';
import { unpackBackup } from './unpackBackup.ts';

let folder = '';
let target = '';
let backup = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-tar-'));
  target = join(folder, 'target');
  backup = join(folder, 'backup.tar');
  await mkdir(target);
});
afterEach(() => rm(folder, { recursive: true }));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const mediaName = (hash: string): string => `media/${hash.slice(0, 2)}/${hash.slice(2)}.mp4`;
const database = { name: 'library.sqlite', contentHash: sha256('db'), sizeBytes: 2 };

async function write(
  files: readonly [(Partial<Header> & { name: string }) | string, string][],
  entries: readonly object[] = [database],
): Promise<void> {
  const archive = pack();
  for (const [header, text] of files) {
    const given = typeof header === 'string' ? { name: header } : header;
    archive.entry({ size: Buffer.byteLength(text), ...given }, text);
  }
  const about = { format: 'trendroom-backup', version: 2, createdAtMs: 0, videos: 0 };
  archive.entry({ name: 'manifest.json' }, JSON.stringify({ ...about, entries, leftOut: [] }));
  archive.finalize();
  await writeFile(backup, await buffer(archive));
}

/** The error's code and message, and what was written until then. */
async function refused(): Promise<string> {
  const error = await unpackBackup(backup, target).then(
    () => 'taken',
    ({ code, message }) => `${code}: ${message}`,
  );
  return `${error} [${await readdir(target)}]`;
}

const stranger = sha256('stranger');

test.each<[string, [(Partial<Header> & { name: string }) | string, string][]]>([
  ['unexpected file: ../evil', [['../evil', 'x']]],
  ['unexpected file: /etc/cron.d/x', [['/etc/cron.d/x', 'x']]],
  ['unexpected file: media/aa/short.mp4', [['media/aa/short.mp4', 'x']]],
  [`unexpected file: ${mediaName(stranger)}`, [[mediaName(stranger), 'x']]],
  ['unexpected file: library.sqlite', [['library.sqlite', 'db']]],
  ['unexpected entry: link', [[{ name: 'link', type: 'symlink', linkname: '/etc' }, '']]],
  ['unexpected entry', [[`media/${'a'.repeat(200)}`, 'x']]],
])('%s: refused before anything is written', async (message, more) => {
  await write([['library.sqlite', 'db'], ...more]);
  expect(await refused()).toMatch(new RegExp(`^backup.invalid: .*${message}.* \\[\\]$`));
});

test('a file that is not of the size or the name that the manifest says is not written', async () => {
  const hash = sha256('video');
  const video = { name: mediaName(hash), contentHash: hash, sizeBytes: 5 };
  await write(
    [
      ['library.sqlite', 'db'],
      [video.name, 'video longer'],
    ],
    [database, video],
  );
  expect(await refused()).toMatch(/^backup.invalid: .*is damaged.* \[\]$/);
  const named = { ...video, name: mediaName(stranger) };
  await write(
    [
      ['library.sqlite', 'db'],
      [named.name, 'video'],
    ],
    [database, named],
  );
  expect(await refused()).toMatch(/^backup.invalid: .*is damaged.* \[\]$/);
});

test('two gigabytes of nothing are refused at once', async () => {
  await write([['library.sqlite', 'db']]);
  // The header of the database says 2 GiB; the file has a hole of that size.
  const file = await open(backup, 'r+');
  const header = Buffer.alloc(512);
  await file.read(header, 0, 512, 0);
  header.write('20000000000\0', 124);
  header.write('        ', 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  await file.write(header, 0, 512, 0);
  const { size } = await file.stat();
  const rest = Buffer.alloc(size - 1024);
  await file.read(rest, 0, rest.length, 1024);
  await file.write(rest, 0, rest.length, 512 + 2 ** 31);
  await file.close();
  expect(await refused()).toMatch(/^backup.invalid: .*library.sqlite is damaged.* \[\]$/);
  await truncate(backup, 100_000);
  expect(await refused()).toMatch(/^backup.invalid: .*library.sqlite is cut.* \[\]$/);
});

test('a backup that the disk has no room for is refused before it fills it', async () => {
  await write([['library.sqlite', 'db']]);
  await expect(unpackBackup(backup, target, { freeBytesOf: () => 1 })).rejects.toMatchObject({
    code: 'disk.full',
  });
  expect(await readdir(target)).toEqual([]);
  await unpackBackup(backup, target, { freeBytesOf: () => 2 });
  expect(await readdir(target)).toEqual(['library.sqlite']);
});

test('a backup replaces a backup and nothing else', async () => {
  const place: TemporaryLibrary = await temporaryLibrary();
  await addSampleVideo(place, { name: 'one.mp4', bytes: 'one' });
  const { library } = place;
  await backupLibrary(library, backup);
  await backupLibrary(library, backup);
  const thesis = join(folder, 'thesis.doc');
  for (const text of ['years of work', '']) {
    await writeFile(thesis, text);
    await expect(backupLibrary(library, thesis)).rejects.toMatchObject({
      code: 'backup.otherFile',
    });
  }
  await expect(backupLibrary(library, folder)).rejects.toMatchObject({ code: 'backup.otherFile' });
  expect(existsSync(thesis)).toBe(true);
  expect((await readdir(folder)).sort()).toEqual(['backup.tar', 'target', 'thesis.doc']);
  await place.remove();
});
