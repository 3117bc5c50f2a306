import { execFile } from 'node:child_process';
import { appendFile, chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { likeOthers } from '../../../../test/support/likeOthers.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { hashFile } from './hashFile.ts';
import { addFile, pathOf } from './mediaStore.ts';

const run = promisify(execFile);
let place: TemporaryLibrary;
beforeEach(async () => {
  place = await temporaryLibrary();
});
afterEach(() => place.remove());

test('copy, link and reference keep the same bytes under one address', async () => {
  const { library, folder } = place;
  const source = join(folder, 'clip.MP4');
  await writeFile(source, 'some video');
  const expected = await hashFile(source);

  expect(await addFile(library, source, { storage: 'copy', expected })).toBe('copy');
  const stored = pathOf(library, expected.contentHash);
  expect(await readFile(stored, 'utf8')).toBe('some video');
  expect(stored.endsWith(`${expected.contentHash.slice(2)}.mp4`)).toBe(true);
  // The same file again is the file that is there.
  expect(await addFile(library, source, { storage: 'link', expected })).toBe('copy');
  expect(await readdir(join(library.directory, 'media', 'tmp'))).toEqual([]);
});

test('a hard link shares the bytes; a reference leaves the file where it is', async () => {
  const { library, folder } = place;
  const linked = join(folder, 'a.mov');
  const referenced = join(folder, 'b.webm');
  await writeFile(linked, 'linked');
  await writeFile(referenced, 'referenced');
  const one = await hashFile(linked);
  const two = await hashFile(referenced);

  expect(await addFile(library, linked, { storage: 'link', expected: one })).toBe('link');
  expect((await stat(pathOf(library, one.contentHash))).ino).toBe((await stat(linked)).ino);
  expect(await addFile(library, referenced, { storage: 'reference', expected: two })).toBe(
    'reference',
  );
  expect(pathOf(library, two.contentHash)).toBe(referenced);
});

test('a stored file that went missing is stored again', async () => {
  const { library, folder } = place;
  const source = join(folder, 'clip.mp4');
  await writeFile(source, 'video');
  const expected = await hashFile(source);
  await addFile(library, source, { storage: 'copy', expected });
  await rm(pathOf(library, expected.contentHash));
  await addFile(library, source, { storage: 'copy', expected });
  expect(await readFile(pathOf(library, expected.contentHash), 'utf8')).toBe('video');
});

test('what cannot be hashed says why', async () => {
  const { folder } = place;
  const path = join(folder, 'x.mp4');
  await expect(hashFile(path)).rejects.toMatchObject({ code: 'input.notFound' });
  await writeFile(path, '');
  await expect(hashFile(path)).rejects.toMatchObject({ code: 'input.empty' });
  await expect(hashFile(folder)).rejects.toMatchObject({ code: 'input.notFile' });
  const controller = new AbortController();
  controller.abort();
  await writeFile(path, 'x');
  await expect(hashFile(path, { signal: controller.signal })).rejects.toMatchObject({
    code: 'job.cancelled',
  });
});

test('a file without permission says so', async () => {
  const path = join(place.folder, 'secret.mp4');
  await writeFile(path, 'x');
  await chmod(path, 0o000);
  // A process of its own, because this one may be root's, who may read every file.
  const program = new URL('../testing/hashOnce.ts', import.meta.url).pathname;
  const { stdout } = await run(...likeOthers(process.execPath, program, path));
  expect(stdout).toBe('input.noPermission');
});

test('a file that grows while it is read has no hash', async () => {
  const path = join(place.folder, 'growing.mp4');
  await writeFile(path, Buffer.alloc(20_000_000, 1));
  let grown: Promise<void> | undefined;
  const hashing = hashFile(path, {
    onProgress: () => {
      grown ??= appendFile(path, 'more');
    },
  });
  await expect(hashing).rejects.toMatchObject({ code: 'input.changed' });
  await grown;
});

test('a file that is no longer the one that was hashed is refused and leaves nothing', async () => {
  const { library, folder } = place;
  const source = join(folder, 'clip.mp4');
  await writeFile(source, 'before');
  const expected = await hashFile(source);
  await writeFile(source, 'after!');
  await expect(addFile(library, source, { storage: 'copy', expected })).rejects.toMatchObject({
    code: 'input.changed',
  });
  expect(await readdir(join(library.directory, 'media', 'tmp'))).toEqual([]);
  expect(() => pathOf(library, expected.contentHash)).toThrow(
    expect.objectContaining({ code: 'media.missing' }),
  );
});
