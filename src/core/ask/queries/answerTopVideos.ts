import {
  type AnswerSentence,
  defaultOutlierDefinition,
  type PlanQuery,
  type RankedMetric,
  type VideoId,
} from '../../../contract/index.ts';
import type { Library, ReadControl } from '../../db/index.ts';
import { listOutliersTask, listVelocitiesTask } from '../../memory/index.ts';
import { type Outcome, ofQuery, outcome, type QueryContext, sentenceOf } from './outcome.ts';
import { day, named, rounded, say, span, titled, whole } from './say.ts';
import { scopedIds, scopedVideos, scopeOf, scopeText } from './scopedVideos.ts';
import { noSnapshots } from './unsupported.ts';

type TopQuery = Extract<PlanQuery, { query: 'topVideos' }>;
type Count = Exclude<RankedMetric, 'velocity' | 'outlier' | 'published'>;

/** Outlier scores that are looked at when a scope leaves some out; each takes an interval. */
const maxScored = 1_000;

/** The videos of a scope with most or least of a count, of views an hour, or the highest score. */
export async function answerTopVideos(
  library: Library,
  query: TopQuery,
  context: QueryContext,
  control: ReadControl,
): Promise<Outcome> {
  switch (query.by) {
    case 'velocity':
      return byVelocity(library, query, context, control);
    case 'outlier':
      return byOutlier(library, query, context, control);
    case 'published':
      return byPublication(library, query, context);
    default:
      return byCount(library, query, { ...context, count: query.by });
  }
}

interface CountRow {
  videoId: VideoId;
  title: string;
  channel: string | null;
  value: number;
  observedAtMs: number;
  unit: number | null;
}

function byCount(
  { db }: Library,
  query: TopQuery,
  { count, ...context }: QueryContext & { count: Count },
): Outcome {
  const { text, order, limit } = query;
  const scope = scopeOf(query);
  const videos = scopedVideos(scope, { text, asOfMs: context.asOfMs });
  const from = `FROM videos v JOIN (
      SELECT video_id, ${count} AS value, max(observed_at_ms) AS observed, rounded_to
      FROM metric_snapshots WHERE ${count} IS NOT NULL AND observed_at_ms <= ? GROUP BY video_id
    ) m ON m.video_id = v.id WHERE ${videos.where}`;
  const values = [context.asOfMs, ...videos.values];
  const rows = db.$client
    .prepare<unknown[], CountRow>(
      `SELECT v.id AS videoId, v.title, (SELECT name FROM channels WHERE id = v.channel_id) AS channel,
         m.value, m.observed AS observedAtMs, m.rounded_to ->> '$.${count}' AS unit
       ${from} ORDER BY m.value ${order === 'most' ? 'DESC' : 'ASC'}, v.id LIMIT ?`,
    )
    .all(...values, limit);
  const of =
    db.$client
      .prepare<unknown[], number>(`SELECT count(*) ${from}`)
      .pluck()
      .get(...values) ?? 0;
  if (rows.length === 0) return outcome([], [noSnapshots(count, about(query))]);
  const rank = { name: order === 'most' ? 'most' : 'fewest' };
  const sentences = rows.map((row, at): AnswerSentence => {
    const half = (row.unit ?? 1) > 1 ? (row.unit ?? 1) / 2 : 0;
    const figure = whole(row.value, {
      unit: count === 'views' ? 'views' : 'count',
      ...(half > 0 && { low: row.value - half, high: row.value + half }),
    });
    const by = row.channel === null ? undefined : say` by ${named(row.channel)}`;
    const seen = say`${figure} ${{ name: count }}, as seen on ${day(row.observedAtMs)}`;
    const about =
      text === undefined ? scopeText(scope) : say` naming ${titled(text)}${scopeText(scope)}`;
    const cited = [
      {
        kind: 'snapshot' as const,
        ...{ videoId: row.videoId, title: row.title, observedAtMs: row.observedAtMs },
        counts: { [count]: row.value },
      },
    ];
    if (at > 0) return sentenceOf(say`Next comes ${titled(row.title)}${by} with ${seen}.`, cited);
    if (of === 1) {
      return sentenceOf(
        say`${titled(row.title)}${by} is the only video${about} whose ${{ name: count }} are known: ${seen}.`,
        [...cited, ofQuery(context, of, rows)],
      );
    }
    return sentenceOf(
      say`Of ${whole(of)} videos${about} whose ${{ name: count }} are known, ${titled(row.title)}${by} has the ${rank}: ${seen}.`,
      [...cited, ofQuery(context, of, rows)],
    );
  });
  return outcome(sentences);
}

function byPublication({ db }: Library, query: TopQuery, context: QueryContext): Outcome {
  const { text, order, limit } = query;
  const scope = scopeOf(query);
  const videos = scopedVideos(scope, { text, asOfMs: context.asOfMs });
  const from = `FROM videos v WHERE v.published_at_ms IS NOT NULL AND ${videos.where}`;
  const { values } = videos;
  const rows = db.$client
    .prepare<unknown[], Omit<CountRow, 'unit' | 'observedAtMs'>>(
      `SELECT v.id AS videoId, v.title, v.published_at_ms AS value,
         (SELECT name FROM channels WHERE id = v.channel_id) AS channel
       ${from} ORDER BY v.published_at_ms ${order === 'most' ? 'DESC' : 'ASC'}, v.id LIMIT ?`,
    )
    .all(...values, limit);
  const of =
    db.$client
      .prepare<unknown[], number>(`SELECT count(*) ${from}`)
      .pluck()
      .get(...values) ?? 0;
  if (rows.length === 0) return outcome([], [noSnapshots('published', about(query))]);
  const rank = { name: order === 'most' ? 'newest' : 'oldest' };
  const where =
    text === undefined ? scopeText(scope) : say` naming ${titled(text)}${scopeText(scope)}`;
  return outcome(
    rows.map((row, at) => {
      const by = row.channel === null ? undefined : say` by ${named(row.channel)}`;
      const video = say`${titled(row.title)}${by}, published on ${day(row.value)}`;
      if (at > 0) return sentenceOf(say`Next comes ${video}.`, [ofQuery(context, 1, [row])]);
      return sentenceOf(say`Of ${whole(of)} videos${where} the ${rank} is ${video}.`, [
        ofQuery(context, of, rows),
      ]);
    }),
  );
}

async function byVelocity(
  library: Library,
  query: TopQuery,
  context: QueryContext,
  control: ReadControl,
): Promise<Outcome> {
  const { text, order, limit } = query;
  const { asOfMs } = context;
  const scope = scopeOf(query);
  const ids = scopedIds(library, scope, { text, asOfMs });
  const list = await listVelocitiesTask.run(
    library,
    { asOfMs, limit, order, ...(ids !== undefined && { videoIds: [...ids] }) },
    control,
  );
  if (list.videos.length === 0) return outcome([], [noSnapshots('velocity', about(query))]);
  const perHour = (value: number) => rounded(value, 'views-per-hour');
  const rank = { name: order === 'most' ? 'most' : 'fewest' };
  return outcome(
    list.videos.map(({ videoId, title, velocity, views }, at) => {
      const { value, low, high, fromMs, toMs } = velocity;
      const rate = say`${rounded(value, 'views-per-hour', { low, high })} views an hour${span(velocity, perHour)}, between ${day(fromMs)} and ${day(toMs)}`;
      const seen = { kind: 'snapshot' as const, videoId, title };
      const cited = [
        { ...seen, observedAtMs: fromMs, counts: { views: views.from } },
        { ...seen, observedAtMs: toMs, counts: { views: views.to } },
      ];
      if (at > 0) return sentenceOf(say`Next comes ${titled(title)} with ${rate}.`, cited);
      return sentenceOf(
        say`Of ${whole(list.measured)} videos${scopeText(scope)} with two snapshots to compare, ${titled(title)} gains the ${rank}: ${rate}.`,
        [...cited, ofQuery(context, list.measured, list.videos)],
      );
    }),
  );
}

async function byOutlier(
  library: Library,
  query: TopQuery,
  context: QueryContext,
  control: ReadControl,
): Promise<Outcome> {
  const { text, limit, channel, ...others } = query;
  const { asOfMs } = context;
  const scope = scopeOf(others);
  const ids = scopedIds(library, scope, { text, asOfMs });
  const list = await listOutliersTask.run(
    library,
    {
      ...{ definition: defaultOutlierDefinition, asOfMs },
      limit: ids === undefined ? limit : maxScored,
      ...(channel !== undefined && { channel }),
    },
    control,
  );
  const videos = list.videos.filter(({ videoId }) => ids?.has(videoId) ?? true).slice(0, limit);
  if (videos.length === 0) return outcome([], [noSnapshots('outlier', about(query))]);
  const score = (value: number) => rounded(value, 'score');
  return outcome(
    videos.map((video, at) => {
      const { videoId, title, n, low, high, views, observedAtMs } = video;
      const by = video.channel === undefined ? undefined : say` by ${named(video.channel)}`;
      const times = say`${rounded(video.score, 'score', { low, high, n })} times${span(video, score)} the views that are usual for its channel at that age, compared with ${whole(n)} other videos`;
      const cited = [
        { kind: 'snapshot' as const, videoId, title, observedAtMs, counts: { views } },
        ofQuery(context, list.scored, [video]),
      ];
      if (at > 0) return sentenceOf(say`Next comes ${titled(title)}${by}: ${times}.`, cited);
      return sentenceOf(say`${titled(title)}${by} stands out most: it has ${times}.`, cited);
    }),
  );
}

/** What was asked about, for the sentence that says that nothing is known. */
function about(query: TopQuery): string {
  const { text } = query;
  return `${text === undefined ? '' : ` naming “${text}”`}${scopeText(scopeOf(query)).text}`;
}
