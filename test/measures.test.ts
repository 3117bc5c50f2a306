import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { OutlierVideo, VideoMeasures, VideoSummary } from '../src/contract/index.ts';
import { Terminal } from './support/terminal.ts';

// Each command is a process of its own, seconds long where many run at a time.
vi.setConfig({ testTimeout: 90_000 });

let terminal: Terminal;

/** Seven videos of a channel, each seen a day and ten days old; the last has five times the views. */
beforeAll(async () => {
  terminal = await Terminal.open();
  const lines = [1, 2, 3, 4, 5, 6, 7].map((day) => {
    const at = (ageDays: number): string =>
      new Date(Date.UTC(2026, 0, day + ageDays)).toISOString();
    const views = day === 7 ? 5 : 1;
    return JSON.stringify({
      ...{ platform: 'TikTok', id: `${day}`, title: `Do you know day ${day}?` },
      ...{ channel: { id: 'k', name: 'Kitchen', followers: 500 }, publishedAt: at(0) },
      metrics: [
        { observedAt: at(1), views: `${views}K`, likes: 50 * views },
        { observedAt: at(10), views: `${views * 2}K`, likes: 100 * views },
      ],
    });
  });
  const file = join(terminal.folder, 'videos.jsonl');
  writeFileSync(file, lines.join('\n'));
  await terminal.json('import', file);
});
afterAll(() => terminal.close());

test('outliers are listed with their interval, n and definition', async () => {
  const { videos } = await terminal.json<{ videos: OutlierVideo[] }>('outliers', '--limit', '1');
  expect(videos).toEqual([
    expect.objectContaining({
      ...{ externalId: '7', score: 5, n: 6, definition: 'channel-median-same-age-v1' },
      ...{ channel: 'Kitchen', views: 10_000 },
    }),
  ]);
  // Every count is rounded to a thousand.
  expect(videos[0]?.low).toBeCloseTo(9_500 / 2_500);
  expect(videos[0]?.high).toBeCloseTo(10_500 / 1_500);
});

test('as of an earlier day, a video has only the snapshots up to it', async () => {
  const { videos } = await terminal.json<{ videos: OutlierVideo[] }>('outliers', '--limit', '1');
  const [top] = videos;
  const measures = (...more: string[]) =>
    terminal.json<VideoMeasures>('measures', top?.videoId ?? '', ...more);
  expect(await measures()).toMatchObject({
    opening: { source: 'title', patterns: ['question', 'second-person'] },
    ...{ snapshots: 2, laterSnapshots: 0 },
    velocity: { value: { value: 5_000 / 216, low: 4_000 / 216, high: 6_000 / 216 } },
  });
  expect(await measures('--as-of', '2026-01-10')).toMatchObject({
    ...{ snapshots: 1, laterSnapshots: 1, velocity: { absent: 'one-snapshot' } },
  });
});

test('lists are sorted by the score, which is computed when it is first asked for', async () => {
  const { videos } = await terminal.json<{ videos: VideoSummary[] }>('list', '--sort', 'outlier');
  expect(videos[0]).toMatchObject({ title: 'Do you know day 7?', outlier: { score: 5, n: 6 } });
  expect(videos.slice(1).map(({ outlier }) => outlier?.score)).toEqual(Array(6).fill(1));
});

test('codes are measured by their videos, and by those coded early', async () => {
  await terminal.run('codes', 'add', 'question');
  const { videos } = await terminal.json<{ videos: VideoSummary[] }>('list');
  for (const [at, { id }] of videos.entries()) {
    await terminal.run('codes', 'apply', `${id}@${at}-${at + 1}`, 'question');
  }
  const figures = { codeId: expect.any(String), code: 'question', colour: expect.any(String) };
  expect(await terminal.json('codes', 'measures')).toMatchObject({
    ...{ videos: 7, noScore: 0, tests: 0, records: [{ ...figures, n: 7 }] },
  });
  const { stdout } = await terminal.run('codes', 'measures', '--within', '2.5');
  expect(stdout).toContain('question  3        –');
  expect(stdout).toContain('7 coded videos with an outlier score; 0 without one left out.');
});

test('patterns and shares say what they rest on', async () => {
  expect(await terminal.json('patterns')).toMatchObject({
    ...{ videos: 7, rules: 'hook-rules-en-v1', tests: 0 },
    records: expect.arrayContaining([{ pattern: 'question', n: 7 }]),
  });
  expect(await terminal.json('share-of-voice')).toMatchObject({
    ...{ videos: 7, views: 22_000, voices: [{ name: 'Kitchen', mentions: 7 }] },
  });
});
