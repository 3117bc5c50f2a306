import type { ReportValue } from '../../../contract/index.ts';
import type { SubjectMeasures } from '../../memory/index.ts';
import { rateCitation } from '../compose/citations.ts';
import { absence, type ComposeSection, column, table } from '../compose/composed.ts';
import { measuresOf } from '../compose/measuresOf.ts';
import { counted, numberOf, quoted, sentence } from '../compose/sentence.ts';
import { reportTexts, stages } from '../texts/reportTexts.ts';

const name = 'Measures';
const cited = { kind: 'table' as const, table: name };

/** What one topic, channel or product does in the period, in numbers and over time. */
export const subjectSection: ComposeSection = (library, query) => {
  const [subject] = query.subjects;
  if (subject === undefined) return { absent: [] };
  const measures = measuresOf(library, query, subject);
  if (measures.videos === 0) return { absent: [absence('no-videos')] };
  const { bins, windowStartMs, newVideos, newShare } = measures;
  const velocity = velocityOf(measures);
  const usual = usualOf(measures);
  const hasSnapshots = measures.observedVideos > 0;
  const moving = measures.list.flatMap((video) =>
    video.rate === undefined ? [] : [rateCitation(video, video.rate)],
  );
  const time = { startMs: bins.startMs, binMs: bins.binMs, windowStartMs };
  return {
    absent: [
      ...(hasSnapshots ? [] : [absence('no-snapshots')]),
      ...(hasSnapshots && velocity === undefined ? [absence('one-snapshot')] : []),
    ],
    section: {
      title: reportTexts.sections.subject,
      sentences: [
        sentence(
          [
            ...[quoted(subject.name), ` is ${stages[measures.stage]}: `],
            ...[
              ...counted('published', newVideos, ['new video', 'new videos']),
              ' in the period, a share of ',
            ],
            ...[numberOf('shareOfNew', 'share', newShare), ', and '],
            ...[...counted('videos', measures.videos, ['video', 'videos']), ' in all'],
            ...(measures.burst === undefined
              ? []
              : [', in a burst since ', numberOf('burst', 'day', measures.burst.sinceMs)]),
            '.',
          ],
          [cited],
        ),
        ...(velocity === undefined
          ? []
          : [
              sentence(
                [
                  ...['Its videos gain ', numberOf('velocity', 'viewsPerHour', velocity)],
                  ' together.',
                ],
                [...moving.slice(0, 3), cited],
              ),
            ]),
        ...(usual === undefined
          ? []
          : [
              sentence(
                ['Its videos have a median of ', numberOf('medianViews', 'views', usual), '.'],
                [cited],
              ),
            ]),
      ],
      tables: [measuresTable(measures)],
      charts: [
        {
          ...{ kind: 'time', name: reportTexts.charts.published, unit: 'count', shape: 'bars' },
          ...{ ...time, values: measures.posts },
        },
        ...(velocity === undefined
          ? []
          : [
              {
                ...{ kind: 'time' as const, name: reportTexts.charts.gained },
                ...{ unit: 'views' as const, shape: 'area' as const },
                ...{ ...time, values: measures.gains },
              },
            ]),
      ],
    },
  };
};

/** Of the videos compared. */
export function velocityOf({ velocity }: SubjectMeasures): ReportValue | undefined {
  if (velocity === undefined) return undefined;
  const { value, low, high, videos: n } = velocity;
  return { value, low, high, n };
}

export function usualOf({ medianViews, observedVideos }: SubjectMeasures): ReportValue | undefined {
  return medianViews && { ...medianViews, n: observedVideos };
}

export function scoreOf({ medianScore, scoredVideos }: SubjectMeasures): ReportValue | undefined {
  return medianScore && { ...medianScore, n: scoredVideos };
}

/** One row, a column for each measure: a column has one unit. */
function measuresTable(measures: SubjectMeasures) {
  return table(
    name,
    [
      ...[column('New videos', 'count', 'published'), column('All videos', 'count', 'videos')],
      ...[column('Channels', 'count', 'channels'), column('Share of new', 'share', 'shareOfNew')],
      column('Velocity', 'viewsPerHour', 'velocity'),
      ...[column('Views', 'views', 'views'), column('Median views', 'views', 'medianViews')],
      column('Median score', 'score', 'medianScore'),
    ],
    [
      {
        cells: [
          ...[measures.newVideos, measures.videos, measures.channels, measures.newShare],
          ...[velocityOf(measures) ?? null, measures.observedVideos === 0 ? null : measures.views],
          ...[usualOf(measures) ?? null, scoreOf(measures) ?? null],
        ],
      },
    ],
  );
}
