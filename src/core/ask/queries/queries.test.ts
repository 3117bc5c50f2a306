import { afterEach, beforeEach, expect, test } from 'vitest';
import { planQuerySchema, topicIdSchema, type VideoId } from '../../../contract/index.ts';
import { listTrendsTask } from '../../memory/index.ts';
import { addLongitudinalSet } from '../../memory/testing/longitudinalSet.ts';
import { openTestLibrary, type TestLibrary } from '../../search/testing/searchLibrary.ts';
import type { Outcome } from './outcome.ts';
import { runQueryTask } from './runQuery.ts';
import { scopedVideos } from './scopedVideos.ts';

const day = 86_400_000;
let opened: TestLibrary;
let endMs = 0;
let planted: ReadonlySet<VideoId> = new Set();
beforeEach(() => {
  opened = openTestLibrary();
  const made = addLongitudinalSet(opened.library, {
    channels: 4,
    videosEach: 20,
    outlierEvery: 10,
  });
  endMs = made.endMs;
  planted = made.outliers;
});
afterEach(() => opened.close());

async function run(query: Record<string, unknown>): Promise<Outcome> {
  const parsed = planQuerySchema.parse(query);
  if (parsed.query === 'moments') throw new Error('Moments are searched for elsewhere.');
  const context = { step: 0, asOfMs: endMs, isPast: false };
  return runQueryTask.run(opened.library, { query: parsed, context }, {});
}

const numberOf = (sql: string): number =>
  opened.library.db.$client.prepare<[], number>(sql).pluck().get() ?? 0;
const newest = `SELECT v.channel_id, m.views, max(m.observed_at_ms) FROM metric_snapshots m
  JOIN videos v ON v.id = m.video_id GROUP BY m.video_id`;

test('a channel has the sum of its newest views, and two channels are compared by medians', async () => {
  const sum = (name: string): number =>
    numberOf(`SELECT sum(views) FROM (${newest}) WHERE channel_id =
      (SELECT id FROM channels WHERE name = '${name}')`);
  const facts = await run({ query: 'channel', name: 'channel 1' });
  expect(facts.sentences[0]?.text).toContain(
    `Channel 1 (TikTok) has 20 videos in the library with ${sum('Channel 1').toLocaleString('en')} views`,
  );
  const compared = await run({ query: 'compare', one: 'Channel 0', other: 'Channel 1' });
  expect(compared.sentences.map(({ text }) => text).join(' ')).toContain(
    sum('Channel 0').toLocaleString('en'),
  );
  expect(compared.sentences.at(-1)?.text).toMatch(/usually viewed more(:| cannot be told)/);
  const unknown = await run({ query: 'channel', name: 'Nobody' });
  expect(unknown.unsupported).toEqual([expect.objectContaining({ reason: 'unknown-channel' })]);
});

test('what stands out was planted; what gains most has the two snapshots that say so', async () => {
  const { sentences } = await run({ query: 'topVideos', by: 'outlier' });
  const cited = sentences.flatMap(({ citations }) =>
    citations.flatMap((each) => (each.kind === 'snapshot' ? [each.videoId] : [])),
  );
  expect(cited).toHaveLength(3);
  expect(cited.filter((id) => !planted.has(id))).toEqual([]);
  const [fastest] = (await run({ query: 'topVideos', by: 'velocity', limit: 1 })).sentences;
  const [from, to] = (fastest?.citations ?? []).filter((each) => each.kind === 'snapshot');
  const gained = (to?.counts.views ?? 0) - (from?.counts.views ?? 0);
  const hours = ((to?.observedAtMs ?? 0) - (from?.observedAtMs ?? 0)) / 3_600_000;
  const rate = fastest?.figures.find(({ unit }) => unit === 'views-per-hour');
  expect(rate?.value).toBeCloseTo(gained / hours, 6);
  expect(rate?.low).toBeLessThanOrEqual(rate?.value ?? 0);
});

test('a topic is told with its stage, its period and its burst as the trends have them', async () => {
  expect((await run({ query: 'trends', direction: 'rising' })).unsupported).toEqual([
    expect.objectContaining({ reason: 'no-topics', hint: expect.stringContaining('topics find') }),
  ]);
  const { $client } = opened.library.db;
  const id = topicIdSchema.parse('dance');
  $client
    .prepare(
      "INSERT INTO topics (id, label, words, source, created_at_ms) VALUES (?, ?, '[]', 'vectors', 0)",
    )
    .run(id, 'dance');
  $client
    .prepare(
      `INSERT INTO topic_state (id, source, clustered_at_ms, clustered_videos, made_at_ms)
       VALUES (1, 'vectors', 0, 0, 0)`,
    )
    .run();
  const join = $client.prepare('INSERT INTO topic_videos (video_id, topic_id) VALUES (?, ?)');
  for (let at = 0; at < 12; at++) {
    join.run(
      opened.add({ publishedAtMs: endMs - (at + 0.5) * (day / 3), title: `dance ${at}` }),
      id,
    );
  }
  const { topics } = await listTrendsTask.run(
    opened.library,
    { windowDays: 28, asOfMs: endMs },
    {},
  );
  expect(topics[0]).toMatchObject({ stage: 'emerging', newVideos: 12 });
  const [told] = (await run({ query: 'trends', direction: 'rising' })).sentences;
  expect(told?.text).toMatch(
    /^The topic “dance” is emerging: 12 of its 12 videos were published in the 28 days up to Jun 30, 2026/,
  );
  expect(told?.citations).toEqual([expect.objectContaining({ kind: 'query', rows: 12 })]);
  const [none] = (await run({ query: 'trends', direction: 'fading' })).sentences;
  expect(none?.text).toMatch(/^The only topic is not fading/);
});

test('every number of a sentence is one of its figures', async () => {
  // Half of the videos open with a question, in English.
  opened.library.db.$client.exec(`UPDATE videos SET language = 'en',
    title = CASE WHEN rowid % 2 = 0 THEN 'Why do you watch ' ELSE 'We walk to the harbour ' END || title`);
  const queries = [
    { query: 'count', of: 'channels', platform: 'tiktok' },
    { query: 'topVideos', by: 'views', publishedAfterMs: endMs - 90 * day },
    { query: 'topVideos', by: 'published', order: 'least' },
    { query: 'shareOfVoice', by: 'channel', order: 'views' },
    { query: 'patterns' },
    { query: 'channel', name: 'Channel 2' },
    { query: 'video', video: 'longitudinal-1-7' },
  ];
  for (const query of queries) {
    const { sentences } = await run(query);
    expect(sentences.length).toBeGreaterThan(0);
    for (const { text, figures } of sentences) {
      const named = text.replace(/“[^”]*”/g, '').replace(/Channel \d/g, '');
      const rest = figures.reduce((left, figure) => left.replace(figure.text, ''), named);
      expect([text, rest.match(/\d+/g)]).toEqual([text, null]);
    }
  }
});

test('names of things that are seen, comments and watermarks are counted as nobody’s words', async () => {
  const ids = opened.library.db.$client.prepare('SELECT id FROM videos LIMIT 4').pluck().all();
  const put = opened.library.db.$client.prepare(
    `INSERT INTO chunks (video_id, kind, start_ms, end_ms, text) VALUES (?, ?, 0, 900, 'zebra')`,
  );
  for (const [at, kind] of ['speech', 'comment', 'seen', 'watermark'].entries()) {
    put.run(ids[at], kind);
  }
  const { where, values } = scopedVideos({}, { text: 'zebra', asOfMs: endMs });
  const found = opened.library.db.$client.prepare(`SELECT v.id FROM videos v WHERE ${where}`);
  expect(found.pluck().all(...values)).toEqual([ids[0]]);
});
