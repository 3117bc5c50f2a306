import { eq } from 'drizzle-orm';
import type { TopicDetail, TopicId, TopicVideo, VideoId } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { type Library, topics } from '../../db/index.ts';
import { getVideoSummaries } from '../../library/index.ts';
import { hashtagsOf } from '../topics/labels/hashtags.ts';
import { targetOf, writingOf } from '../topics/store/topicRepository.ts';
import { evidenceOf, titlesOf } from './listTrends.ts';
import { type Period, periodOf, type TopicQuery } from './period.ts';
import { createUnitReader, type Rates, readRates } from './readRates.ts';
import { readScope, type TrendScope, wasThere } from './readScope.ts';
import { isBetter, topicTrends } from './topicTrends.ts';
import { addGains, type ViewSnapshot } from './velocity.ts';

const maxVideos = 200;
const maxHashtags = 24;

/** One topic with its videos, hashtags and curve. Errors: `topic.notFound`. */
export function getTopicTrend(library: Library, query: TopicQuery): TopicDetail {
  const topicId = targetOf(library, query.topicId);
  const period = periodOf(query);
  const scope = readScope(library, query);
  const number = scope.topics.findIndex(({ id }) => id === topicId);
  const rates = readRates(library, scope, period);
  const { trends, totals } = topicTrends(scope, period, rates);
  const trend = trends[number];
  if (trend === undefined) {
    const why =
      number === -1 ? `Topic ${query.topicId} not found.` : 'No videos of the topic here.';
    throw new AppError('topic.notFound', why);
  }
  const indexes = [...scope.ids.keys()].filter(
    (index) => scope.topicOf[index] === number && wasThere(scope, index, period.endMs),
  );
  const ids = indexes.map((index) => scope.ids[index]).filter((id) => id !== undefined);
  const titles = titlesOf(library, ids);
  return {
    ...{ asOfMs: query.asOfMs, windowDays: query.windowDays },
    windowStartMs: period.windowStartMs,
    bins: { startMs: period.startMs, binMs: period.binMs },
    totals,
    topic: { ...trend, evidence: evidenceOf(trend.evidence, { scope, rates, titles }) },
    gains: gainsOf(library, ids, period),
    hashtags: hashtagsIn(library, ids),
    writtenFrom: writtenFrom(library, topicId),
    topicVideos: videosOf(library, indexes, { scope, rates }),
  };
}

/** What a model read to name the topic; empty where none did. Videos that are gone are left out. */
function writtenFrom(library: Library, topicId: TopicId): TopicDetail['writtenFrom'] {
  const row = library.db.select().from(topics).where(eq(topics.id, topicId)).get();
  const from = (row && writingOf(row)?.from) ?? [];
  const titles = titlesOf(library, from);
  return from.flatMap((videoId) => {
    const title = titles.get(videoId);
    return title === undefined ? [] : [{ videoId, title }];
  });
}

/** Views gained in each bin of a period by videos together. */
export function gainsOf({ db }: Library, ids: readonly VideoId[], period: Period): number[] {
  const gains = new Array<number>(period.bins).fill(0);
  const unitOf = createUnitReader();
  const rows = db.$client
    .prepare<[string, number], [VideoId, number, number, string | null]>(
      `SELECT m.video_id, m.observed_at_ms, m.views, m.rounded_to
       FROM json_each(?) wanted CROSS JOIN metric_snapshots m ON m.video_id = wanted.value
       WHERE m.observed_at_ms <= ? AND m.views IS NOT NULL
       ORDER BY wanted.key, m.observed_at_ms`,
    )
    .raw()
    .all(JSON.stringify(ids), period.endMs);
  let own: ViewSnapshot[] = [];
  let before: VideoId | undefined;
  for (const [id, atMs, views, rounded] of rows) {
    if (id !== before) {
      addGains(gains, own, period);
      own = [];
      before = id;
    }
    own.push({ atMs, views, unit: unitOf(rounded) });
  }
  addGains(gains, own, period);
  return gains;
}

/** The hashtags of videos, the most used first. */
export function hashtagsIn({ db }: Library, ids: readonly VideoId[]): TopicDetail['hashtags'] {
  const counts = new Map<string, number>();
  const rows = db.$client
    .prepare<[string], { text: string; tags: string }>(
      `SELECT v.title || ' ' || coalesce(v.description, '') AS text,
         CASE WHEN json_valid(v.tags) THEN v.tags ELSE '[]' END AS tags
       FROM json_each(?) wanted CROSS JOIN videos v ON v.id = wanted.value`,
    )
    .all(JSON.stringify(ids));
  for (const { text, tags } of rows) {
    const list: unknown = JSON.parse(tags);
    const given = Array.isArray(list) ? list.filter((tag) => typeof tag === 'string') : [];
    for (const tag of hashtagsOf(text, given)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts]
    .map(([tag, videos]) => ({ tag, videos }))
    .sort((a, b) => b.videos - a.videos || a.tag.localeCompare(b.tag))
    .slice(0, maxHashtags);
}

/** Those that gain most views first, then the newest. */
function videosOf(
  library: Library,
  indexes: readonly number[],
  { scope, rates }: { scope: TrendScope; rates: Rates },
): TopicVideo[] {
  const best = indexes
    .toSorted((one, other) =>
      isBetter(scope, rates, one, other) ? -1 : isBetter(scope, rates, other, one) ? 1 : 0,
    )
    .slice(0, maxVideos);
  const ids = best.map((index) => scope.ids[index]).filter((id) => id !== undefined);
  const told = library.db.$client
    .prepare<
      [string],
      { id: VideoId; likeness: number | null; said: string | null; shown: string | null }
    >(
      `SELECT v.id, t.likeness, h.said, h.shown FROM videos v
       LEFT JOIN topic_videos t ON t.video_id = v.id LEFT JOIN hooks h ON h.video_id = v.id
       WHERE v.id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids));
  const byId = new Map(told.map((row) => [row.id, row]));
  return getVideoSummaries(library, ids).map((video) => {
    const row = byId.get(video.id);
    const velocity = rates.ofVideo.get(scope.indexOf.get(video.id) ?? -1)?.value;
    const { said, shown } = { said: row?.said ?? '', shown: row?.shown ?? '' };
    return {
      video,
      ...(row?.likeness != null && { likeness: row.likeness }),
      ...(velocity !== undefined && { velocity }),
      ...(said + shown !== '' && { hook: { said, shown } }),
    };
  });
}
