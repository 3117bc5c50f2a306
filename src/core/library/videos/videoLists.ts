import {
  outlierDefinitionSchema,
  type VideoFilters,
  type VideoId,
  type VideoSort,
  type VideoSummary,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { scopeSql } from '../chunks/chunkScope.ts';
import { isReviewed, readReview, tagsSql } from '../reviews/readReview.ts';

export interface VideoListOptions {
  limit: number;
  offset: number;
  /** In the title or the name of the channel; ASCII case is ignored. */
  text?: string | undefined;
  filters?: VideoFilters;
  sort?: VideoSort;
  direction?: 'ascending' | 'descending';
}

/** One page, and how many videos fit in all. */
export interface VideoPage {
  videos: VideoSummary[];
  total: number;
}

interface SummaryRow {
  id: VideoId;
  title: string;
  channel: string | null;
  platform: string | null;
  durationMs: number;
  width: number;
  height: number;
  language: string | null;
  hasSpeech: number;
  publishedAtMs: number | null;
  views: number | null;
  outlierScore: number | null;
  outlierLow: number | null;
  outlierHigh: number | null;
  outlierVideos: number | null;
  definition: string | null;
  viewsPerHour: number | null;
  viewsPerHourLow: number | null;
  viewsPerHourHigh: number | null;
  reposts: number | null;
  status: string | null;
  rating: number | null;
  reviewTags: string;
  hasFile: number;
  hasPoster: number;
  complete: number;
  createdAtMs: number;
}

const columns = `
  v.id, v.title, ch.name AS channel, v.platform, v.duration_ms AS durationMs, v.width, v.height,
  v.language, v.published_at_ms AS publishedAtMs, v.created_at_ms AS createdAtMs,
  v.latest_views AS views, v.storage <> 'none' AS hasFile,
  EXISTS (SELECT 1 FROM transcript_segments s WHERE s.video_id = v.id) AS hasSpeech,
  EXISTS (SELECT 1 FROM video_media p WHERE p.video_id = v.id AND p.role = 'poster') AS hasPoster,
  v.ingest_state = 'complete' AS complete,
  (SELECT count(*) - 1 FROM duplicate_videos o WHERE o.group_id = dv.group_id) AS reposts,
  vr.status, vr.rating, ${tagsSql} AS reviewTags,
  vm.outlier_score AS outlierScore, vm.outlier_low AS outlierLow, vm.outlier_high AS outlierHigh,
  vm.outlier_videos AS outlierVideos, vm.definition, vm.views_per_hour AS viewsPerHour,
  vm.views_per_hour_low AS viewsPerHourLow, vm.views_per_hour_high AS viewsPerHourHigh`;
const withNames = `LEFT JOIN channels ch ON ch.id = v.channel_id
  LEFT JOIN video_measures vm ON vm.video_id = v.id
  LEFT JOIN video_reviews vr ON vr.video_id = v.id
  LEFT JOIN duplicate_videos dv ON dv.video_id = v.id`;

/** Unknown values come last in either direction. */
const sortSql: Record<Exclude<VideoSort, 'collection'>, string> = {
  added: 'v.created_at_ms',
  published: 'v.published_at_ms',
  views: 'v.latest_views',
  outlier: 'v.outlier_score',
  velocity: 'v.views_per_hour',
  duration: 'v.duration_ms',
  title: 'v.title COLLATE NOCASE',
};

/** One page of the videos that fit, and how many fit. The order is total: pages never overlap. */
export function listVideos(library: Library, options: VideoListOptions): VideoPage {
  const { limit, offset, direction = 'descending' } = options;
  const { from, where, values, count } = conditionsOf(library, options);
  const { row, order, tie, outerOrder, outerTie } = orderOf(options);
  const way = direction === 'ascending' ? 'ASC' : 'DESC';
  const { $client } = library.db;
  // Every row is read for a text, once: those that fit are counted on the way.
  const counted = isByText(options) ? 'count(*) OVER ()' : 'NULL';
  // The page is chosen by its index first; only its own rows are then looked at.
  const rows = $client
    .prepare<unknown[], SummaryRow & { counted: number | null }>(
      `SELECT ${columns}, page_counted AS counted
       FROM (SELECT ${row} AS page_row, ${order} AS page_order, ${tie} AS page_tie,
         ${counted} AS page_counted ${from} ${where}
         ORDER BY ${order} ${way} NULLS LAST, ${tie} ${way} LIMIT ? OFFSET ?)
       CROSS JOIN videos v ON ${row === 'm.video_id' ? 'v.id' : 'v.rowid'} = page_row ${withNames}
       ORDER BY ${outerOrder} ${way} NULLS LAST, ${outerTie} ${way}`,
    )
    .all(...values, limit, offset);
  const total =
    rows[0]?.counted ??
    $client
      .prepare<unknown[], number>(count ?? `SELECT count(*) ${from} ${where}`)
      .pluck()
      .get(...values);
  return { videos: rows.map(toSummary), total: total ?? 0 };
}

function isByText({ text = '' }: VideoListOptions): boolean {
  return text.trim() !== '';
}

/** Of the page's choice, and of its rows once they are chosen. */
function orderOf(options: VideoListOptions): {
  row: string;
  order: string;
  tie: string;
  outerOrder: string;
  outerTie: string;
} {
  const { sort = 'added', filters = {} } = options;
  if (sort === 'collection' && filters.collection !== undefined) {
    const outer = { outerOrder: 'page_order', outerTie: 'page_tie' };
    return { row: 'm.video_id', order: 'm.position', tie: 'm.content_hash', ...outer };
  }
  const outerOrder = sortSql[sort === 'collection' ? 'added' : sort];
  // What has a text is found by reading every row once, which is slow in the order of an index.
  const order = isByText(options) ? `+${outerOrder}` : outerOrder;
  return { row: 'v.rowid', order, tie: 'v.rowid', outerOrder, outerTie: 'v.rowid' };
}

/** One row of {@link listVideos}. Errors: `video.notFound`. */
export function getVideoSummary(library: Library, id: VideoId): VideoSummary {
  const [summary] = getVideoSummaries(library, [id]);
  if (summary === undefined) throw new AppError('video.notFound', `Video ${id} not found.`);
  return summary;
}

/** In the order of the ids; those that are gone are left out. */
export function getVideoSummaries(library: Library, ids: readonly VideoId[]): VideoSummary[] {
  const rows = library.db.$client
    .prepare<[string], SummaryRow>(
      `SELECT ${columns} FROM videos v ${withNames}
       WHERE v.id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids));
  const byId = new Map(rows.map((row) => [row.id, toSummary(row)]));
  return ids.map((id) => byId.get(id)).filter((summary) => summary !== undefined);
}

/** Which videos; they are joined only where something of them is asked for. */
function conditionsOf(
  library: Library,
  { text, filters = {}, sort }: VideoListOptions,
): {
  from: string;
  where: string;
  values: (string | number)[];
  /** A quicker way to count what fits, where there is one. */
  count?: string;
} {
  const { collection, ...others } = filters;
  const scope = scopeSql({ filters: others });
  const parts = scope.where === '' ? [] : [scope.where];
  const values = [...scope.values];
  const wanted = text?.trim() ?? '';
  if (wanted !== '') {
    const pattern = `%${wanted.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    parts.push(`(v.title LIKE ? ESCAPE '\\' OR v.channel_id IN (
      SELECT id FROM channels WHERE name LIKE ? ESCAPE '\\'))`);
    values.push(pattern, pattern);
  }
  const where = parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`;
  if (collection === undefined) return { from: 'FROM videos v', where, values };
  const isMember = 'm.collection_id = ? AND m.video_id IS NOT NULL';
  const count = `SELECT count(*) FROM collection_members m WHERE ${isMember}`;
  const quick = parts.length === 0 ? { count } : {};
  const looksAtVideos = sort !== 'collection' || wanted !== '';
  if (looksAtVideos && holdsMost(library, count, collection)) {
    if (sort === 'collection') {
      // The few that have the text, then their places.
      const from = `FROM videos v CROSS JOIN collection_members m
        ON m.collection_id = ? AND m.content_hash = v.content_hash`;
      return { from, where, values: [collection, ...values] };
    }
    // In the order of the videos' own index, which ends when the page is full.
    const within = `EXISTS (SELECT 1 FROM collection_members m
      WHERE m.content_hash = v.content_hash AND m.collection_id = ?)`;
    return {
      from: 'FROM videos v',
      where: `WHERE ${[...parts, within].join(' AND ')}`,
      values: [...values, collection],
      ...quick,
    };
  }
  const alone = parts.length === 0 && sort === 'collection';
  const videos = alone ? '' : 'CROSS JOIN videos v ON v.id = m.video_id';
  return {
    from: `FROM collection_members m ${videos}`,
    where: `WHERE ${[isMember, ...parts].join(' AND ')}`,
    values: [collection, ...values],
    ...quick,
  };
}

/** A collection from which it pays to look at the videos first: one in twenty, or more. */
function holdsMost({ db }: Library, count: string, collection: string): boolean {
  const members = db.$client.prepare<[string], number>(count).pluck().get(collection) ?? 0;
  if (members < 1_000) return false;
  const all = db.$client.prepare<[], number>('SELECT count(*) FROM videos').pluck().get() ?? 0;
  return members * 20 > all;
}

function toSummary(row: SummaryRow): VideoSummary {
  return {
    id: row.id,
    title: row.title,
    channel: row.channel ?? undefined,
    platform: row.platform ?? undefined,
    durationMs: row.durationMs,
    width: row.width,
    height: row.height,
    language: row.language ?? undefined,
    hasSpeech: row.hasSpeech === 1,
    publishedAtMs: row.publishedAtMs ?? undefined,
    views: row.views ?? undefined,
    ...measuresOf(row),
    ...(row.reposts !== null && row.reposts > 0 && { reposts: row.reposts }),
    ...reviewOf(row),
    hasFile: row.hasFile === 1,
    hasPoster: row.hasPoster === 1,
    complete: row.complete === 1,
    createdAtMs: row.createdAtMs,
  };
}

/** What a person decided of a video; nothing of one that nobody has reviewed. */
function reviewOf(row: SummaryRow): Pick<VideoSummary, 'review'> {
  const review = readReview({ status: row.status, rating: row.rating, tags: row.reviewTags });
  return isReviewed(review) ? { review } : {};
}

/** What was measured of a video, as the job `measure` stored it. */
function measuresOf(row: SummaryRow): Pick<VideoSummary, 'outlier' | 'velocity'> {
  const { outlierScore: score, outlierLow, outlierHigh, outlierVideos, viewsPerHour: value } = row;
  // A definition of another version is none of this version's.
  const definition = outlierDefinitionSchema.safeParse(row.definition).data;
  return {
    ...(score !== null &&
      definition !== undefined && {
        outlier: {
          ...{ score, low: outlierLow ?? score, high: outlierHigh ?? score },
          ...{ n: outlierVideos ?? 0, definition },
        },
      }),
    ...(value !== null && {
      velocity: { value, low: row.viewsPerHourLow ?? value, high: row.viewsPerHourHigh ?? value },
    }),
  };
}
