import type { ReportCitation, ReportSentence, TopicTrend } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { listTrendsTask, videoRates, wilson } from '../../memory/index.ts';
import { openingMoment, rateCitation } from '../compose/citations.ts';
import {
  absence,
  type ComposeSection,
  column,
  type SectionQuery,
  table,
} from '../compose/composed.ts';
import { readNow } from '../compose/readNow.ts';
import { counted, numberOf, quoted, sentence } from '../compose/sentence.ts';
import { reportTexts, stages } from '../texts/reportTexts.ts';

const order = { emerging: 0, rising: 1, peak: 2, fading: 3, evergreen: 4 } as const;
const maxTold = 3;
const maxCited = 2;
const maxListed = 15;

/** What rises: topics with new videos in the order of their stage, then of their velocity. */
export const topicsSection: ComposeSection = (library, query) => {
  const { windowDays, asOfMs } = query;
  const { topics, basis, totals, bins, windowStartMs } = readNow(listTrendsTask, library, {
    windowDays,
    asOfMs,
  });
  const first = Math.round((windowStartMs - bins.startMs) / bins.binMs);
  const allNew = totals.slice(first).reduce((all, each) => all + each, 0);
  const ranked = topics
    .filter(({ newVideos }) => newVideos > 0)
    .toSorted((a, b) => order[a.stage] - order[b.stage] || b.newVideos - a.newVideos);
  const missing = [
    ...(basis.madeAtMs === undefined ? [absence('no-topics')] : []),
    ...(basis.source === 'hashtags' ? [absence('hashtags-only')] : []),
  ];
  if (ranked.length === 0) return { absent: missing };
  const evidence = evidenceOf(library, query, ranked.slice(0, maxListed));
  const shareOf = ({ newVideos }: TopicTrend) => ({ ...wilson(newVideos, allNew), n: allNew });
  return {
    absent: missing,
    section: {
      title: reportTexts.sections.topics,
      sentences: ranked
        .slice(0, maxTold)
        .map((topic) => told(library, topic, { share: shareOf(topic), evidence: evidence(topic) })),
      tables: [
        table(
          'Topics',
          [
            ...[column('Topic', 'text'), column('Stage', 'text')],
            column('New videos', 'count', 'published'),
            column('Share of new videos', 'share', 'shareOfNew'),
            column('Velocity', 'viewsPerHour', 'velocity'),
            ...[column('Videos', 'count', 'videos'), column('Channels', 'count', 'channels')],
            column('Burst since', 'day', 'burst'),
          ],
          ranked.map((topic) => ({
            cells: [
              ...[topic.label, stages[topic.stage], topic.newVideos, shareOf(topic)],
              ...[velocityOf(topic) ?? null, topic.videos, topic.channels],
              topic.burst?.sinceMs ?? null,
            ],
            citation: evidence(topic)[0],
          })),
          maxListed,
        ),
      ],
      charts: [
        {
          ...{ kind: 'intervals', name: reportTexts.charts.share, unit: 'share' },
          points: ranked.slice(0, 8).map((topic) => ({ name: topic.label, ...shareOf(topic) })),
        },
      ],
    },
  };
};

function told(
  library: Library,
  topic: TopicTrend,
  {
    share,
    evidence,
  }: { share: ReturnType<typeof wilson> & { n: number }; evidence: readonly ReportCitation[] },
): ReportSentence {
  const velocity = velocityOf(topic);
  const [best] = topic.evidence;
  const moment = best && openingMoment(library, best.videoId);
  return sentence(
    [
      ...[quoted(topic.label), ` is ${stages[topic.stage]}: `],
      ...[...counted('published', topic.newVideos, ['new video', 'new videos']), ', a share of '],
      ...[numberOf('shareOfNew', 'share', share)],
      ...(velocity === undefined
        ? ['; its velocity is not known']
        : ['; its videos gain ', numberOf('velocity', 'viewsPerHour', velocity)]),
      ...(topic.burst === undefined
        ? []
        : [', in a burst since ', numberOf('burst', 'day', topic.burst.sinceMs)]),
      '.',
    ],
    [...evidence, moment, { kind: 'table', table: 'Topics' }],
  );
}

function velocityOf({ velocity }: TopicTrend) {
  if (velocity === undefined) return undefined;
  const { value, low, high, videos: n } = velocity;
  return { value, low, high, n };
}

/** The snapshots of each topic's videos that gain most; all rates are read at once. */
function evidenceOf(
  library: Library,
  query: SectionQuery,
  topics: readonly TopicTrend[],
): (topic: TopicTrend) => ReportCitation[] {
  const citedOf = ({ evidence }: TopicTrend) => evidence.slice(0, maxCited);
  const videoIds = topics.flatMap(citedOf).map(({ videoId }) => videoId);
  const rates = videoRates(library, { ...query, videoIds });
  return (topic) =>
    citedOf(topic).flatMap((video) => {
      const rate = rates.get(video.videoId);
      return rate === undefined ? [] : [rateCitation(video, rate)];
    });
}
