import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Loopback } from '../../../test/support/loopback.ts';
import { makeClip, red } from '../../../test/support/makeClip.ts';
import type { IngestEvent, JobDto } from '../../contract/index.ts';

let host: Loopback;
beforeEach(async () => {
  host = await Loopback.open();
});
afterEach(() => host.close());

async function clip(name: string): Promise<string> {
  await mkdir(join(host.folder, 'clips'), { recursive: true });
  const path = join(host.folder, 'clips', name);
  await makeClip({ path, scenes: [{ yuv: red, frames: 10 }] });
  return path;
}

async function itemOf(events: AsyncIterable<IngestEvent>) {
  for await (const event of events) if (event.type === 'item') return event;
  throw new Error('The ingest ended without an item.');
}

/** The job that is done, once a watcher is told of it. */
async function firstDone(changes: AsyncIterable<JobDto>): Promise<string> {
  for await (const job of changes) if (job.state === 'done') return job.label;
  return 'ended';
}

test('two pages at once: both see the jobs, each has its own answers', async () => {
  const path = await clip('one.mp4');
  const [first, second] = await Promise.all([host.page(), host.page()]);
  const seen = await Promise.all([first.client.jobs.watch(), second.client.jobs.watch()]);
  const done = Promise.all(seen.map(firstDone));

  const item = await itemOf(await first.client.videos.ingest({ paths: [path] }));
  expect(item).toMatchObject({ status: 'done', path });
  expect(await done).toEqual(['one.mp4', 'one.mp4']);

  const videoId = item.videoId ?? expect.fail('a done item has a video');
  expect((await second.client.videos.get({ videoId })).originalName).toBe('one.mp4');
  await expect(
    second.client.videos.get({ videoId: 'zzz' as typeof videoId }),
  ).rejects.toMatchObject({ code: 'video.notFound', data: { hint: expect.any(String) } });
});

test('a page that leaves ends its streams; the other page goes on', async () => {
  const [leaving, staying] = await Promise.all([host.page(), host.page()]);
  const ended = leaving.client.jobs.watch().then(firstDone);
  const seen = firstDone(await staying.client.jobs.watch());
  const left = expect(ended).rejects.toThrow();
  leaving.socket.close();
  await left;
  const path = await clip('two.mp4');
  await itemOf(await staying.client.videos.ingest({ paths: [path] }));
  expect(await seen).toBe('two.mp4');
});

test('the contract over HTTP: query strings become numbers and booleans, streams are events', async () => {
  const path = await clip('three.mp4');
  const headers = { ...host.bearer, 'content-type': 'application/json' };
  const body = JSON.stringify({ paths: [path] });
  const ingest = await host.ask('/api/videos/ingest', {
    method: 'POST',
    headers: { ...headers, 'content-length': `${body.length}` },
    body,
  });
  expect(ingest.headers['content-type']).toBe('text/event-stream');
  expect(ingest.text).toMatch(/event: message\ndata: \{"type":"item".*"status":"done"/);

  const list = async (query: string) => host.ask(`/api/videos?${query}`, { headers: host.bearer });
  expect(JSON.parse((await list('limit=1&filters[hasSpeech]=false')).text)).toMatchObject({
    videos: [{ title: 'three' }],
    total: 1,
  });
  expect(JSON.parse((await list('filters[hasSpeech]=true')).text)).toMatchObject({ total: 0 });
  expect(await list('limit=many')).toMatchObject({ status: 400 });
  expect(await host.ask('/api/videos/zzz', { headers: host.bearer })).toMatchObject({
    status: 404,
  });
  expect(await host.ask('/api/nothing', { headers: host.bearer })).toMatchObject({ status: 404 });
});

test('after a restart everything is there, and the old token opens nothing', async () => {
  const page = await host.page();
  await itemOf(await page.client.videos.ingest({ paths: [await clip('four.mp4')] }));
  const before = host.bearer;
  const closed = once(page.socket, 'close');
  await host.restart();
  expect(await closed).toMatchObject([{ code: 1001 }]);
  expect(await host.socket(before)).toBe(401);
  const { client } = await host.page();
  expect((await client.videos.list({})).videos).toMatchObject([{ title: 'four' }]);
});

test('a restored library takes the place of the other; pages come back to it', async () => {
  const page = await host.page();
  const backup = join(host.folder, 'backup.trendroom');
  await itemOf(await page.client.videos.ingest({ paths: [await clip('kept.mp4')] }));
  await page.client.library.backup({ path: backup });
  await itemOf(await page.client.videos.ingest({ paths: [await clip('later.mov')] }));

  await expect(page.client.library.restore({ path: join(host.folder, 'clips') })).rejects.toThrow();
  expect((await page.client.videos.list({})).total).toBe(2);

  const closed = once(page.socket, 'close');
  expect(await page.client.library.restore({ path: backup })).toMatchObject({ videos: 1 });
  expect(await closed).toMatchObject([{ code: 1012 }]);
  await expect
    .poll(async () => (await host.ask('/api/videos', { headers: host.bearer })).status)
    .toBe(200);
  const { client } = await host.page();
  expect((await client.videos.list({})).videos).toMatchObject([{ title: 'kept' }]);
  // Jobs run there as they did before.
  const item = await itemOf(await client.videos.ingest({ paths: [await clip('new.mkv')] }));
  expect(item.status).toBe('done');
});

test('a body that cannot be read is an error of the contract, as any other', async () => {
  const { status, text } = await host.ask('/api/settings', {
    method: 'POST',
    headers: { ...host.bearer, 'content-type': 'application/json', 'content-length': '1' },
    body: '{',
  });
  expect([status, JSON.parse(text)]).toMatchObject([
    400,
    { code: 'usage.invalid', message: expect.any(String), data: { hint: expect.any(String) } },
  ]);
});

test('over plain HTTP some settings can be changed without naming the others', async () => {
  const { status, text } = await host.ask('/api/settings', {
    method: 'POST',
    headers: { ...host.bearer, 'content-type': 'application/json' },
    body: JSON.stringify({ linkLimit: 7 }),
  });
  expect([status, JSON.parse(text)]).toMatchObject([200, { linkLimit: 7, theme: 'system' }]);
});
