import type {
  Absence,
  OutlierDefinition,
  OutlierScore,
  OutlierVideo,
  VideoId,
} from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import type { MeasuredGroup } from './measuredGroup.ts';
import { newestViews, outlierScoreOf } from './outlierScore.ts';
import { readGroups } from './readGroups.ts';

export interface OutlierQuery {
  definition: OutlierDefinition;
  /** Only videos of channels of this name; ASCII case is ignored. */
  channel?: string | undefined;
  asOfMs: number;
  /** Only videos published after this moment. */
  publishedAfterMs?: number | undefined;
  limit: number;
}

export interface OutlierList {
  videos: OutlierVideo[];
  scored: number;
  absent: Partial<Record<Absence, number>>;
}

interface Ranked {
  group: MeasuredGroup;
  at: number;
  score: number;
}

/**
 * Videos by their outlier score, highest first, from all snapshots up to `asOfMs`. Every score is
 * computed, but an interval only for the videos that are listed. On a reader thread: it reads all
 * snapshots once.
 */
export function listOutliers(library: Library, query: OutlierQuery): OutlierList {
  const { definition, asOfMs, limit, publishedAfterMs } = query;
  const groupIds =
    query.channel === undefined ? {} : { groupIds: channelIds(library, query.channel) };
  const ranked: Ranked[] = [];
  const absent: OutlierList['absent'] = {};
  for (const group of readGroups(library, { asOfMs, ...groupIds })) {
    for (let at = 0; at < group.videos.length; at++) {
      const { publishedAtMs = 0 } = group.videos[at] ?? {};
      if (publishedAfterMs !== undefined && publishedAtMs <= publishedAfterMs) continue;
      const found = scoreIn(group, at, { definition, interval: false });
      if (typeof found === 'string') absent[found] = (absent[found] ?? 0) + 1;
      else ranked.push({ group, at, score: found.score });
    }
  }
  const scored = ranked.length;
  const idOf = ({ group, at }: Ranked): string => group.videos[at]?.id ?? '';
  ranked.sort((a, b) => b.score - a.score || idOf(a).localeCompare(idOf(b)));
  const videos = describe(library, ranked.slice(0, limit), definition);
  return { videos, scored, absent };
}

/** The score of one video of a group; of a video without a channel there is none. */
export function scoreIn(
  { channelId, videos }: MeasuredGroup,
  at: number,
  options: { definition: OutlierDefinition; interval?: boolean },
): OutlierScore | Absence {
  const video = videos[at];
  if (video === undefined || !video.isSeen) return 'no-snapshots';
  if (video.curve.views.length === 0) return 'no-views';
  if (channelId === undefined) return 'no-channel';
  return outlierScoreOf(videos, at, options);
}

function channelIds({ db }: Library, name: string): string[] {
  return db.$client
    .prepare<[string], string>('SELECT id FROM channels WHERE name = ? COLLATE NOCASE')
    .pluck()
    .all(name.trim());
}

interface NamedRow {
  id: VideoId;
  externalId: string | null;
  title: string;
  channel: string | null;
  platform: string | null;
}

function describe(
  { db }: Library,
  ranked: readonly Ranked[],
  definition: OutlierDefinition,
): OutlierVideo[] {
  const ids = ranked.flatMap(({ group, at }) => group.videos[at]?.id ?? []);
  const rows = db.$client
    .prepare<[string], NamedRow>(
      `SELECT v.id, v.external_id AS externalId, v.title, c.name AS channel, v.platform
       FROM videos v LEFT JOIN channels c ON c.id = v.channel_id
       WHERE v.id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids));
  const named = new Map(rows.map((row) => [row.id, row]));
  return ranked.flatMap(({ group, at }) => {
    const video = group.videos[at];
    const row = video && named.get(video.id);
    const score = scoreIn(group, at, { definition });
    const views = newestViews(video);
    if (row === undefined || typeof score === 'string' || views === undefined) return [];
    return {
      videoId: row.id,
      ...(row.externalId !== null && { externalId: row.externalId }),
      title: row.title,
      ...(row.channel !== null && { channel: row.channel }),
      ...(row.platform !== null && { platform: row.platform }),
      ...score,
      views: views.value,
      observedAtMs: video?.curve.observedAtMs.at(-1) ?? 0,
    };
  });
}
