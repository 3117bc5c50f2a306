import type { OutlierScore, ReportCitation } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import type { SubjectVideo } from '../../memory/index.ts';
import { openingMoment, rateCitation, snapshotCitation } from '../compose/citations.ts';
import { type ComposeSection, column, type SectionQuery, table } from '../compose/composed.ts';
import { measuresOf } from '../compose/measuresOf.ts';
import { numberOf, quoted, sentence } from '../compose/sentence.ts';
import { reportTexts } from '../texts/reportTexts.ts';

const name = 'Videos';
const maxTold = 2;

/** The videos of a subject: what gains most, and what stands out of its channel. */
export const videosSection: ComposeSection = (library, query) => {
  const [subject] = query.subjects;
  if (subject === undefined) return { absent: [] };
  const { list, videos } = measuresOf(library, query, subject);
  if (list.length === 0) return { absent: [] };
  const moving = list.filter(({ rate }) => (rate?.low ?? 0) > 0).slice(0, maxTold);
  const standing = list
    .filter(({ outlier }) => (outlier?.low ?? 0) > 1)
    .toSorted((a, b) => (b.outlier?.score ?? 0) - (a.outlier?.score ?? 0))
    .slice(0, maxTold);
  const rest = (video: SubjectVideo): (ReportCitation | undefined)[] => [
    openingMoment(library, video.videoId),
    { kind: 'table', table: name },
  ];
  return {
    absent: [],
    section: {
      title: reportTexts.sections.videos,
      sentences: [
        ...moving.flatMap((video) =>
          video.rate === undefined
            ? []
            : [
                sentence(
                  [
                    ...[quoted(video.title), ' gains '],
                    ...[numberOf('velocity', 'viewsPerHour', rateOf(video.rate))],
                    '.',
                  ],
                  [rateCitation(video, video.rate), ...rest(video)],
                ),
              ],
        ),
        ...standing.flatMap((video) =>
          video.outlier === undefined
            ? []
            : [
                sentence(
                  [
                    ...[quoted(video.title), ' has an outlier score of '],
                    ...[numberOf('score', 'score', scoreOf(video.outlier))],
                    '.',
                  ],
                  [citationOf(library, query, video), ...rest(video)],
                ),
              ],
        ),
      ],
      tables: [
        {
          ...table(
            name,
            [
              ...[column('Video', 'text'), column('Channel', 'text'), column('Published', 'day')],
              ...[column('Views', 'views', 'views')],
              column('Velocity', 'viewsPerHour', 'velocity'),
              column('Outlier score', 'score', 'score'),
            ],
            list.map((video) => ({
              cells: [
                ...[video.title, video.channel ?? null, video.publishedAtMs ?? null],
                ...[video.views ?? null, video.rate === undefined ? null : rateOf(video.rate)],
                video.outlier === undefined ? null : scoreOf(video.outlier),
              ],
              citation: citationOf(library, query, video),
            })),
          ),
          moreRows: Math.max(0, videos - 20),
        },
      ],
      charts: [],
    },
  };
};

function citationOf(
  library: Library,
  { asOfMs }: SectionQuery,
  video: SubjectVideo,
): ReportCitation | undefined {
  if (video.rate !== undefined) return rateCitation(video, video.rate);
  return snapshotCitation(library, video.videoId, asOfMs) ?? openingMoment(library, video.videoId);
}

function rateOf({ value, low, high }: NonNullable<SubjectVideo['rate']>) {
  return { value, low, high };
}

function scoreOf({ score, low, high, n }: OutlierScore) {
  return { value: score, low, high, n };
}
