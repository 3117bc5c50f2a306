import type { PlanQuery } from '../../../contract/index.ts';
import type { Library, ReadControl } from '../../db/index.ts';
import { shareOfVoiceTask } from '../../memory/index.ts';
import {
  type NamedVideo,
  type Outcome,
  ofQuery,
  outcome,
  type QueryContext,
  sentenceOf,
} from './outcome.ts';
import { named, say, share, span, whole } from './say.ts';
import { scopedVideos, scopeOf, scopeText } from './scopedVideos.ts';

type ShareQuery = Extract<PlanQuery, { query: 'shareOfVoice' }>;

const maxVoices = 3;
/** By views, so many of those that are mentioned most are looked at. */
const maxRanked = 1_000;

/** Who or what is named most, by mentions and by views. */
export async function answerShare(
  library: Library,
  query: ShareQuery,
  context: QueryContext,
  control: ReadControl,
): Promise<Outcome> {
  const { by, platform, publishedAfterMs, publishedBeforeMs } = query;
  const { asOfMs } = context;
  const { videos, voices: found } = await shareOfVoiceTask.run(
    library,
    {
      by,
      platform,
      publishedAfterMs,
      publishedBeforeMs,
      asOfMs,
      limit: query.order === 'views' ? maxRanked : maxVoices,
    },
    control,
  );
  const voices = (
    query.order === 'views' ? [...found].sort((a, b) => b.views - a.views) : found
  ).slice(0, maxVoices);
  const scope = { platform, publishedAfterMs, publishedBeforeMs };
  const where = scopeText(scopeOf(scope));
  const left = query.channel !== undefined || query.language !== undefined;
  const unsupported = left
    ? [
        {
          text: 'Shares of voice are not told for one channel or language alone.',
          reason: 'too-few' as const,
        },
      ]
    : [];
  if (voices.length === 0) {
    const text = `No video${where.text} has a ${by === 'tag' ? 'hashtag' : by}.`;
    return outcome([], [...unsupported, { text, reason: 'nothing-found' }]);
  }
  const noun = { name: by === 'tag' ? 'hashtag' : by };
  return outcome(
    voices.map(({ name, mentions, mentionShare, viewShare }, at) => {
      const { value, low, high } = mentionShare;
      const ofViews =
        viewShare === undefined
          ? undefined
          : say` and ${share(viewShare.value, { low: viewShare.low, high: viewShare.high })} of their views`;
      const what = { name: by === 'tag' ? `#${named(name).name}` : named(name).name };
      const figures = say`${whole(mentions)} of ${whole(videos)} videos${where}, which is ${share(value, { low, high, n: videos })}${span(mentionShare, (each) => share(each))} of those that have a ${noun}${ofViews}`;
      const cited = [ofQuery(context, mentions, videosOf(library, { ...query, name }, asOfMs))];
      if (at > 0) return sentenceOf(say`Next comes ${what} with ${figures}.`, cited);
      return sentenceOf(say`${what} leads with ${figures}.`, cited);
    }),
    unsupported,
  );
}

const conditions = {
  channel: 'v.channel_id IN (SELECT id FROM channels WHERE trim(name) = ?)',
  product:
    'v.id IN (SELECT m.video_id FROM video_products m JOIN products p ON p.id = m.product_id WHERE trim(p.name) = ?)',
  sound: 'trim(v.sound_name) = ?',
  tag: undefined,
} as const;

/** The videos that were counted; of hashtags, which are found in texts, none are listed. */
function videosOf(
  { db }: Library,
  { by, name, ...query }: ShareQuery & { name: string },
  asOfMs: number,
): NamedVideo[] {
  const condition = conditions[by];
  if (condition === undefined) return [];
  const { channel: _, language: __, ...scope } = scopeOf(query);
  const { where, values } = scopedVideos(scope, { asOfMs });
  return db.$client
    .prepare<unknown[], NamedVideo>(
      `SELECT v.id AS videoId, v.title FROM videos v WHERE ${where} AND ${condition}
       ORDER BY v.latest_views DESC NULLS LAST, v.id LIMIT 50`,
    )
    .all(...values, name);
}
