import {
  type Absence,
  type AnswerSentence,
  defaultOutlierDefinition,
  type PlanQuery,
  type VideoId,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Library, ReadControl } from '../../db/index.ts';
import { resolveVideoId } from '../../library/index.ts';
import { measureVideoTask } from '../../memory/index.ts';
import { type Outcome, ofQuery, outcome, type QueryContext, sentenceOf } from './outcome.ts';
import { day, named, rounded, say, share, span, titled, whole } from './say.ts';
import { platformName } from './scopedVideos.ts';
import { noSnapshots } from './unsupported.ts';

type VideoQuery = Extract<PlanQuery, { query: 'video' }>;

interface VideoRow {
  title: string;
  channel: string | null;
  platform: string | null;
  publishedAtMs: number | null;
}

const countNames = ['views', 'likes', 'comments', 'shares', 'saves'] as const;
type Counts = { observedAtMs: number } & Record<(typeof countNames)[number], number | null>;

/** What is known of a video, by its id or its title: who published it, its newest counts, its measures. */
export async function answerVideo(
  library: Library,
  { video }: VideoQuery,
  context: QueryContext,
  control: ReadControl,
): Promise<Outcome> {
  const videoId = idOf(library, video);
  if (videoId === undefined) {
    const text = `No video of the library is called “${video}”.`;
    return outcome([], [{ text, reason: 'unknown-video' }]);
  }
  const { asOfMs, isPast } = context;
  const { $client } = library.db;
  const row = $client
    .prepare<[VideoId], VideoRow>(
      `SELECT v.title, c.name AS channel, v.platform, v.published_at_ms AS publishedAtMs
       FROM videos v LEFT JOIN channels c ON c.id = v.channel_id WHERE v.id = ?`,
    )
    .get(videoId);
  const title = row?.title ?? '';
  const counts = $client
    .prepare<[VideoId, number], Counts>(
      `SELECT observed_at_ms AS observedAtMs, ${countNames.join(', ')} FROM metric_snapshots
       WHERE video_id = ? AND observed_at_ms <= ? ORDER BY observed_at_ms DESC LIMIT 1`,
    )
    .get(videoId, asOfMs);
  const measures = await measureVideoTask.run(library, { videoId, asOfMs, isPast }, control);
  const cited = [ofQuery(context, 1, [{ videoId, title }])];
  const sentences: AnswerSentence[] = [];
  const by = row?.channel == null ? undefined : say` by ${named(row.channel)}`;
  const on = row?.platform == null ? undefined : say` on ${named(platformName(row.platform))}`;
  if (row?.publishedAtMs != null) {
    sentences.push(
      sentenceOf(
        say`${titled(title)} was published${by}${on} on ${day(row.publishedAtMs)}.`,
        cited,
      ),
    );
  } else if (by !== undefined || on !== undefined) {
    sentences.push(sentenceOf(say`${titled(title)} is${by}${on}.`, cited));
  }
  if (counts === undefined) {
    return outcome(sentences, [noSnapshots('views', ` called “${title}”`)]);
  }
  sentences.push(countsOf({ videoId, title }, counts));
  const { velocity, engagement } = measures;
  if ('value' in velocity) {
    const { value, low, high, fromMs, toMs } = velocity.value;
    const perHour = (each: number) => rounded(each, 'views-per-hour');
    sentences.push(
      sentenceOf(
        say`It gained ${rounded(value, 'views-per-hour', { low, high })} views an hour${span(velocity.value, perHour)} between ${day(fromMs)} and ${day(toMs)}.`,
        cited,
      ),
    );
  }
  const outlier = measures.outliers.find(
    ({ definition }) => definition === defaultOutlierDefinition,
  );
  if (outlier !== undefined && 'value' in outlier.result) {
    const { score, low, high, n } = outlier.result.value;
    sentences.push(
      sentenceOf(
        say`That is ${rounded(score, 'score', { low, high, n })} times${span({ low, high }, (each) => rounded(each, 'score'))} the views that are usual for its channel at that age, compared with ${whole(n)} other videos.`,
        cited,
      ),
    );
  }
  const ratio = engagement.find(({ variant }) => variant === 'interactions-per-view')?.result;
  if (ratio !== undefined && 'value' in ratio) {
    const { value, low, high } = ratio.value;
    sentences.push(
      sentenceOf(say`Its interactions are ${share(value, { low, high })} of its views.`, cited),
    );
  }
  const absent = 'absent' in velocity ? [absenceOf(velocity.absent)] : [];
  return outcome(sentences, absent);
}

function countsOf(video: { videoId: VideoId; title: string }, counts: Counts): AnswerSentence {
  const known = countNames.flatMap((name) => {
    const value = counts[name];
    return value === null ? [] : [{ name, value }];
  });
  const listed = known.map(
    ({ name, value }) =>
      say`${whole(value, { unit: name === 'views' ? 'views' : 'count' })} ${{ name }}`,
  );
  const list = {
    text: listed.map(({ text }) => text).join(', '),
    figures: listed.flatMap(({ figures }) => figures),
  };
  return sentenceOf(
    say`${titled(video.title)} has ${list}, as seen on ${day(counts.observedAtMs)}.`,
    [
      {
        ...{ kind: 'snapshot', ...video, observedAtMs: counts.observedAtMs },
        counts: Object.fromEntries(known.map(({ name, value }) => [name, value])),
      },
    ],
  );
}

function absenceOf(absent: Absence) {
  const hint =
    'Views an hour are the change between two snapshots an hour or more apart: trendroom observe, now and again later.';
  const text = `Its views an hour are not known (${absent.replaceAll('-', ' ')}).`;
  return { text, reason: 'no-snapshots' as const, hint };
}

function idOf(library: Library, given: string): VideoId | undefined {
  try {
    return resolveVideoId(library, given);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  return library.db.$client
    .prepare<[string], VideoId>('SELECT id FROM videos WHERE title = ? COLLATE NOCASE ORDER BY id')
    .pluck()
    .get(given.trim());
}
