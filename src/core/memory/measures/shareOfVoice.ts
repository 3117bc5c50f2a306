import type { ShareOfVoice, VoiceKind } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { wilson } from './wilson.ts';

export interface VoiceQuery {
  by: VoiceKind;
  platform?: string | undefined;
  publishedAfterMs?: number | undefined;
  publishedBeforeMs?: number | undefined;
  asOfMs: number;
  limit: number;
}

/** Names of a kind with the videos that have them. */
const namedVideos: Record<VoiceKind, string> = {
  channel: 'SELECT c.name AS name, v.id FROM videos v JOIN channels c ON c.id = v.channel_id',
  product: `SELECT p.name AS name, v.id FROM videos v JOIN video_products m ON m.video_id = v.id
    JOIN products p ON p.id = m.product_id`,
  sound: "SELECT v.sound_name AS name, v.id FROM videos v WHERE coalesce(v.sound_name, '') <> ''",
  tag: 'SELECT lower(t.value) AS name, v.id FROM videos v, json_each(v.tags) t',
};

interface Row {
  name: string;
  mentions: number;
  views: number;
  low: number;
  high: number;
}

const half = "(coalesce(rounded_to ->> '$.views', 0) / 2.0)";

/**
 * How much of what is said is said of each channel, product, sound or tag: by mentions (videos that
 * name it) and by views (of these videos, at their newest snapshot), each over all videos that name
 * one of the kind. A video that names two counts for both, so shares of products and tags may add up
 * to more than 1. The span of a share of mentions is Wilson's at 95 %; of a share of views it is what
 * rounding leaves open. Most mentioned first.
 */
export function shareOfVoice({ db }: Library, query: VoiceQuery): ShareOfVoice {
  const { by, platform, publishedAfterMs, publishedBeforeMs, asOfMs, limit } = query;
  const scope = { platform: platform ?? null, asOfMs, limit };
  const values = {
    ...scope,
    after: publishedAfterMs ?? null,
    before: publishedBeforeMs ?? null,
  };
  // A video that is not known to be in the period is out of it.
  const named = `WITH named AS MATERIALIZED (
      SELECT DISTINCT n.name, n.id FROM (${namedVideos[by]}) n JOIN videos v ON v.id = n.id
      WHERE (@platform IS NULL OR v.platform = @platform COLLATE NOCASE)
        AND (@after IS NULL OR v.published_at_ms >= @after)
        AND (@before IS NULL OR v.published_at_ms < @before)
        AND (v.published_at_ms IS NULL OR v.published_at_ms <= @asOfMs)),
    seen AS MATERIALIZED (
      SELECT video_id, views, ${half} AS half, max(observed_at_ms) FROM metric_snapshots
      WHERE views IS NOT NULL AND observed_at_ms <= @asOfMs
        AND video_id IN (SELECT id FROM named) GROUP BY video_id)`;
  const sums = `coalesce(sum(views), 0) AS views, coalesce(sum(max(0, views - half)), 0) AS low,
    coalesce(sum(views + half), 0) AS high`;
  const rows = db.$client
    .prepare<[typeof values], Row>(
      `${named} SELECT name, count(*) AS mentions, ${sums}
       FROM named LEFT JOIN seen ON seen.video_id = named.id
       GROUP BY name ORDER BY mentions DESC, views DESC, name LIMIT @limit`,
    )
    .all(values);
  const all = db.$client
    .prepare<[Omit<typeof values, 'limit'>], Omit<Row, 'name'>>(
      `${named} SELECT (SELECT count(DISTINCT id) FROM named) AS mentions, ${sums} FROM seen`,
    )
    .get({ ...values }) ?? { mentions: 0, views: 0, low: 0, high: 0 };
  return {
    videos: all.mentions,
    views: all.views,
    voices: rows.map((row) => ({
      name: row.name,
      mentions: row.mentions,
      mentionShare: wilson(row.mentions, all.mentions),
      views: row.views,
      ...(all.views > 0 && {
        viewShare: {
          value: row.views / all.views,
          // The others, at their most and at their least, with its own.
          low: row.low / Math.max(1, row.low + all.high - row.high),
          high: row.high / Math.max(1, row.high + all.low - row.low),
        },
      }),
    })),
  };
}
