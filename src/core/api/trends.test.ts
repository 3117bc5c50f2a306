import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type JobDto, topicIdSchema } from '../../contract/index.ts';
import { createApp } from '../app.ts';
import { silentLogger } from '../base/index.ts';
import { createNodeHost } from '../host/index.ts';

const day = 86_400_000;
const endMs = Date.parse('2026-06-01T00:00:00Z');
let folder: string;
let app: ReturnType<typeof createApp>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-trends-'));
  const host = createNodeHost({
    libraryDir: join(folder, 'library'),
    modelsDir: join(folder, 'models'),
    logger: silentLogger,
  });
  app = createApp(host);
});
afterEach(async () => {
  await app.dispose();
  await rm(folder, { recursive: true, force: true });
});

function open() {
  return createRouterClient(app.router);
}

/** A line of an import: a video with its hashtag, its age in days, and views a week apart. */
function line(id: number, tag: string, ageDays: number): string {
  const at = (ago: number): string => new Date(endMs - ago * day).toISOString();
  return JSON.stringify({
    ...{ platform: 'tiktok', id: `${id}`, title: `Video ${id} #${tag}` },
    publishedAt: at(ageDays),
    channel: { id: `c${id % 3}`, name: `channel ${id % 3}` },
    metrics: [
      { observedAt: at(8), views: 100 },
      { observedAt: at(1), views: '2.9K' },
    ],
  });
}

async function ended(client: ReturnType<typeof open>, job: JobDto): Promise<JobDto> {
  for (let current = job; ; ) {
    if (['done', 'failed', 'cancelled'].includes(current.state)) return current;
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { jobs } = await client.jobs.list({});
    current = jobs.find(({ id }) => id === job.id) ?? current;
  }
}

test('what was imported has topics without a model, and they are edited, merged and split', async () => {
  const client = open();
  const period = { windowDays: 28, asOfMs: endMs };
  expect((await client.trends.list({})).basis).toMatchObject({ videos: 0, snapshots: 0 });
  const lines = [
    ...Array.from({ length: 8 }, (_, at) => line(at, 'dance', at * 3 + 1)),
    ...Array.from({ length: 6 }, (_, at) => line(20 + at, 'cooking', at * 20 + 2)),
    ...Array.from({ length: 40 }, (_, at) => line(40 + at, `only${at}`, at + 1)),
  ];
  const path = join(folder, 'videos.jsonl');
  await writeFile(path, lines.join('\n'));
  const { jobs } = await client.imports.start({ paths: [path] });
  for (const job of jobs) expect(await ended(client, job)).toMatchObject({ state: 'done' });
  expect(await ended(client, await client.trends.findTopics({}))).toMatchObject({ state: 'done' });

  const { topics, basis } = await client.trends.list(period);
  expect(basis).toMatchObject({ videos: 54, source: 'hashtags', compared: 54, unseen: 0 });
  const [dance, cooking] = ['dance', 'cooking'].map((label) =>
    topics.find((topic) => topic.label.startsWith(label)),
  );
  if (dance === undefined || cooking === undefined) throw new Error('topics are missing');
  expect(dance).toMatchObject({ videos: 8, newVideos: 8, channels: 3, velocity: { videos: 8 } });
  // 2,800 in seven days, eight times; "2.9K" may be 50 off.
  expect(dance.velocity?.value).toBeCloseTo((8 * 2_800) / (7 * 24), 6);
  expect((dance.velocity?.high ?? 0) - (dance.velocity?.low ?? 0)).toBeCloseTo(800 / 168, 6);
  expect(dance.evidence).toHaveLength(3);

  const renamed = await client.trends.edit({ topicId: dance.id, name: 'Dances', isPinned: true });
  expect(renamed).toMatchObject({ label: 'Dances', isRenamed: true, isPinned: true });
  const byName = topicIdSchema.parse('dances');
  expect(await client.trends.merge({ topicId: cooking.id, into: byName })).toMatchObject({
    ...{ id: dance.id, videos: 14, merged: [{ id: cooking.id }] },
  });
  expect((await client.trends.merge({ topicId: cooking.id })).videos).toBe(6);
  const detail = await client.trends.get({ ...period, topicId: byName });
  const videoIds = detail.topicVideos.slice(0, 2).map(({ video }) => video.id);
  const split = await client.trends.split({ topicId: dance.id, videoIds, name: 'Solo' });
  expect(split).toMatchObject({ label: 'Solo', videos: 2 });
  expect((await client.trends.topics()).topics.map(({ label, videos }) => [label, videos])).toEqual(
    [
      ['Dances', 6],
      [cooking.label, 6],
      ['Solo', 2],
    ],
  );
  const { all } = await client.trends.backtest({ ...period, moments: 2 });
  expect(all.rose.count).toBeLessThanOrEqual(all.of);
});

test('a topic that is not there, and a period that is none, are refused', async () => {
  const { trends } = open();
  const topicId = topicIdSchema.parse('nothing');
  await expect(trends.get({ topicId })).rejects.toMatchObject({ code: 'topic.notFound' });
  await expect(trends.edit({ topicId, name: 'x' })).rejects.toMatchObject({
    code: 'topic.notFound',
  });
  await expect(trends.list({ windowDays: 0 })).rejects.toMatchObject({ code: 'usage.invalid' });
});
