import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  defaultOutlierDefinition,
  type ReportKind,
  type ReportSubject,
  type ReportTable,
} from '../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import {
  listOutliersTask,
  listTrendsTask,
  measureChannelTask,
  resolveSubject,
  shareOfVoiceTask,
} from '../../memory/index.ts';
import { getTopicTrend } from '../../memory/trends/getTopicTrend.ts';
import type { ReportContent } from '../store/reportContent.ts';
import { fillReportLibrary } from '../testing/reportLibrary.ts';
import { composeReport } from './composeReport.ts';
import { readNow } from './readNow.ts';
import { numberOf, sentence } from './sentence.ts';

const windowDays = 28;
let opened: TemporaryLibrary;
let asOfMs: number;
beforeAll(async () => {
  opened = await temporaryLibrary();
  ({ endMs: asOfMs } = fillReportLibrary(opened.library));
});
afterAll(() => opened.remove());

function report(kind: ReportKind, ...named: ReportSubject[]): Promise<ReportContent> {
  const { library } = opened;
  const subjects = named.map((subject) => resolveSubject(library, subject));
  const control = { signal: new AbortController().signal, onSection: () => {} };
  return composeReport(library, { kind, subjects, windowDays, asOfMs }, control);
}

function tableOf({ sections }: ReportContent, name: string): ReportTable {
  const found = sections.flatMap(({ tables }) => tables).find((table) => table.name === name);
  if (found === undefined) throw new Error(`no table ${name}`);
  return found;
}

function rowOf({ columns, rows }: ReportTable, first: string | number): Record<string, unknown> {
  const row = rows.find(([cell]) => cell === first) ?? [];
  return Object.fromEntries(columns.map(({ name }, at) => [name, row[at]]));
}

test('a weekly report has the numbers of the memory room', async () => {
  const content = await report('weekly');
  const { library } = opened;
  const { topics, totals } = readNow(listTrendsTask, library, { windowDays, asOfMs });
  const running = topics.find(({ label }) => label === 'running');
  const { videos: compared, ...velocity } = running?.velocity ?? { videos: 0 };
  expect(rowOf(tableOf(content, 'Topics'), 'running')).toMatchObject({
    Stage: running?.stage,
    'New videos': running?.newVideos,
    Velocity: { ...velocity, n: compared },
    Videos: running?.videos,
    Channels: running?.channels,
  });
  const published = totals.slice(-28).reduce((sum, count) => sum + count, 0);
  expect(rowOf(tableOf(content, 'Library'), 'Published in the period')).toEqual({
    What: 'Published in the period',
    Count: published,
  });
  const { videos } = readNow(listOutliersTask, library, {
    ...{ definition: defaultOutlierDefinition, asOfMs, limit: 1 },
    publishedAfterMs: asOfMs - windowDays * 86_400_000,
  });
  const [best] = videos;
  expect(rowOf(tableOf(content, 'Outlier scores'), best?.title ?? '')).toMatchObject({
    'Outlier score': { value: best?.score, low: best?.low, high: best?.high, n: best?.n },
    Views: best?.views,
  });
  const { voices } = readNow(shareOfVoiceTask, library, {
    ...{ by: 'channel', asOfMs, limit: 1 },
    publishedAfterMs: asOfMs - windowDays * 86_400_000 + 1,
  });
  expect(tableOf(content, 'Channels').rows[0]?.slice(0, 3)).toEqual([
    voices[0]?.name,
    voices[0]?.mentions,
    { ...voices[0]?.mentionShare, n: published },
  ]);
});

test('reports on a topic and on a channel have the numbers of their pages', async () => {
  const { library } = opened;
  const subject = resolveSubject(library, { kind: 'topic', name: 'SOURDOUGH' });
  if (subject.kind !== 'topic') throw new Error('not a topic');
  const { topic } = getTopicTrend(library, { topicId: subject.id, windowDays, asOfMs });
  const ofTopic = tableOf(await report('topic', subject), 'Measures');
  expect(rowOf(ofTopic, topic.newVideos)).toMatchObject({
    'All videos': topic.videos,
    Channels: topic.channels,
    Velocity: { value: topic.velocity?.value, n: topic.velocity?.videos },
  });
  const channel = resolveSubject(library, { kind: 'channel', name: 'tiktok/Channel 1' });
  if (channel.kind !== 'channel') throw new Error('not a channel');
  const own = readNow(measureChannelTask, library, { channelId: channel.id, asOfMs });
  const ofChannel = tableOf(await report('channel', channel), 'Measures');
  expect(ofChannel.rows[0]?.slice(5, 7)).toEqual([
    own.views,
    { ...own.medianViews, n: own.observedVideos },
  ]);
});

test('every sentence of every kind cites what it is about, and its numbers are its values', async () => {
  const channel = (name: string): ReportSubject => ({ kind: 'channel', name });
  for (const content of [
    await report('weekly'),
    await report('topic', { kind: 'topic', name: 'running' }),
    await report('channel', channel('Channel 1')),
    await report('product', { kind: 'product', name: 'stand mixer' }),
    await report('comparison', channel('Channel 1'), channel('Channel 2')),
  ]) {
    const sentences = content.sections.flatMap((section) => section.sentences);
    expect(sentences.length).toBeGreaterThan(4);
    for (const { text, values, citations } of sentences) {
      expect(citations, text).not.toEqual([]);
      // Without its values and the names it quotes, a sentence has no digit.
      const rest = values.reduce((left, value) => left.replace(value.text, ''), text);
      expect(rest.replace(/“[^”]*”/gu, '')).not.toMatch(/\d/);
      for (const { measure } of values) expect(content.definitions).toHaveProperty(measure);
    }
  }
});

test('a velocity cites the two snapshots that it is between', async () => {
  const content = await report('topic', { kind: 'topic', name: 'sourdough' });
  const [fastest] = content.sections.find(({ title }) => title === 'Its videos')?.sentences ?? [];
  const snapshot = fastest?.citations.find((citation) => citation.kind === 'snapshot');
  if (snapshot?.kind !== 'snapshot' || snapshot.before === undefined)
    throw new Error('no snapshot');
  const hours = (snapshot.observedAtMs - snapshot.before.observedAtMs) / 3_600_000;
  expect(fastest?.values[0]?.value).toBeCloseTo((snapshot.views - snapshot.before.views) / hours);
});

test('one is called ahead only where the intervals do not overlap', async () => {
  const named = ['Channel 1', 'Channel 2'].map((name) => ({ kind: 'channel', name }) as const);
  const [, side] = (await report('comparison', ...named)).sections;
  const texts = side?.sentences.map(({ text }) => text) ?? [];
  expect(texts.find((text) => text.includes('median views'))).toMatch(
    /^“Channel 2” has the greatest median views, and the intervals do not overlap/,
  );
  expect(texts.find((text) => text.includes('median outlier score'))).toContain(
    'cannot be told apart',
  );
});

/** Changes the library for one report. */
async function changed(sql: string, make: () => Promise<ReportContent>): Promise<ReportContent> {
  const { $client } = opened.library.db;
  $client.exec(`SAVEPOINT changed; ${sql}`);
  try {
    return await make();
  } finally {
    $client.exec('ROLLBACK TO changed; RELEASE changed');
  }
}

test('without snapshots a report says what is missing, and counts what there is', async () => {
  const content = await changed('DELETE FROM metric_snapshots', () => report('weekly'));
  expect(content.absent.map(({ reason }) => reason)).toEqual(
    expect.arrayContaining(['no-snapshots', 'no-scores', 'no-openings']),
  );
  expect(content.sections.map(({ title }) => title)).not.toContain('Videos that stand out');
  expect(rowOf(tableOf(content, 'Topics'), 'running')).toMatchObject({ Velocity: null });
});

test('a topic of one video has wide intervals and no median', async () => {
  const others = `UPDATE topic_videos SET topic_id = NULL
    WHERE topic_id = 'topic-a' AND video_id <> (SELECT max(id) FROM videos WHERE channel_id =
      (SELECT id FROM channels WHERE name = 'Channel 1'))`;
  const content = await changed(others, () =>
    report('topic', { kind: 'topic', name: 'sourdough' }),
  );
  const row = tableOf(content, 'Measures').rows[0] ?? [];
  expect(row[1]).toBe(1);
  expect(row.slice(6)).toEqual([null, null]);
  expect(content.sections[1]?.sentences[0]?.text).toContain('1 video in all');
});

test('before anything was published there is nothing but what is missing', async () => {
  const end = asOfMs;
  asOfMs = Date.UTC(2001, 0, 1);
  const content = await report('weekly');
  asOfMs = end;
  expect(content.sections).toEqual([]);
  expect(content.absent[0]).toMatchObject({ reason: 'no-videos' });
});

test('a template with a number of its own is refused', () => {
  const count = numberOf('videos', 'count', 3);
  expect(sentence(['There are ', count, ' videos.'], []).text).toBe('There are 3 videos.');
  expect(() => sentence(['There are 4 videos.'], [])).toThrow('template has a number');
});

test('a week without videos or snapshots says each thing once', async () => {
  const later = asOfMs + 400 * 86_400_000;
  const control = { signal: new AbortController().signal, onSection: () => {} };
  const plan = { kind: 'weekly', subjects: [], windowDays: 7, asOfMs: later } as const;
  const { sections, absent } = await composeReport(opened.library, plan, control);
  const texts = sections.flatMap(({ sentences }) => sentences.map(({ text }) => text));
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts[0]).toMatch(/^0 videos were published in the 7 days to /);
  expect(texts.join(' ')).not.toContain('snapshots');
  expect(absent.map(({ reason }) => reason)).toContain('no-snapshots');
});
