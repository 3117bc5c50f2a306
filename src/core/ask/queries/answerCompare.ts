import type { AskScope, Estimate, PlanQuery, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { medianWithInterval } from '../../memory/index.ts';
import { channelIds } from './answerChannel.ts';
import { type Outcome, ofQuery, outcome, type QueryContext, sentenceOf } from './outcome.ts';
import { cleaned, named, type Said, say, span, titled, views, whole } from './say.ts';
import { scopedVideos, scopeOf, scopeText } from './scopedVideos.ts';

type CompareQuery = Extract<PlanQuery, { query: 'compare' }>;

/** Fewer views than these have no median worth comparing (as outlier scores: docs/measures.md). */
const minCompared = 5;

interface Side {
  name: Said;
  videos: { videoId: VideoId; title: string; views: number | null }[];
  total: number;
  known: number;
  median: Estimate | undefined;
}

/**
 * Two channels, or the videos that name two things: how many there are, their views together, and the
 * median of their newest views. Which median is higher is said only where the intervals are apart.
 */
export function answerCompare(
  library: Library,
  { one, other, ...query }: CompareQuery,
  context: QueryContext,
): Outcome {
  const scope = scopeOf(query);
  const sides = [one, other].map((name) => readSide(library, name, scope, context.asOfMs));
  const sentences = sides.map(({ name, videos, total, known, median }) => {
    const noun = { name: videos.length === 1 ? 'video' : 'videos' };
    const usual =
      median === undefined
        ? undefined
        : say`; half of them have at least ${views(median.value, { low: median.low, high: median.high, n: known })}${span(median, (each) => views(each))}`;
    const seen =
      known === 0
        ? say`, views not known`
        : say`, ${views(total)} views together in the newest snapshots of ${whole(known)}${usual}`;
    const count = say`${whole(videos.length)} ${noun}${scopeText(scope)}`;
    return sentenceOf(say`${name}: ${count}${seen}.`, [ofQuery(context, videos.length, videos)]);
  });
  const [first, second] = sides;
  if (first === undefined || second === undefined) return outcome(sentences);
  const cited = [
    ofQuery(context, first.videos.length, first.videos),
    ofQuery(context, second.videos.length, second.videos),
  ];
  const [a, b] = [first.median, second.median];
  if (a === undefined || b === undefined) {
    const text = `Which of the two is usually viewed more cannot be told from fewer than ${minCompared} videos with views on either side.`;
    return outcome(sentences, [{ text, reason: 'too-few' }]);
  }
  const isApart = a.low > b.high || b.low > a.high;
  const higher = a.value >= b.value ? first : second;
  const verdict = isApart
    ? say`${higher.name} is usually viewed more: the intervals of the medians are apart.`
    : say`Which of the two is usually viewed more cannot be told: the intervals of the medians overlap.`;
  return outcome([...sentences, sentenceOf(verdict, cited)]);
}

function readSide(library: Library, given: string, scope: AskScope, asOfMs: number): Side {
  const isChannel = channelIds(library, given).length > 0;
  const { where, values } = isChannel
    ? scopedVideos({ ...scope, channel: given }, { asOfMs })
    : scopedVideos(scope, { text: given, asOfMs });
  const videos = library.db.$client
    .prepare<unknown[], Side['videos'][number]>(
      `SELECT v.id AS videoId, v.title,
         (SELECT m.views FROM metric_snapshots m WHERE m.video_id = v.id AND m.views IS NOT NULL
            AND m.observed_at_ms <= ? ORDER BY m.observed_at_ms DESC LIMIT 1) AS views
       FROM videos v WHERE ${where} ORDER BY views DESC NULLS LAST, v.id`,
    )
    .all(asOfMs, ...values);
  const known = videos.flatMap(({ views }) => views ?? []);
  return {
    name: isChannel ? say`${named(cleaned(given))}` : say`What names ${titled(given)}`,
    videos,
    total: known.reduce((sum, each) => sum + each, 0),
    known: known.length,
    median: known.length < minCompared ? undefined : medianWithInterval(known),
  };
}
