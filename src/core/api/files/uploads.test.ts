import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mountSmallDisk } from '../../../../test/support/smallDisk.ts';
import { systemClock } from '../../base/index.ts';
import { openLibrary } from '../../db/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createFileRoutes, type FileRoutes } from '../../host/index.ts';
import { tidyLibrary } from '../../library/index.ts';
import { createFileLocator } from './createFileLocator.ts';

const id = '018f0000-0000-4000-8000-000000000000';
let place: TemporaryLibrary;
let files: FileRoutes;
let folder: string;
beforeEach(async () => {
  place = await temporaryLibrary();
  files = createFileRoutes(createFileLocator(place.library));
  folder = join(place.library.directory, 'uploads', id);
});
afterEach(() => place.remove());

function put(
  path: string,
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = {},
) {
  const stream = { duplex: 'half' as const };
  return files(
    new Request(`http://host/uploads/${path}`, { method: 'PUT', body, headers, ...stream }),
  );
}

const stored = async (): Promise<string[]> =>
  existsSync(folder) ? (await readdir(folder)).sort() : [];

test('each file of a drop lies under its own name, whole', async () => {
  const clip = await put(`${id}/${encodeURIComponent('Ünï clip 100%.mp4')}`, 'video');
  expect([clip.status, await clip.json()]).toEqual([
    200,
    { name: 'Ünï clip 100%.mp4', sizeBytes: 5 },
  ]);
  expect((await put(`${id}/clip.srt`, 'x'.repeat(2_000_000))).status).toBe(200);
  expect((await put(`${id}/empty.mp4`, '')).status).toBe(200);
  expect(await stored()).toEqual(['clip.srt', 'empty.mp4', 'Ünï clip 100%.mp4']);
  expect(await readFile(join(folder, 'Ünï clip 100%.mp4'), 'utf8')).toBe('video');
});

test('a file that was sent before is not replaced', async () => {
  await put(`${id}/a.mp4`, 'first');
  const again = await put(`${id}/a.mp4`, 'second');
  expect([again.status, await again.json()]).toMatchObject([400, { code: 'upload.invalid' }]);
  expect(await readFile(join(folder, 'a.mp4'), 'utf8')).toBe('first');
});

test('a body that ends too early or breaks leaves nothing', async () => {
  const short = await put(`${id}/a.mp4`, 'four', { 'content-length': '9' });
  expect([short.status, await short.json()]).toMatchObject([400, { code: 'upload.invalid' }]);
  let pulls = 0;
  const breaking = new ReadableStream({
    pull: (controller) => {
      pulls += 1;
      if (pulls < 3) controller.enqueue(new Uint8Array(70_000));
      else controller.error(new Error('aborted'));
    },
  });
  const broken = await put(`${id}/b.mp4`, breaking);
  expect([broken.status, await broken.json()]).toMatchObject([400, { code: 'upload.invalid' }]);
  expect(await stored()).toEqual([]);
});

test('names that lead elsewhere, and ids that are none, are refused', async () => {
  const long = 'x'.repeat(256);
  for (const name of [
    '..%2Fa',
    'a%2Fb',
    '..%5Ca',
    '%00',
    'a%00.mp4',
    '%2e%2e%2f',
    '%E0%A4%A',
    long,
    '%0a',
    '',
  ]) {
    const answer = await put(`${id}/${name}`, 'x');
    expect([answer.status, await answer.json()], name).toMatchObject([
      400,
      { code: 'upload.invalid', hint: expect.any(String) },
    ]);
  }
  // The address itself resolves dots: what remains names no file of an upload.
  for (const path of [`${id}/..`, `${id}/.`, `${id}/../../x`, 'x/a', '..%2F..%2Fx/a', `${id}`]) {
    expect((await put(path, 'x')).status, path).toBeGreaterThanOrEqual(400);
  }
  expect(existsSync(join(place.library.directory, 'uploads'))).toBe(false);
});

test('whatever the name, nothing is written outside the folder of its upload', async () => {
  const before = (await readdir(place.library.directory)).filter((name) => name !== 'uploads');
  const part = fc.constantFrom(
    '..',
    '.',
    '/',
    '\\',
    '%',
    'a',
    '\u0000',
    ':',
    ' ',
    'é',
    '%2e',
    '%2f',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
      await put(`${id}/${encodeURIComponent(parts.join(''))}`, 'x');
      await put(`${id}/${parts.join('').replaceAll('\u0000', '')}`, 'x');
    }),
  );
  const after = (await readdir(place.library.directory)).filter((name) => name !== 'uploads');
  expect(after).toEqual(before);
  expect(await readdir(place.folder)).toEqual(['library']);
  const uploads = await readdir(join(place.library.directory, 'uploads'), { recursive: true });
  expect(uploads.every((path) => path === id || path.startsWith(`${id}/`))).toBe(true);
});

test('an upload that nobody took in for a day is removed', async () => {
  await put(`${id}/a.mp4`, 'x');
  const old = join(place.library.directory, 'uploads', id.replace(/0$/, '1'));
  await mkdir(old);
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  await utimes(old, yesterday, yesterday);
  tidyLibrary(place.library);
  expect(await readdir(join(place.library.directory, 'uploads'))).toEqual([id]);
});

test('an upload is not removed as old by a clock that is wrong', async () => {
  await put(`${id}/a.mp4`, 'x');
  const { directory } = place.library;
  const wrong = openLibrary({ directory, clock: { nowMs: () => Date.UTC(2099, 0, 1) } });
  tidyLibrary(wrong);
  wrong.close();
  expect(await readdir(join(directory, 'uploads'))).toEqual([id]);
});

test('a full disk says so and keeps no part', async ({ skip }) => {
  const disk = await mountSmallDisk(8_000_000);
  if (typeof disk === 'string') return skip(disk);
  const library = openLibrary({ directory: join(disk.folder, 'library'), clock: systemClock });
  try {
    await disk.fill(1_000_000);
    const body = new Uint8Array(3_000_000);
    const request = new Request(`http://host/uploads/${id}/a.mp4`, { method: 'PUT', body });
    const answer = await createFileRoutes(createFileLocator(library))(request);
    expect([answer.status, await answer.json()]).toMatchObject([507, { code: 'disk.full' }]);
    expect(await readdir(join(library.directory, 'uploads', id))).toEqual([]);
  } finally {
    library.close();
    await disk.remove();
  }
});
