import type {
  ReportCitation,
  ReportSentence,
  ReportUnit,
  ReportValue,
} from '../../../contract/index.ts';
import type { Subject, SubjectMeasures } from '../../memory/index.ts';
import { rateCitation } from '../compose/citations.ts';
import { absence, type ComposeSection, column, table } from '../compose/composed.ts';
import { measuresOf } from '../compose/measuresOf.ts';
import { numberOf, quoted, sentence } from '../compose/sentence.ts';
import type { MeasureName } from '../texts/definitions.ts';
import { reportTexts, stages } from '../texts/reportTexts.ts';
import { scoreOf, usualOf, velocityOf } from './subjectSection.ts';

const name = 'Comparison';

interface Compared {
  subject: Subject;
  measures: SubjectMeasures;
}

interface Measure {
  /** Of its column. */
  name: string;
  /** As a sentence goes on after “the greatest”. */
  words: string;
  measure: MeasureName;
  unit: ReportUnit;
  read(measures: SubjectMeasures): ReportValue | undefined;
  chart?: string;
}

const measuresCompared: readonly Measure[] = [
  {
    ...{ name: 'Share of new', words: 'share of new videos', measure: 'shareOfNew', unit: 'share' },
    ...{ read: ({ newShare }) => newShare, chart: reportTexts.charts.share },
  },
  {
    ...{ name: 'Velocity', words: 'velocity', measure: 'velocity', unit: 'viewsPerHour' },
    ...{ read: velocityOf, chart: reportTexts.charts.velocity },
  },
  {
    ...{ name: 'Median views', words: 'median views', measure: 'medianViews', unit: 'views' },
    ...{ read: usualOf, chart: reportTexts.charts.medianViews },
  },
  {
    ...{ name: 'Median score', words: 'median outlier score', measure: 'medianScore' },
    ...{ unit: 'score', read: scoreOf },
  },
];

/**
 * Topics, channels or products side by side. Whether one is ahead is said only where its interval
 * does not reach that of the next.
 */
export const comparisonSection: ComposeSection = (library, query) => {
  const compared = query.subjects.map((subject) => ({
    subject,
    measures: measuresOf(library, query, subject),
  }));
  const known = compared.filter(({ measures }) => measures.videos > 0);
  if (known.length === 0) return { absent: [absence('no-videos')] };
  const hasVelocity = known.some(({ measures }) => measures.velocity !== undefined);
  const hasViews = known.some(({ measures }) => measures.observedVideos > 0);
  return {
    absent: [
      ...(hasViews ? [] : [absence('no-snapshots')]),
      ...(hasViews && !hasVelocity ? [absence('one-snapshot')] : []),
    ],
    section: {
      title: reportTexts.sections.comparison,
      sentences: measuresCompared.flatMap((measure) => told(known, measure)),
      tables: [tableOf(compared)],
      charts: [
        ...measuresCompared.flatMap(({ chart, unit, read }) => {
          const points = known.flatMap(({ subject, measures }) => {
            const value = read(measures);
            return value === undefined ? [] : [{ name: subject.name, ...value }];
          });
          if (chart === undefined || points.length < 2) return [];
          return [{ kind: 'intervals' as const, name: chart, unit, points }];
        }),
        ...known.map(({ subject, measures: { bins, windowStartMs, posts } }) => ({
          ...{ kind: 'time' as const, name: reportTexts.charts.publishedOf(subject.name) },
          ...{ unit: 'count' as const, shape: 'bars' as const },
          ...{ startMs: bins.startMs, binMs: bins.binMs, windowStartMs, values: posts },
        })),
      ],
    },
  };
};

function told(
  known: readonly Compared[],
  { words, measure, unit, read }: Measure,
): ReportSentence[] {
  const ranked = known
    .flatMap((each) => {
      const value = read(each.measures);
      return value === undefined ? [] : [{ ...each, value }];
    })
    .sort((a, b) => b.value.value - a.value.value);
  const [first, second] = ranked;
  if (first === undefined || second === undefined) return [];
  const values = [
    ...[quoted(first.subject.name), ' ', numberOf(measure, unit, first.value), ', '],
    ...[quoted(second.subject.name), ' ', numberOf(measure, unit, second.value), '.'],
  ];
  const isAhead =
    (first.value.low ?? first.value.value) > (second.value.high ?? second.value.value);
  const opening = isAhead
    ? [quoted(first.subject.name), ` has the greatest ${words}, and the intervals do not overlap: `]
    : [`By ${words} the first two cannot be told apart, because their intervals overlap: `];
  const evidence = measure === 'velocity' ? [first, second].flatMap(fastest) : [];
  return [sentence([...opening, ...values], [...evidence, { kind: 'table', table: name }])];
}

/** The snapshots of the video that gains most. */
function fastest({ measures: { list } }: Compared): ReportCitation[] {
  const [video] = list;
  return video?.rate === undefined ? [] : [rateCitation(video, video.rate)];
}

function tableOf(compared: readonly Compared[]) {
  return table(
    name,
    [
      ...[column('Name', 'text'), column('Stage', 'text')],
      ...[column('New videos', 'count', 'published'), column('All videos', 'count', 'videos')],
      ...measuresCompared.map(({ name: head, unit, measure }) => column(head, unit, measure)),
    ],
    compared.map(({ subject, measures }) => ({
      cells: [
        ...[subject.name, measures.videos === 0 ? null : stages[measures.stage]],
        ...[measures.newVideos, measures.videos],
        ...measuresCompared.map(({ read }) => read(measures) ?? null),
      ],
    })),
  );
}
