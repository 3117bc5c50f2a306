import { once } from 'node:events';
import { mkdir, readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Loopback } from '../../test/support/loopback.ts';
import { makeClip, red } from '../../test/support/makeClip.ts';
import type { IngestEvent, UploadId, VideoId } from '../contract/index.ts';

let host: Loopback;
let clip: Buffer;
beforeAll(async () => {
  host = await Loopback.open();
  await mkdir(join(host.folder, 'clips'));
  const path = join(host.folder, 'clips', 'clip.mp4');
  await makeClip({ path, scenes: [{ yuv: red, frames: 10 }] });
  clip = await readFile(path);
});
afterAll(() => host.close());

const newUpload = (): UploadId => crypto.randomUUID() as UploadId;
const uploadsFolder = (): string => join(host.library, 'uploads');

const put = async (path: string, body: Uint8Array | string) =>
  host.ask(`/uploads/${path}`, {
    method: 'PUT',
    headers: { ...host.bearer, 'content-length': `${Buffer.byteLength(body)}` },
    body,
  });

async function itemsOf(events: AsyncIterable<IngestEvent>) {
  const items: IngestEvent[] = [];
  for await (const event of events) items.push(event);
  return items.filter((event) => event.type === 'item');
}

test('a drop with a sidecar is taken in, played in ranges, and its copy goes', async () => {
  const upload = newUpload();
  expect(await put(`${upload}/dropped.mp4`, clip)).toMatchObject({ status: 200 });
  const captions = '1\n00:00:00,000 --> 00:00:00,300\nHello from the sidecar.\n';
  expect(await put(`${upload}/dropped.srt`, captions)).toMatchObject({ status: 200 });

  const { client } = await host.page();
  const [item, ...more] = await itemsOf(await client.videos.ingest({ uploads: [upload] }));
  expect(more).toEqual([]);
  expect(item).toMatchObject({ status: 'done', videoId: expect.any(String) });
  const videoId = item?.videoId as VideoId;
  const video = await client.videos.get({ videoId });
  expect(video).toMatchObject({
    originalName: 'dropped.mp4',
    transcriptSource: 'sidecar-captions',
  });
  await expect.poll(() => readdir(uploadsFolder())).toEqual([]);

  const pass = await host.mediaPass();
  const part = await host.ask(`/media/${videoId}/original`, {
    headers: { ...host.bearer, range: 'bytes=4-7' },
  });
  expect(part).toMatchObject({ status: 206, text: 'ftyp' });
  expect(part.headers).toMatchObject({
    'content-range': `bytes 4-7/${clip.length}`,
    'content-length': '4',
    'content-type': 'video/mp4',
    'content-security-policy': 'sandbox',
  });
  const head = await host.ask(`/media/${videoId}/original?pass=${pass}`, { method: 'HEAD' });
  expect(head).toMatchObject({ status: 200, text: '' });
  expect(head.headers['content-length']).toBe(`${clip.length}`);
  const poster = await host.ask(`/media/${videoId}/poster?pass=${pass}`);
  expect(poster).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } });
  const past = await host.ask(`/media/${videoId}/original`, {
    headers: { ...host.bearer, range: 'bytes=99999999-' },
  });
  expect(past).toMatchObject({ status: 416 });
});

test('an upload that was never sent, or holds no media, says so', async () => {
  const { client } = await host.page();
  const none = client.videos.ingest({ uploads: [newUpload()] });
  await expect(none).rejects.toMatchObject({ code: 'upload.invalid' });
  const upload = newUpload();
  await put(`${upload}/notes.txt`, 'no video');
  const [item] = await itemsOf(await client.videos.ingest({ uploads: [upload] }));
  expect(item).toMatchObject({ status: 'failed', error: { code: 'input.notMedia' } });
});

test('an upload that is cut short leaves no file', async () => {
  const upload = newUpload();
  const sent = request({
    host: '127.0.0.1',
    port: host.server.port,
    path: `/uploads/${upload}/cut.mp4`,
    method: 'PUT',
    headers: { ...host.bearer, 'content-length': '1000000' },
  });
  sent.on('error', () => {});
  sent.write(Buffer.alloc(300_000));
  const folder = join(uploadsFolder(), upload);
  await expect.poll(() => readdir(folder).catch(() => [])).toEqual(['cut.mp4']);
  sent.destroy();
  await expect.poll(() => readdir(folder)).toEqual([]);
  // The name is free again.
  expect(await put(`${upload}/cut.mp4`, 'whole')).toMatchObject({ status: 200 });
});

test('names in addresses lead nowhere else', async () => {
  for (const path of [
    '/uploads/../../x',
    '/uploads/..%2f..%2fx/a',
    '/media/..%2f..%2flibrary.sqlite/original',
    '/media/../library.sqlite',
    '/assets/../../library/library.sqlite',
    '/..%2flibrary%2flibrary.sqlite',
  ]) {
    const { status, text } = await host.ask(path, { headers: host.bearer });
    expect({ status, text }, path).toEqual({ status: 400, text: 'The address is not valid.\n' });
  }
});

test('a player that goes away in the middle lets go of the file', async ({ skip }) => {
  if (process.platform !== 'linux') return skip('open files are listed in /proc on Linux alone');
  const path = join(host.folder, 'clips', 'long.mp4');
  // A box that players skip makes the clip long.
  const box = Buffer.alloc(30_000_000);
  box.writeUInt32BE(box.length);
  box.write('free', 4);
  await writeFile(path, Buffer.concat([clip, box]));
  const { client } = await host.page();
  const [item] = await itemsOf(await client.videos.ingest({ paths: [path] }));
  const headers = host.bearer;
  const address = { host: '127.0.0.1', port: host.server.port, headers };
  const sent = request({ ...address, path: `/media/${item?.videoId}/original` });
  sent.on('error', () => {});
  sent.end();
  const [answer] = await once(sent, 'response');
  await once(answer, 'readable');
  expect(await openMedia()).toBe(1);
  sent.destroy();
  await expect.poll(openMedia).toBe(0);
});

/** Files of the media store that this process has open. */
async function openMedia(): Promise<number> {
  const open = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  );
  return open.filter((link) => link.startsWith(join(host.library, 'media'))).length;
}
