import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chunks, comments } from '../../db/index.ts';
import { getTranscript, getVideoDetail, listVideos, recordHash } from '../../library/index.ts';
import { createSearch } from '../../search/index.ts';
import { rechunk } from '../transcriptUpdates/rechunk.ts';
import { getImportCounts } from './importStore.ts';
import { type ImportPlace, jsonLines, openImportPlace } from './testing/importHere.ts';

let place: ImportPlace;
beforeEach(() => {
  place = openImportPlace();
});
afterEach(() => place.close());

const soup = {
  platform: 'TikTok',
  id: '7171915621171580203',
  description: 'Lentil soup in ten minutes #lentils\nSave it for later',
  tags: ['#lentils', 'dinner'],
  channel: { id: 'c1', name: 'Kitchen', followers: '1.2M' },
  publishedAt: '2023-12-30',
  durationSeconds: 12,
  soundName: 'Boiling Point',
  transcript: [
    { startMs: 0, endMs: 2_000, text: 'Stop buying lunch.' },
    { startMs: 2_000, endMs: 6_000, text: 'Lentils cost nothing.' },
  ],
  onScreenText: 'TEN MINUTES',
  comments: [
    { text: 'I made it twice', author: 'anna', likes: '2.1K' },
    { text: 'too much cumin', author: 'ben', likes: 3 },
  ],
  metrics: [
    { observedAt: '2024-01-01', views: '36K', likes: 1_200 },
    { observedAt: '2024-01-02', views: '41K' },
  ],
  products: ['Red lentils'],
};

function only() {
  const [video] = listVideos(place.library, { limit: 5, offset: 0 }).videos;
  if (video === undefined) throw new Error('no video');
  return getVideoDetail(place.library, video.id);
}

test('a record is a video without a file, with all that was told of it', async () => {
  const { job, counts } = await place.import(jsonLines(soup));
  expect(job.state).toBe('done');
  expect(counts).toEqual({ records: 1, added: 1, updated: 0, unchanged: 0, rejected: 0 });
  expect(only()).toMatchObject({
    title: 'Lentil soup in ten minutes #lentils',
    description: soup.description,
    platform: 'tiktok',
    externalId: soup.id,
    sourceUrl: `https://www.tiktok.com/@/video/${soup.id}`,
    channel: 'Kitchen',
    hasFile: false,
    hasPoster: false,
    complete: true,
    storage: 'none',
    durationMs: 12_000,
    tags: ['lentils', 'dinner'],
    soundName: 'Boiling Point',
    views: 41_000,
    transcriptSource: 'import',
    transcript: [{ text: 'Stop buying lunch.' }, { text: 'Lentils cost nothing.' }],
    hook: { said: 'Stop buying lunch. Lentils' },
    onScreenText: [{ text: 'TEN MINUTES', startMs: 0, endMs: 0 }],
    metrics: [
      { observedAtMs: Date.UTC(2024, 0, 1), views: 36_000, likes: 1_200 },
      { observedAtMs: Date.UTC(2024, 0, 2), views: 41_000 },
    ],
    products: ['Red lentils'],
    comments: { total: 2, top: [{ text: 'I made it twice', likes: 2_100 }, { likes: 3 }] },
  });
  const rounded = place.library.db.$client
    .prepare('SELECT rounded_to FROM metric_snapshots ORDER BY observed_at_ms')
    .pluck()
    .all();
  expect(rounded).toEqual(['{"views":1000}', '{"views":1000}']);
});

test('views are those of the newest snapshot that tells them, wherever it stands', async () => {
  const metrics = [
    { observedAt: '2024-01-02', views: 41 },
    { observedAt: '2024-01-03', likes: 5 },
    { observedAt: '2024-01-01', views: 36 },
  ];
  await place.import(jsonLines({ ...soup, metrics }));
  expect(only().views).toBe(41);
  const later = [...metrics, { observedAt: '2024-01-04', views: 39 }];
  await place.import(jsonLines({ ...soup, metrics: later }));
  expect(only().views).toBe(39);
});

test('the connection is left as it was', async () => {
  const read = () =>
    ['cache_size', 'wal_autocheckpoint'].map((name) =>
      place.library.db.$client.pragma(name, { simple: true }),
    );
  const before = read();
  await place.import(jsonLines(soup));
  expect(read()).toEqual(before);
});

test('it is found by its title, speech, screen, tags, sound and comments', async () => {
  await place.import(jsonLines(soup));
  const search = createSearch({ library: place.library });
  const kindsOf = async (query: string) =>
    (await search.query({ query, limit: 5, filters: {} })).hits.map(({ kind, hasFile }) => {
      expect(hasFile).toBe(false);
      return kind;
    });
  expect(await kindsOf('minutes soup')).toContain('title');
  expect(await kindsOf('lunch')).toEqual(['speech']);
  expect(await kindsOf('dinner')).toEqual(['title']);
  expect(await kindsOf('"boiling point"')).toEqual(['title']);
  expect(await kindsOf('cumin')).toEqual(['comment']);
});

test('what is searched is what chunking it again would make', async () => {
  await place.import(
    jsonLines(soup, { ...soup, id: '2', transcript: 'Without times. '.repeat(90) }),
  );
  const all = () =>
    place.library.db.select({ id: chunks.id, text: chunks.text }).from(chunks).all();
  const before = all();
  for (const { id } of listVideos(place.library, { limit: 5, offset: 0 }).videos) {
    rechunk(place.library, id);
  }
  expect(all()).toEqual(before);
});

test('the same again changes nothing, a later file adds its snapshot to the same video', async () => {
  await place.import(jsonLines(soup));
  expect((await place.import(jsonLines(soup))).counts).toMatchObject({ unchanged: 1, added: 0 });
  // Another form of the same facts is parsed, and finds nothing new.
  const respelt = { ...soup, ignored: true };
  expect((await place.import(jsonLines(respelt))).counts).toMatchObject({ unchanged: 1 });
  const later = {
    url: `https://www.tiktok.com/@kitchen/video/${soup.id}?_r=1`,
    title: 'Soup',
    channel: { id: 'c1', name: 'Kitchen & Co' },
    metrics: [{ observedAt: '2024-02-01', views: 90_000 }],
    comments: [{ text: 'still good', author: 'anna' }],
  };
  expect((await place.import(jsonLines(later))).counts).toMatchObject({ updated: 1, added: 0 });
  const video = only();
  expect(video).toMatchObject({ title: 'Soup', channel: 'Kitchen & Co', views: 90_000 });
  expect(video.metrics).toHaveLength(3);
  expect(video.comments.total).toBe(3);
  expect(getTranscript(place.library, video.id)).toHaveLength(2);
});

test('a title that a person changed is not taken back by the same line', async () => {
  await place.import(jsonLines(soup));
  const { id } = only();
  place.library.db.$client.prepare('UPDATE videos SET title = ? WHERE id = ?').run('Mine', id);
  await place.import(jsonLines(soup));
  expect(only().title).toBe('Mine');
});

test('people who commented are hashes, the same for one person, unless their names are wanted', async () => {
  const twice = [
    { text: 'one', author: 'anna' },
    { text: 'two', author: 'anna' },
  ];
  await place.import(jsonLines({ ...soup, comments: twice }));
  const authors = place.library.db.select({ author: comments.author }).from(comments).all();
  expect(authors[0]?.author).toMatch(/^[0-9a-f]{16}$/);
  expect(authors[1]).toEqual(authors[0]);
  await place.import(jsonLines({ ...soup, id: '2', comments: twice }), { keepNames: true });
  const named = place.library.db.select({ author: comments.author }).from(comments).all();
  expect(named.map(({ author }) => author)).toContain('anna');
});

test('a wrong line is told with its number, the rest goes on', async () => {
  const wrong = [
    '{"platform": "tiktok", "id": "1", "title": "right"}',
    'not json',
    '',
    '{"platform": "tiktok"}',
    '{"id": "5"}',
    '{"platform": "tiktok", "id": 7.17E+18}',
    '{"platform": "tiktok", "id": "6", "publishedAt": "02/12/2022"}',
    '{"platform": "tiktok", "id": "7", "metrics": [{"observedAt": "2199-01-01", "views": 1}]}',
    '{"platform": "tiktok", "id": "8", "metrics": [{"views": -4}]}',
    '[1]',
    '{"platform": "tiktok", "id": 7171915621171580203, "title": "digits kept"}',
  ];
  const { job, counts, rejects } = await place.import(wrong.join('\n'));
  expect(job.state).toBe('done');
  expect(counts).toEqual({ records: 10, added: 2, updated: 0, unchanged: 0, rejected: 8 });
  expect(rejects.map(({ line, message }) => `${line} ${message.split(':')[0]}`)).toEqual([
    '2 Not JSON',
    '4 Neither id nor url.',
    '5 No platform, and no url that names it.',
    '6 id',
    '7 publishedAt',
    '8 metrics',
    '9 metrics.0.views',
    '10 Not an object.',
  ]);
  const kept = listVideos(place.library, { limit: 5, offset: 0, text: 'digits' }).videos[0];
  expect(kept && getVideoDetail(place.library, kept.id).externalId).toBe('7171915621171580203');
});

test('two platforms may have one id, and two channels one name', async () => {
  await place.import(
    jsonLines(
      { platform: 'tiktok', id: '1', channel: { id: 'a', name: 'Same' } },
      { platform: 'vimeo', id: '1' },
      { platform: 'tiktok', id: '2', channel: { id: 'b', name: 'Same' } },
    ),
  );
  const { total, videos } = listVideos(place.library, { limit: 5, offset: 0 });
  expect(total).toBe(3);
  expect(videos.map(({ channel }) => channel).sort()).toEqual(['Same', 'Same (b)', undefined]);
});

test('a packed file is read; one that is damaged or of wrong lines alone fails and says why', async () => {
  const packed = gzipSync(jsonLines(soup, { ...soup, id: '2' }));
  expect((await place.import(packed, { name: 'a.jsonl.gz' })).counts.added).toBe(2);
  const cut = packed.subarray(0, packed.length - 20);
  expect((await place.import(cut, { name: 'cut.jsonl.gz' })).job.error?.code).toBe(
    'input.unsupported',
  );
  expect((await place.import('{"a":1}\n{"b":2}\n')).job.error?.code).toBe('import.nothing');
  expect((await place.import('')).job.error?.code).toBe('input.empty');
});

test('yt-dlp’s info file is a record, too', async () => {
  const info = {
    id: 'dQw4w9WgXcQ',
    extractor_key: 'Youtube',
    webpage_url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    title: 'A song',
    channel: 'Singer',
    channel_id: 'UC1',
    duration: 212,
    view_count: 5,
    epoch: 1_704_067_200,
    tags: ['song'],
    comments: [{ id: 'k', text: 'nice', author: '@a', like_count: 4, timestamp: 1_704_000_000 }],
  };
  await place.import(JSON.stringify(info, undefined, 2), { name: 'song.info.json' });
  expect(only()).toMatchObject({
    platform: 'youtube',
    externalId: 'dQw4w9WgXcQ',
    durationMs: 212_000,
    views: 5,
    tags: ['song'],
    comments: { total: 1, top: [{ text: 'nice', likes: 4 }] },
  });
});

test('an import that is stopped goes on where it was, and counts each line once', async () => {
  const many = Array.from({ length: 3_000 }, (_, index) => ({
    platform: 'tiktok',
    id: `${index + 1}`,
  }));
  const path = join(place.directory, 'many.jsonl');
  writeFileSync(path, jsonLines(...many));
  const payload = { path, format: 'auto', map: {}, keepNames: false } as const;
  const jobId = place.queue.enqueue(place.kind, payload, { label: 'many' });
  const stop = new AbortController();
  let isPaused = false;
  for await (const job of place.queue.watch(stop.signal)) {
    if (job.id !== jobId) continue;
    const { records } = getImportCounts(place.library, jobId);
    if (!isPaused && job.state === 'running' && records > 0 && records < many.length) {
      isPaused = true;
      place.queue.pause(jobId);
    }
    if (job.state === 'paused') {
      expect(listVideos(place.library, { limit: 1, offset: 0 }).total).toBe(records);
      place.queue.resume(jobId);
    }
    if (job.state === 'done') stop.abort();
    if (stop.signal.aborted) break;
  }
  expect(getImportCounts(place.library, jobId)).toMatchObject({ records: 3_000, added: 3_000 });
  expect(listVideos(place.library, { limit: 1, offset: 0 }).total).toBe(3_000);
});

test('a team is told of all but the comments, under a name that is the same on every device', async () => {
  const { $client } = place.library.db;
  $client.exec('UPDATE sharing_state SET recording = 1');
  await place.import(jsonLines(soup));
  const told = $client
    .prepare<[], { kind: string; record: string }>('SELECT kind, record FROM sharing_outbox')
    .all();
  const hash = recordHash('tiktok', soup.id);
  expect(told.every(({ record }) => record.startsWith(hash))).toBe(true);
  expect([...new Set(told.map(({ kind }) => kind))].sort()).toEqual([
    ...['chunk', 'hook', 'metric', 'transcript', 'video'],
  ]);
  expect(told.some(({ record }) => record.includes(':comment:'))).toBe(false);
});
