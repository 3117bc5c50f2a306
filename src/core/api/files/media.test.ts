import { readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VideoId } from '../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { createFileRoutes, type FileRoutes } from '../../host/index.ts';
import { addBytes, attachMedia, findVideoFile, replaceShots } from '../../library/index.ts';
import { addSampleVideo } from '../../library/testing/sampleVideo.ts';
import { createFileLocator } from './createFileLocator.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';
let place: TemporaryLibrary;
let files: FileRoutes;
let videoId: VideoId;
beforeEach(async () => {
  place = await temporaryLibrary();
  files = createFileRoutes(createFileLocator(place.library));
  ({ id: videoId } = await addSampleVideo(place, { name: 'clip.mp4', bytes: letters }));
});
afterEach(() => place.remove());

function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return files(new Request(`http://host/media/${videoId}/${path}`, { method, headers }));
}

/** Status, the headers that matter to a player, and the body. */
async function seen(answer: Response) {
  const { status, headers } = answer;
  const range = headers.get('content-range');
  return { status, length: headers.get('content-length'), range, text: await answer.text() };
}

test('the whole file, with headers that keep it from acting as a page', async () => {
  const answer = await ask('original');
  expect(Object.fromEntries(answer.headers)).toEqual({
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'content-length': '26',
    'content-security-policy': 'sandbox',
    'content-type': 'video/mp4',
    'cross-origin-resource-policy': 'same-origin',
    etag: expect.stringMatching(/^"[0-9a-f]{64}"$/),
    'x-content-type-options': 'nosniff',
  });
  expect(await seen(answer)).toMatchObject({ status: 200, text: letters });
  expect(await seen(await ask('original', {}, 'HEAD'))).toMatchObject({
    status: 200,
    length: '26',
    text: '',
  });
});

test('ranges: one is served, an unsatisfiable one is told the size, the rest is ignored', async () => {
  const ranged = async (range: string, method?: string) =>
    seen(await ask('original', { range }, method));
  const part = (text: string, range: string) => ({
    status: 206,
    length: `${text.length}`,
    range: `bytes ${range}/26`,
    text,
  });
  expect(await ranged('bytes=0-3')).toEqual(part('abcd', '0-3'));
  expect(await ranged('bytes=3-3')).toEqual(part('d', '3-3'));
  expect(await ranged('bytes=20-')).toEqual(part('uvwxyz', '20-25'));
  expect(await ranged('bytes=24-999999999999999999999')).toEqual(part('yz', '24-25'));
  expect(await ranged('bytes=-2')).toEqual(part('yz', '24-25'));
  expect(await ranged('bytes=-99')).toEqual(part(letters, '0-25'));
  expect(await ranged('bytes=0-3', 'HEAD')).toEqual({ ...part('abcd', '0-3'), text: '' });

  const unsatisfiable = { status: 416, length: null, range: 'bytes */26', text: '' };
  for (const range of ['bytes=26-', 'bytes=26-30', 'bytes=-0']) {
    expect(await ranged(range), range).toEqual(unsatisfiable);
  }
  const whole = { status: 200, length: '26', range: null, text: letters };
  for (const range of ['bytes=5-2', 'bytes=-', 'bytes=a-b', 'items=0-3', 'bytes=0-1,4-5', '']) {
    expect(await ranged(range), range).toEqual(whole);
  }
});

test('a client that has the file is told so; one that has another version gets all of this one', async () => {
  const etag = (await ask('original')).headers.get('etag') ?? '';
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    expect(await seen(await ask('original', { 'if-none-match': known }))).toMatchObject({
      status: 304,
      text: '',
    });
  }
  const again = await ask('original', { 'if-none-match': '"other"' });
  expect(again.status).toBe(200);
  const range = 'bytes=0-3';
  expect((await ask('original', { range, 'if-range': etag })).status).toBe(206);
  expect((await ask('original', { range, 'if-range': '"other"' })).status).toBe(200);

  const hash = etag.slice(1, -1);
  const forever = 'private, max-age=31536000, immutable';
  expect((await ask(`original?hash=${hash}`)).headers.get('cache-control')).toBe(forever);
  expect((await ask('original?hash=other')).headers.get('cache-control')).not.toBe(forever);
});

test('an original left in place changes its tag when its owner changes it', async () => {
  const { id, path } = await addSampleVideo(place, {
    name: 'mine.webm',
    bytes: 'one',
    storage: 'reference',
  });
  const url = `http://host/media/${id}/original`;
  const before = await files(new Request(url));
  await writeFile(path, 'changed');
  const headers = { 'if-none-match': before.headers.get('etag') ?? '' };
  const after = await files(new Request(url, { headers }));
  expect(await seen(after)).toMatchObject({ status: 200, text: 'changed' });
});

test('pictures by their role, frames by their time, a playable version before the original', async () => {
  const { library } = place;
  const bytes = (text: string, ending: '.jpg' | '.bin') =>
    addBytes(library, new TextEncoder().encode(text), ending);
  expect((await ask('poster')).status).toBe(404);
  attachMedia(library, videoId, { role: 'poster', contentHash: await bytes('P', '.jpg') });
  attachMedia(library, videoId, { role: 'sprite', contentHash: await bytes('S', '.jpg') });
  attachMedia(library, videoId, { role: 'waveform', contentHash: await bytes('W', '.bin') });
  const shot = async (startMs: number, atMs: number, text: string) => ({
    startMs,
    endMs: startMs + 1_000,
    keyframe: { atMs, contentHash: await bytes(text, '.jpg') },
  });
  replaceShots(library, videoId, [await shot(0, 500, 'f500'), await shot(1_000, 1_500, 'f1500')]);

  const got = async (path: string) => {
    const answer = await ask(path);
    return `${answer.headers.get('content-type')} ${await answer.text()}`;
  };
  expect(await got('poster')).toBe('image/jpeg P');
  expect(await got('sprite')).toBe('image/jpeg S');
  expect(await got('waveform')).toBe('application/octet-stream W');
  for (const [atMs, frame] of [
    ['0', 'f500'],
    ['1499', 'f500'],
    ['1500', 'f1500'],
    ['999999', 'f1500'],
    ['-1', 'f500'],
    ['x', 'f500'],
  ]) {
    expect(await got(`frame?atMs=${atMs}`), atMs).toBe(`image/jpeg ${frame}`);
  }
  attachMedia(library, videoId, { role: 'playback', contentHash: await bytes('play', '.bin') });
  expect(await got('original')).toContain('play');
});

test('what is not there says so', async () => {
  const missing = { code: 'media.missing', message: expect.any(String), hint: expect.any(String) };
  const path = findVideoFile(place.library, videoId, 'original')?.path ?? '';
  await rm(path);
  for (const name of [
    'original',
    'poster',
    'keyframe',
    'original/more',
    '',
    '../../library.sqlite',
  ]) {
    const answer = await ask(name);
    expect(answer.status, name).toBe(404);
    expect(await answer.json(), name).toEqual(missing);
  }
  expect((await files(new Request('http://host/elsewhere'))).status).toBe(404);
  const post = await ask('original', {}, 'POST');
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

/** Files of this process that are open on the library's media (Linux). */
async function openMedia(): Promise<number> {
  const links = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  );
  return links.filter((link) => link.startsWith(`${place.library.directory}/media`)).length;
}

test('a file is open only while it is read, and no longer when the client goes away', async ({
  skip,
}) => {
  if (process.platform !== 'linux') return skip('open files are listed in /proc on Linux alone');
  const { id } = await addSampleVideo(place, { name: 'long.mp4', bytes: 'x'.repeat(3_000_000) });
  const answer = await files(new Request(`http://host/media/${id}/original`));
  expect(await openMedia()).toBe(0);
  const reader = answer.body?.getReader();
  await reader?.read();
  expect(await openMedia()).toBe(1);
  await reader?.cancel();
  expect(await openMedia()).toBe(0);
  const whole = await files(new Request(`http://host/media/${id}/original`));
  expect((await whole.text()).length).toBe(3_000_000);
  expect(await openMedia()).toBe(0);
});
