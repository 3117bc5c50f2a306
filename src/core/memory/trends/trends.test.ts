import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TopicId, TrendList, VideoId } from '../../../contract/index.ts';
import { topicIdSchema } from '../../../contract/index.ts';
import { addMetricSnapshots, upsertChannel } from '../../library/index.ts';
import { openTestLibrary, type TestLibrary } from '../../search/testing/searchLibrary.ts';
import { mergeTopic } from '../topics/store/topicRepository.ts';
import { backtest } from './backtest.ts';
import { createTrends } from './createTrends.ts';
import { getTopicTrend } from './getTopicTrend.ts';
import { listTrends } from './listTrends.ts';

const day = 86_400_000;
const now = 1_790_000_000_000;
let opened: TestLibrary;
beforeEach(() => {
  opened = openTestLibrary();
});
afterEach(() => opened.close());

function addTopic(label: string): TopicId {
  const id = topicIdSchema.parse(`topic-${label}`);
  opened.library.db.$client
    .prepare(
      `INSERT INTO topics (id, label, words, source, created_at_ms) VALUES (?, ?, '[]', 'vectors', 0)`,
    )
    .run(id, label);
  return id;
}

/** A video of a topic, so many days before now, with its views by days before now. */
function add(
  topicId: TopicId | undefined,
  daysAgo: number,
  views: Record<number, number> = {},
  rounded?: number,
): VideoId {
  const { library } = opened;
  const id = opened.add({
    publishedAtMs: now - daysAgo * day,
    platform: 'tiktok',
    language: 'en-GB',
  });
  library.db.$client
    .prepare('INSERT INTO topic_videos (video_id, topic_id) VALUES (?, ?)')
    .run(id, topicId ?? null);
  addMetricSnapshots(
    library,
    id,
    Object.entries(views).map(([ago, count]) => ({
      observedAtMs: now - Number(ago) * day,
      views: count,
      ...(rounded !== undefined && { roundedTo: { views: rounded } }),
    })),
  );
  return id;
}

const list = (change: Partial<Parameters<typeof listTrends>[1]> = {}): TrendList =>
  listTrends(opened.library, { windowDays: 28, asOfMs: now, ...change });

test('a topic’s velocity is the sum of its videos’, by dated snapshots alone', () => {
  const topic = addTopic('dance');
  add(topic, 40, { 30: 1_000, 20: 5_000, 10: 7_400 });
  add(topic, 5, { 4: 100, 0: 1_060 }, 10);
  // One snapshot is no velocity, and its age is none either.
  add(topic, 3, { 0: 1_000_000 });
  // The newest snapshot at the beginning of the period, not what it was at first.
  expect(list().topics).toMatchObject([
    { id: topic, videos: 3, newVideos: 2, velocity: { videos: 2 } },
  ]);
  const { velocity } = list().topics[0] ?? {};
  const [old, young] = [6_400 / (20 * 24), 960 / (4 * 24)];
  expect(velocity?.value).toBeCloseTo(old + young, 6);
  expect((velocity?.high ?? 0) - (velocity?.low ?? 0)).toBeCloseTo(20 / (4 * 24), 6);
});

test('a snapshot long before the period is not compared with', () => {
  const topic = addTopic('dance');
  add(topic, 400, { 300: 10, 20: 1_000, 10: 1_240 });
  expect(list().topics[0]?.velocity?.value).toBeCloseTo(1, 6);
});

test('no snapshots, one video and a topic without videos are told as they are', () => {
  const topic = addTopic('alone');
  addTopic('empty');
  add(topic, 2);
  const { topics, basis } = list();
  expect(topics).toHaveLength(1);
  expect(topics[0]).toMatchObject({ id: topic, videos: 1, bursts: [], stage: 'evergreen' });
  expect(topics[0]).not.toHaveProperty('velocity');
  expect(basis).toMatchObject({ videos: 1, dated: 1, snapshots: 0, compared: 0, unassigned: 0 });
});

test('time travel knows nothing of what came later', () => {
  const topic = addTopic('dance');
  add(topic, 60, { 55: 0, 45: 2_400, 5: 9_999_999 });
  add(topic, 10, { 9: 5, 0: 500 });
  // Of the future: a wrong clock somewhere.
  add(topic, -3, { '-3': 77 });
  const then = list({ asOfMs: now - 40 * day });
  expect(then.topics).toMatchObject([{ videos: 1, newVideos: 1, velocity: { value: 10 } }]);
  expect(list().topics[0]?.videos).toBe(2);
});

test('a planted burst is told with its beginning, and history by its stage', () => {
  const [dance, cooking] = [addTopic('dance'), addTopic('cooking')];
  for (let ago = 160; ago >= 0; ago--) {
    for (let other = 0; other < 4; other++) add(cooking, ago + 0.5);
    if (ago % 8 === 0) add(dance, ago + 0.5);
    if (ago < 10) for (let more = 0; more < 4; more++) add(dance, ago + 0.5);
  }
  const trend = list().topics.find(({ id }) => id === dance);
  expect(Math.abs((trend?.burst?.sinceMs ?? 0) - (now - 10 * day))).toBeLessThanOrEqual(day);
  expect(trend?.burst?.weight).toBeGreaterThan(10);
  expect(trend?.stage).toBe('rising');
  const before = list({ asOfMs: now - 30 * day }).topics.find(({ id }) => id === dance);
  expect(before?.bursts).toEqual([]);
  expect(before?.stage).toBe('evergreen');
});

test('filters, merged topics and channels', () => {
  const { library } = opened;
  const [dance, ballet] = [addTopic('dance'), addTopic('ballet')];
  const channelId = upsertChannel(library, { platform: 'tiktok', name: 'Ada' });
  add(dance, 1);
  const video = add(ballet, 2);
  library.db.$client.prepare('UPDATE videos SET channel_id = ? WHERE id = ?').run(channelId, video);
  mergeTopic(library, ballet, dance);
  expect(list().topics).toMatchObject([{ id: dance, videos: 2, channels: 1 }]);
  expect(list({ platform: 'TikTok', language: 'en' }).topics).toHaveLength(1);
  expect(list({ platform: 'youtube' }).topics).toEqual([]);
  expect(list({ language: 'es' }).basis.videos).toBe(0);
});

test('a topic is opened with its videos, hashtags, hooks and what was gained when', () => {
  const topic = addTopic('dance');
  const fast = add(topic, 20, { 10: 0, 0: 2_400 });
  const slow = add(topic, 5, { 4: 0, 0: 96 });
  const { $client } = opened.library.db;
  $client.exec(`UPDATE videos SET description = 'Come #Dance with #me #fyp'`);
  $client.prepare(`INSERT INTO hooks VALUES (?, 'Look at this', '')`).run(slow);
  const detail = getTopicTrend(opened.library, { topicId: topic, windowDays: 28, asOfMs: now });
  expect(detail.topicVideos.map(({ video }) => video.id)).toEqual([fast, slow]);
  expect(detail.topicVideos[1]?.hook).toEqual({ said: 'Look at this', shown: '' });
  expect(detail.hashtags).toEqual([
    { tag: 'dance', videos: 2 },
    { tag: 'me', videos: 2 },
  ]);
  expect(detail.gains.reduce((sum, gain) => sum + gain, 0)).toBeCloseTo(2_496, 3);
  const missing = { topicId: topicIdSchema.parse('no'), windowDays: 28, asOfMs: now };
  expect(() => getTopicTrend(opened.library, missing)).toThrow(
    expect.objectContaining({ code: 'topic.notFound' }),
  );
});

test('answers are kept until the library changes', async () => {
  const topic = addTopic('dance');
  add(topic, 3);
  const trends = createTrends({ library: opened.library });
  const first = await trends.list({ windowDays: 28, asOfMs: now });
  expect(await trends.list({ windowDays: 28, asOfMs: now })).toBe(first);
  add(topic, 2);
  expect((await trends.list({ windowDays: 28, asOfMs: now })).topics[0]?.videos).toBe(2);
});

test('the backtest looks at what followed, and only calls by what was known', () => {
  const [steady, growing] = [addTopic('steady'), addTopic('growing')];
  for (let ago = 120; ago >= 0; ago--) {
    for (let other = 0; other < 2; other++) add(steady, ago + 0.5);
    for (let more = 0; more < (100 - ago) / 20; more++) add(growing, ago + 0.4);
  }
  const report = backtest(opened.library, { windowDays: 28, asOfMs: now, moments: 3 });
  expect(report.moments.map(({ topics }) => topics)).toEqual([2, 2, 2]);
  expect(report.all).toMatchObject({ of: 6, rose: { count: 3 }, stayed: { count: 3 } });
  const { called } = report;
  expect(called.of).toBeGreaterThan(0);
  expect(called).toMatchObject({ rose: { count: called.of }, stayed: { count: called.of } });
  expect(called.rose.low).toBeLessThan(1);
});
