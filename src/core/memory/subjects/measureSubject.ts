import {
  defaultOutlierDefinition,
  type Estimate,
  type OutlierDefinition,
  type OutlierScore,
  type TopicTrend,
  topicIdSchema,
  type VideoId,
} from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { medianWithInterval } from '../measures/estimates/medianInterval.ts';
import { wilson } from '../measures/estimates/wilson.ts';
import { scoreIn } from '../measures/listOutliers.ts';
import { minComparedVideos, newestViews } from '../measures/outlierScore.ts';
import { readGroups } from '../measures/readGroups.ts';
import { gainsOf, hashtagsIn } from '../trends/getTopicTrend.ts';
import { periodOf } from '../trends/period.ts';
import { readRates, type VideoRate } from '../trends/readRates.ts';
import { readScope, wasThere } from '../trends/readScope.ts';
import { isBetter, topicTrends } from '../trends/topicTrends.ts';
import type { Subject } from './findSubjects.ts';
import { subjectMembers } from './subjectMembers.ts';

export interface SubjectQuery {
  subject: Subject;
  windowDays: number;
  asOfMs: number;
}

export interface SubjectVideo {
  videoId: VideoId;
  title: string;
  channel?: string;
  url?: string;
  publishedAtMs?: number;
  /** Published within the period. */
  isNew: boolean;
  views?: number;
  /** Of the period, with the two snapshots that it is between. */
  rate?: VideoRate;
  outlier?: OutlierScore;
}

export interface SubjectMeasures
  extends Pick<
    TopicTrend,
    'videos' | 'newVideos' | 'channels' | 'velocity' | 'burst' | 'bursts' | 'stage' | 'posts'
  > {
  bins: { startMs: number; binMs: number };
  windowStartMs: number;
  /** Views gained in each bin. */
  gains: number[];
  /** Of the period's videos of the whole library; with Wilson's interval. */
  newShare: Estimate & { n: number };
  /** The sum of the newest views of the videos of which they are known. */
  views: number;
  observedVideos: number;
  /** Of their newest views; from five videos on, as with the score. */
  medianViews?: Estimate;
  medianScore?: Estimate;
  scoredVideos: number;
  hashtags: { tag: string; videos: number }[];
  /** Those that gain most views an hour in the period first, then the newest. */
  list: SubjectVideo[];
}

const maxListed = 200;

/**
 * What the trends and measures of this room say of the videos of a subject, up to a moment: the
 * same numbers, for topics, channels and products alike.
 */
export function measureSubject(library: Library, query: SubjectQuery): SubjectMeasures {
  const { subject, asOfMs } = query;
  const period = periodOf(query);
  const whole = readScope(library);
  const members = subjectMembers(library, whole, subject);
  // A topic of its own, whatever topics its videos are in.
  const topicOf = new Int32Array(whole.ids.length).fill(-1);
  for (const index of members) topicOf[index] = 0;
  const named = { id: topicIdSchema.parse('subject'), label: subject.name };
  const scope = { ...whole, topicOf, topics: [{ ...named, words: [], isPinned: false }] };
  const rates = readRates(library, scope, period);
  const { trends, totals } = topicTrends(scope, period, rates);
  const trend = trends[0];
  const present = [...members].filter((index) => wasThere(scope, index, asOfMs));
  const ids = present.flatMap((index) => scope.ids[index] ?? []);
  const measured = measuredVideos(library, ids, asOfMs);
  const views = [...measured.views.values()];
  const scores = [...measured.scores.values()];
  const [medianViews, medianScore] = [views, scores].map((values) =>
    values.length < minComparedVideos ? undefined : medianWithInterval(values),
  );
  const ranked = present.toSorted((one, other) =>
    isBetter(scope, rates, one, other) ? -1 : isBetter(scope, rates, other, one) ? 1 : 0,
  );
  const listed = ranked.slice(0, maxListed).flatMap((index) => {
    const videoId = scope.ids[index];
    return videoId === undefined ? [] : [{ index, videoId }];
  });
  const rows = rowsOf(
    library,
    listed.map(({ videoId }) => videoId),
  );
  const newVideos = trend?.newVideos ?? 0;
  const allNew = scope.publishedAtMs.reduce(
    (sum, published) =>
      published > period.windowStartMs && published <= period.endMs ? sum + 1 : sum,
    0,
  );
  return {
    ...{ videos: trend?.videos ?? 0, newVideos, channels: trend?.channels ?? 0 },
    ...(trend?.velocity !== undefined && { velocity: trend.velocity }),
    ...(trend?.burst !== undefined && { burst: trend.burst }),
    ...{ bursts: trend?.bursts ?? [], stage: trend?.stage ?? 'evergreen' },
    posts: trend?.posts ?? totals.map(() => 0),
    ...{ bins: { startMs: period.startMs, binMs: period.binMs } },
    windowStartMs: period.windowStartMs,
    gains: gainsOf(library, ids, period),
    newShare: { ...wilson(newVideos, allNew), n: allNew },
    views: views.reduce((sum, each) => sum + each, 0),
    observedVideos: views.length,
    ...(medianViews !== undefined && { medianViews }),
    ...(medianScore !== undefined && { medianScore }),
    scoredVideos: scores.length,
    hashtags: hashtagsIn(library, ids),
    list: listed.map(({ index, videoId }) => {
      const row = rows.get(videoId);
      const published = scope.publishedAtMs[index] ?? Number.NaN;
      const rate = rates.ofVideo.get(index);
      const known = measured.views.get(videoId);
      const outlier = measured.scoreOf(videoId);
      return {
        ...{ videoId, title: row?.title ?? '' },
        ...(row?.channel != null && { channel: row.channel }),
        ...(row?.url != null && { url: row.url }),
        ...(!Number.isNaN(published) && { publishedAtMs: published }),
        isNew: published > period.windowStartMs,
        ...(known !== undefined && { views: known }),
        ...(rate !== undefined && { rate }),
        ...(outlier !== undefined && { outlier }),
      };
    }),
  };
}

/** Newest views and outlier scores of videos; `scoreOf` gives one with its interval. */
function measuredVideos(library: Library, ids: readonly VideoId[], asOfMs: number) {
  const channels = library.db.$client
    .prepare<[string], string>(
      `SELECT DISTINCT coalesce(channel_id, id) FROM videos
       WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(JSON.stringify(ids));
  const definition: OutlierDefinition = defaultOutlierDefinition;
  const wanted = new Set(ids);
  const views = new Map<VideoId, number>();
  const scores = new Map<VideoId, number>();
  const places = new Map<VideoId, Parameters<typeof scoreIn>>();
  for (const group of readGroups(library, { asOfMs, groupIds: channels })) {
    for (const [at, video] of group.videos.entries()) {
      if (!wanted.has(video.id)) continue;
      const known = newestViews(video);
      if (known !== undefined) views.set(video.id, known.value);
      const options = { definition };
      const found = scoreIn(group, at, { ...options, interval: false });
      if (typeof found === 'string') continue;
      scores.set(video.id, found.score);
      places.set(video.id, [group, at, options]);
    }
  }
  const scoreOf = (id: VideoId): OutlierScore | undefined => {
    const place = places.get(id);
    const found = place && scoreIn(...place);
    return typeof found === 'string' ? undefined : found;
  };
  return { views, scores, scoreOf };
}

interface VideoRow {
  id: VideoId;
  title: string;
  channel: string | null;
  url: string | null;
}

function rowsOf({ db }: Library, ids: readonly VideoId[]): Map<VideoId, VideoRow> {
  const rows = db.$client
    .prepare<[string], VideoRow>(
      `SELECT v.id, v.title, c.name AS channel, v.source_url AS url FROM videos v
       LEFT JOIN channels c ON c.id = v.channel_id
       WHERE v.id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids));
  return new Map(rows.map((row) => [row.id, row]));
}
