import type { AnswerSentence, PlanQuery, TopicTrend, TrendList } from '../../../contract/index.ts';
import type { Library, ReadControl } from '../../db/index.ts';
import { wordsOf } from '../../drafts/index.ts';
import { listTrendsTask } from '../../memory/index.ts';
import { stemOf } from '../planning/questionWords.ts';
import { type Outcome, ofQuery, outcome, type QueryContext, sentenceOf } from './outcome.ts';
import { day, rounded, say, span, titled, whole } from './say.ts';
import { scopeText } from './scopedVideos.ts';

type TrendsQuery = Extract<PlanQuery, { query: 'trends' }>;

const maxTopics = 4;

/**
 * What topics do in a period. Where nothing was published in the one that ends now, the one that ends
 * with the newest video is looked at, and the answer says so.
 */
export async function answerTrends(
  library: Library,
  query: TrendsQuery,
  context: QueryContext,
  control: ReadControl,
): Promise<Outcome> {
  const { windowDays, platform, language, direction, topic } = query;
  const list = (asOfMs: number): Promise<TrendList> | TrendList =>
    listTrendsTask.run(library, { windowDays, asOfMs, platform, language }, control);
  let trends = await list(context.asOfMs);
  const { newestMs, source } = trends.basis;
  if (source === undefined) {
    const text = 'No topics have been found in the library yet, so nothing is known of what rises.';
    return outcome(
      [],
      [{ text, reason: 'no-topics', hint: 'Find topics: trendroom topics find.' }],
    );
  }
  if (trends.topics.length === 0) {
    const text = `No topic has videos${scopeText({ platform, language }).text}.`;
    return outcome([], [{ text, reason: 'no-topics' }]);
  }
  const isOver = newestMs !== undefined && newestMs < trends.windowStartMs;
  if (isOver) trends = await list(newestMs);
  const named =
    topic === undefined ? trends.topics : trends.topics.filter((each) => isAbout(each, topic));
  if (topic !== undefined && named.length === 0) {
    const text = `No topic of the library is about “${topic}”.`;
    return outcome([], [{ text, reason: 'no-topics' }]);
  }
  const wanted = named
    .filter(({ stage }) => topic !== undefined || isOf(direction, stage))
    .sort((a, b) => weightOf(b) - weightOf(a) || b.newVideos - a.newVideos)
    .slice(0, maxTopics);
  const period = say`in the ${whole(windowDays)} days up to ${day(trends.asOfMs)}`;
  const basis = ofQuery(context, trends.topics.length);
  if (wanted.length === 0) {
    const count = trends.topics.length;
    const none =
      count === 1 ? say`The only topic is not` : say`None of the ${whole(count)} topics is`;
    const what = { name: direction === 'fading' ? 'fading' : 'rising' };
    return outcome([sentenceOf(say`${none} ${what} ${period}.`, [basis])]);
  }
  return outcome(wanted.map((trend) => sentenceOfTopic(trend, { period, context })));
}

function sentenceOfTopic(
  trend: TopicTrend,
  { period, context }: { period: ReturnType<typeof say>; context: QueryContext },
): AnswerSentence {
  const { label, stage, videos, newVideos, velocity, burst, evidence } = trend;
  const since = burst === undefined ? undefined : say`, in a burst since ${day(burst.sinceMs)}`;
  const perHour = (value: number) => rounded(value, 'views-per-hour');
  const rate =
    velocity === undefined
      ? undefined
      : say`; its videos gain ${rounded(velocity.value, 'views-per-hour', { low: velocity.low, high: velocity.high, n: velocity.videos })} views an hour${span(velocity, perHour)}`;
  return sentenceOf(
    say`The topic ${titled(label)} is ${{ name: stageNames[stage] }}: ${whole(newVideos)} of its ${whole(videos)} videos were published ${period}${since}${rate}.`,
    [ofQuery(context, videos, evidence)],
  );
}

const stageNames = {
  emerging: 'emerging',
  rising: 'rising',
  peak: 'at its peak',
  fading: 'fading',
  evergreen: 'without a clear direction',
} as const satisfies Record<TopicTrend['stage'], string>;

function isOf(direction: TrendsQuery['direction'], stage: TopicTrend['stage']): boolean {
  switch (direction) {
    case 'rising':
      return stage === 'emerging' || stage === 'rising';
    case 'fading':
      return stage === 'fading';
    case 'all':
      return true;
    default:
      return direction satisfies never;
  }
}

function weightOf({ burst }: TopicTrend): number {
  return burst?.weight ?? 0;
}

function isAbout({ label, words }: TopicTrend, topic: string): boolean {
  const known = new Set([...wordsOf(label), ...words.flatMap(wordsOf)].map(stemOf));
  return wordsOf(topic).some((word) => known.has(stemOf(word)));
}
