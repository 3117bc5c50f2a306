import { defaultOutlierDefinition, type OutlierVideo } from '../../../contract/index.ts';
import { listOutliersTask } from '../../memory/index.ts';
import { openingMoment, snapshotCitation } from '../compose/citations.ts';
import { absence, type ComposeSection, column, table, windowStartOf } from '../compose/composed.ts';
import { readNow } from '../compose/readNow.ts';
import { numberOf, quoted, sentence } from '../compose/sentence.ts';
import { reportTexts } from '../texts/reportTexts.ts';

const maxTold = 3;
const maxListed = 10;

/** The period's videos with the highest outlier scores. */
export const standoutsSection: ComposeSection = (library, query) => {
  const { asOfMs } = query;
  const { videos, scored, absent } = readNow(listOutliersTask, library, {
    definition: defaultOutlierDefinition,
    ...{ asOfMs, limit: maxListed, publishedAfterMs: windowStartOf(query) },
  });
  const without = Object.values(absent).reduce((sum, count) => sum + count, 0);
  const missing = without === 0 ? [] : [absence('no-scores', without)];
  if (videos.length === 0) return { absent: missing };
  return {
    absent: missing,
    section: {
      title: reportTexts.sections.standouts,
      sentences: videos
        .slice(0, maxTold)
        .map((video) =>
          sentence(
            [
              quoted(video.title),
              ...(video.channel === undefined ? [] : [' of ', quoted(video.channel)]),
              ...[' has an outlier score of ', numberOf('score', 'score', scoreOf(video)), ': '],
              ...[numberOf('views', 'views', video.views), ' on '],
              ...[numberOf('views', 'day', video.observedAtMs), '.'],
            ],
            [
              snapshotCitation(library, video.videoId, asOfMs),
              openingMoment(library, video.videoId),
              { kind: 'table', table: 'Outlier scores' },
            ],
          ),
        ),
      tables: [
        {
          ...table(
            'Outlier scores',
            [
              ...[column('Video', 'text'), column('Channel', 'text'), column('Platform', 'text')],
              column('Outlier score', 'score', 'score'),
              ...[column('Views', 'views', 'views'), column('Observed', 'day')],
            ],
            videos.map((video) => ({
              cells: [
                ...[video.title, video.channel ?? null, video.platform ?? null],
                ...[scoreOf(video), video.views, video.observedAtMs],
              ],
              citation: snapshotCitation(library, video.videoId, asOfMs),
            })),
          ),
          moreRows: scored - videos.length,
        },
      ],
      charts: [],
    },
  };
};

function scoreOf({ score, low, high, n }: OutlierVideo) {
  return { value: score, low, high, n };
}
