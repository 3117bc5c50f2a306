import {
  type DuplicateGroup,
  type DuplicateGroupId,
  type DuplicateList,
  type DuplicateVideo,
  duplicateSignSchema,
  type VideoId,
} from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { countWithoutPrints } from '../../library/index.ts';

interface Row {
  groupId: DuplicateGroupId;
  likeness: number;
  signs: string;
  videoId: VideoId;
  videoLikeness: number;
  title: string;
  channel: string | null;
  platform: string | null;
  publishedAtMs: number | null;
  durationMs: number;
  views: number | null;
  hasFile: number;
  hasPoster: number;
}

const columns = `g.id AS groupId, g.likeness, g.signs, d.video_id AS videoId,
  d.likeness AS videoLikeness, v.title, ch.name AS channel, v.platform,
  v.published_at_ms AS publishedAtMs, v.duration_ms AS durationMs, v.latest_views AS views,
  v.storage <> 'none' AS hasFile,
  EXISTS (SELECT 1 FROM video_media p WHERE p.video_id = v.id AND p.role = 'poster') AS hasPoster`;
const joined = `FROM duplicate_videos d JOIN duplicate_groups g ON g.id = d.group_id
  JOIN videos v ON v.id = d.video_id LEFT JOIN channels ch ON ch.id = v.channel_id`;
/** Of a group the one that was published first, then added first. */
const inGroup = 'v.published_at_ms IS NULL, v.published_at_ms, v.created_at_ms, v.id';

/** The groups with most videos first. */
export function listDuplicates(library: Library, limit: number): DuplicateList {
  const { $client } = library.db;
  const rows = $client
    .prepare<[number], Row>(
      `SELECT ${columns} ${joined} JOIN (
         SELECT group_id, count(*) AS size FROM duplicate_videos GROUP BY group_id
         HAVING size > 1 ORDER BY size DESC, group_id LIMIT ?) largest ON largest.group_id = g.id
       ORDER BY largest.size DESC, g.id, ${inGroup}`,
    )
    .all(limit);
  const total =
    $client
      .prepare<[], number>(
        `SELECT count(*) FROM (SELECT 1 FROM duplicate_videos GROUP BY group_id HAVING count(*) > 1)`,
      )
      .pluck()
      .get() ?? 0;
  const state = $client
    .prepare<[], { madeAtMs: number; compared: number }>(
      'SELECT made_at_ms AS madeAtMs, compared FROM duplicate_state',
    )
    .get();
  return {
    ...{ groups: toGroups(rows), total },
    basis: {
      compared: state?.compared ?? 0,
      withoutPrints: countWithoutPrints(library),
      ...(state !== undefined && { madeAtMs: state.madeAtMs }),
    },
  };
}

/** The group that a video is in; undefined when it has no copy. */
export function duplicatesOf({ db }: Library, videoId: VideoId): DuplicateGroup | undefined {
  const rows = db.$client
    .prepare<[VideoId], Row>(
      `SELECT ${columns} ${joined}
       WHERE g.id = (SELECT group_id FROM duplicate_videos WHERE video_id = ?) ORDER BY ${inGroup}`,
    )
    .all(videoId);
  return rows.length < 2 ? undefined : toGroups(rows)[0];
}

function toGroups(rows: readonly Row[]): DuplicateGroup[] {
  const groups = new Map<DuplicateGroupId, DuplicateGroup>();
  for (const row of rows) {
    const { groupId: id, likeness } = row;
    const group = groups.get(id) ?? { id, likeness, by: signsOf(row.signs), videos: [] };
    groups.set(id, group);
    group.videos.push(toVideo(row));
    // What has no date may be earlier: it is told of dated ones alone.
    if (row.publishedAtMs !== null) group.original ??= row.videoId;
  }
  return [...groups.values()];
}

function signsOf(text: string): DuplicateGroup['by'] {
  return duplicateSignSchema.options.filter((sign) => text.includes(`"${sign}"`));
}

function toVideo(row: Row): DuplicateVideo {
  return {
    videoId: row.videoId,
    title: row.title,
    channel: row.channel ?? undefined,
    platform: row.platform ?? undefined,
    publishedAtMs: row.publishedAtMs ?? undefined,
    durationMs: row.durationMs,
    views: row.views ?? undefined,
    likeness: row.videoLikeness,
    hasFile: row.hasFile === 1,
    hasPoster: row.hasPoster === 1,
  };
}
