import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSidecar } from './readSidecar.ts';

let dir = '';
let video = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'trendroom-sidecar-'));
  video = join(dir, 'clip "one".mp4');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const writeFolder = (videos: Record<string, unknown>): Promise<void> =>
  writeFile(join(dir, 'trendroom.json'), JSON.stringify({ version: 1, videos }));
const writeInfo = (info: unknown): Promise<void> =>
  writeFile(join(dir, 'clip "one".info.json'), JSON.stringify(info));

test('a video without sidecars has no metadata and no problem', async () => {
  expect(await readSidecar(video)).toEqual({});
});

test('trendroom.json tells of the video of that name', async () => {
  await writeFolder({
    'clip "one".mp4': {
      title: 'Cold brew at home',
      channel: 'Sam Brews',
      platform: 'tiktok',
      publishedAt: '2026-09-04T18:10:00+02:00',
      language: 'en',
      products: ['Brew Jar'],
      metrics: [{ observedAt: '2026-09-05T16:10:00Z', views: 65_551, likes: 12 }],
    },
    'other.mp4': { title: 'Another' },
  });
  expect(await readSidecar(video)).toEqual({
    metadata: {
      title: 'Cold brew at home',
      channel: 'Sam Brews',
      platform: 'tiktok',
      publishedAtMs: Date.UTC(2026, 8, 4, 16, 10),
      language: 'en',
      products: ['Brew Jar'],
      metrics: [{ observedAtMs: Date.UTC(2026, 8, 5, 16, 10), views: 65_551, likes: 12 }],
    },
  });
  expect(await readSidecar(join(dir, 'third.mp4'))).toEqual({});
});

test('a fault in the entry of another video costs nothing here', async () => {
  await writeFolder({ 'clip "one".mp4': { title: 'Fine' }, 'other.mp4': { title: 7 } });
  expect(await readSidecar(video)).toEqual({
    metadata: { title: 'Fine', products: [], metrics: [] },
  });
  expect((await readSidecar(join(dir, 'other.mp4'))).problem).toMatch(/trendroom.json.*title/s);
});

test('yt-dlp tells the channel, the platform, the time and the counts', async () => {
  await writeFolder({ 'clip "one".mp4': { title: 'Less is known here' } });
  await writeInfo({
    title: 'Stop scrubbing',
    description: 'Line one\nline two',
    uploader: 'Clean Corner',
    uploader_url: 'https://example.com/@clean',
    extractor_key: 'TikTok',
    webpage_url: 'https://example.com/v/1',
    upload_date: '20260904',
    epoch: 1_790_000_000,
    view_count: 1_000,
    like_count: 90,
    comment_count: null,
    formats: [{ url: 'https://example.com' }],
  });
  expect(await readSidecar(video)).toEqual({
    metadata: {
      title: 'Stop scrubbing',
      description: 'Line one\nline two',
      channel: 'Clean Corner',
      channelUrl: 'https://example.com/@clean',
      platform: 'tiktok',
      sourceUrl: 'https://example.com/v/1',
      publishedAtMs: Date.UTC(2026, 8, 4),
      products: [],
      metrics: [{ observedAtMs: 1_790_000_000_000, views: 1_000, likes: 90 }],
    },
  });
});

test('a site that yt-dlp knows no name of is named by its address', async () => {
  const site = { webpage_url: 'https://www.example.com/a', webpage_url_domain: 'www.example.com' };
  await writeInfo({ extractor_key: 'Generic', ...site });
  expect((await readSidecar(video)).metadata?.platform).toBe('example.com');
  await writeInfo({ extractor_key: 'Vimeo', ...site });
  expect((await readSidecar(video)).metadata?.platform).toBe('vimeo');
});

test('counts without their own time have that of the file; odd fields are passed over', async () => {
  await writeInfo({
    title: 42,
    timestamp: 1e300,
    upload_date: '20269999',
    webpage_url: 'javascript:alert(1)',
    view_count: 5,
    like_count: -1,
    comment_count: 'many',
  });
  await utimes(join(dir, 'clip "one".info.json'), 1_790_000_000, 1_790_000_000);
  expect(await readSidecar(video)).toEqual({
    metadata: { products: [], metrics: [{ observedAtMs: 1_790_000_000_000, views: 5 }] },
  });
});

test('control characters do not come through', async () => {
  await writeInfo({ title: '\u001b[2JGone\u0007\nnow', channel: '\u0000' });
  const { metadata } = await readSidecar(video);
  expect(metadata?.title).toBe('[2JGone now');
  expect(metadata?.channel).toBeUndefined();
});

test('a broken yt-dlp file is a problem, and trendroom.json is used', async () => {
  await writeFile(join(dir, 'clip "one".info.json'), '{"title": ');
  await writeFolder({ 'clip "one".mp4': { title: 'Still known' } });
  expect(await readSidecar(video)).toEqual({
    metadata: { title: 'Still known', products: [], metrics: [] },
    problem: 'clip "one".info.json was not used: it is not JSON.',
  });
});

test.for([
  ['is not JSON', 'nonsense', /not JSON/],
  ['is of another version', '{"version":2,"videos":{}}', /version/],
  ['is a list', '[]', /expected object/],
  ['is empty', '', /not JSON/],
] as const)('a trendroom.json that %s is a problem', async ([, content, reason]) => {
  await writeFile(join(dir, 'trendroom.json'), content);
  const result = await readSidecar(video);
  expect(result.problem).toMatch(reason);
  expect(result).not.toHaveProperty('metadata');
});

test('a name that every object has is no entry', async () => {
  await writeFolder({});
  expect(await readSidecar(join(dir, 'toString'))).toEqual({});
});

test('a huge file and a pipe are not read', async () => {
  const path = join(dir, 'trendroom.json');
  await writeFile(path, '');
  await truncate(path, 30_000_000);
  expect((await readSidecar(video)).problem).toMatch(/too large/);
  if (process.platform !== 'win32') {
    await rm(path);
    execFileSync('mkfifo', [path]);
    expect((await readSidecar(video)).problem).toMatch(/not a regular file/);
  }
});
