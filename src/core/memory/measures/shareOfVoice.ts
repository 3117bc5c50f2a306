import type { Estimate, ShareOfVoice, VideoId, VoiceKind } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { wilson } from './estimates/wilson.ts';
import { countBounds } from './views/viewCurve.ts';

export interface VoiceQuery {
  by: VoiceKind;
  platform?: string | undefined;
  publishedAfterMs?: number | undefined;
  publishedBeforeMs?: number | undefined;
  asOfMs: number;
  limit: number;
}

/** The names of a kind with their videos; `is_text` where hashtags are to be found in it. */
const namedVideos: Record<VoiceKind, string> = {
  channel: `SELECT v.id, c.name, 0 AS is_text FROM videos v JOIN channels c ON c.id = v.channel_id`,
  product: `SELECT m.video_id AS id, p.name, 0 AS is_text FROM video_products m
    JOIN products p ON p.id = m.product_id`,
  sound: 'SELECT id, sound_name AS name, 0 AS is_text FROM videos',
  tag: `SELECT v.id, t.value AS name, 0 AS is_text FROM videos v, json_each(v.tags) t
    UNION ALL SELECT id, title || ' ' || coalesce(description, ''), 1 FROM videos`,
};

/** The videos of a voice, and the sum of their views. */
interface Sum extends Estimate {
  mentions: number;
}

/**
 * How much of what is said is said of each channel, product, sound or tag: by mentions (videos that
 * name it) and by views (of these videos, at their newest snapshot), each over all videos that name
 * one of the kind. A video that names two counts for both, so shares of products and tags may add up
 * to more than 1. Tags are those told of a video and the hashtags in its title and description. The
 * span of a share of mentions is Wilson's at 95 %; of a share of views it is what rounding leaves
 * open. Most mentioned first.
 */
export function shareOfVoice(library: Library, query: VoiceQuery): ShareOfVoice {
  const views = newestViews(library, query.asOfMs);
  const all: Sum = { mentions: 0, value: 0, low: 0, high: 0 };
  const voices = new Map<string, Sum>();
  for (const [id, names] of namesOf(library, query)) {
    addTo(all, views.get(id));
    for (const name of names) {
      const voice = voices.get(name) ?? { mentions: 0, value: 0, low: 0, high: 0 };
      voices.set(name, voice);
      addTo(voice, views.get(id));
    }
  }
  const ranked = [...voices].sort(
    ([nameA, a], [nameB, b]) =>
      b.mentions - a.mentions || b.value - a.value || nameA.localeCompare(nameB),
  );
  return {
    videos: all.mentions,
    views: all.value,
    voices: ranked.slice(0, query.limit).map(([name, { mentions, value, low, high }]) => ({
      name,
      mentions,
      mentionShare: wilson(mentions, all.mentions),
      views: value,
      ...(all.value > 0 && {
        viewShare: {
          value: value / all.value,
          // The others, at their most and at their least, with its own.
          low: low / Math.max(1, low + all.high - high),
          high: high / Math.max(1, high + all.low - low),
        },
      }),
    })),
  };
}

function addTo(sum: Sum, views: Estimate | undefined): void {
  sum.mentions += 1;
  sum.value += views?.value ?? 0;
  sum.low += views?.low ?? 0;
  sum.high += views?.high ?? 0;
}

const hashtag = /#[\p{L}\p{N}_]+/gu;

/** Each video of the scope that names one of the kind. One whose date is unknown is in no period. */
function namesOf({ db }: Library, query: VoiceQuery): Map<VideoId, ReadonlySet<string>> {
  const { by, platform, publishedAfterMs, publishedBeforeMs, asOfMs } = query;
  const rows = db.$client
    .prepare<unknown[], [id: VideoId, name: string | null, isText: number]>(
      `SELECT n.id, n.name, n.is_text FROM (${namedVideos[by]}) n JOIN videos v ON v.id = n.id
       WHERE (@platform IS NULL OR v.platform = @platform COLLATE NOCASE)
         AND (@after IS NULL OR v.published_at_ms >= @after)
         AND (@before IS NULL OR v.published_at_ms < @before)
         AND (v.published_at_ms IS NULL OR v.published_at_ms <= @asOfMs)`,
    )
    .raw();
  const scope = {
    platform: platform ?? null,
    after: publishedAfterMs ?? null,
    before: publishedBeforeMs ?? null,
    asOfMs,
  };
  const found = new Map<VideoId, Set<string>>();
  for (const [id, text, isText] of rows.iterate(scope)) {
    const given = text?.trim() ?? '';
    for (const each of isText === 1 ? (given.match(hashtag) ?? []) : [given]) {
      const name = by === 'tag' ? each.replace(/^#/, '').toLowerCase() : each;
      if (name === '') continue;
      const names = found.get(id);
      if (names === undefined) found.set(id, new Set([name]));
      else names.add(name);
    }
  }
  return found;
}

function newestViews({ db }: Library, asOfMs: number): Map<VideoId, Estimate> {
  const rows = db.$client
    .prepare<[number], [VideoId, number, number, number]>(
      `SELECT video_id, views, coalesce(rounded_to ->> '$.views', 1), max(observed_at_ms)
       FROM metric_snapshots WHERE views IS NOT NULL AND observed_at_ms <= ? GROUP BY video_id`,
    )
    .raw()
    .all(asOfMs);
  return new Map(rows.map(([id, views, unit]) => [id, countBounds(views, unit)]));
}
