import type { TrendList } from '../../../contract/index.ts';
import { listTrendsTask } from '../../memory/index.ts';
import { absence, type ComposeSection, column, table } from '../compose/composed.ts';
import { readNow } from '../compose/readNow.ts';
import { counted, numberOf, sentence } from '../compose/sentence.ts';
import { reportTexts } from '../texts/reportTexts.ts';

const name = 'Library';
const videoWords = ['video', 'videos'] as const;
const videosWere = ['video was', 'videos were'] as const;
const snapshotsWere = ['snapshot of views was', 'snapshots of views were'] as const;

/** How much was published and observed in the period, and in the one before. */
export const publishedSection: ComposeSection = (library, query) => {
  const { windowDays, asOfMs } = query;
  const trends = readNow(listTrendsTask, library, { windowDays, asOfMs });
  const { basis, totals, bins } = trends;
  const { now, before } = publishedIn(trends);
  const days = counted('period', windowDays, ['day', 'days']);
  const cited = [{ kind: 'table' as const, table: name }];
  const missing =
    basis.videos === 0
      ? [absence('no-videos')]
      : [
          ...(basis.snapshots === 0 ? [absence('no-snapshots')] : []),
          ...(basis.snapshots > 0 && basis.compared === 0 ? [absence('one-snapshot')] : []),
        ];
  if (basis.videos === 0) return { absent: missing };
  const rows: [string, number][] = [
    ['Published in the period', now],
    ['Published in the period before', before],
    ['In the library by then', basis.videos],
    ['With a known date', basis.dated],
    ['Snapshots of views in the period', basis.snapshots],
    ['With two snapshots to compare', basis.compared],
  ];
  return {
    absent: missing,
    section: {
      title: reportTexts.sections.library,
      sentences: [
        sentence(
          [
            ...[...counted('published', now, videosWere), ' published in the ', ...days, ' to '],
            ...[numberOf('period', 'day', asOfMs), ', after '],
            ...[numberOf('published', 'count', before), ' in the ', ...days, ' before.'],
          ],
          cited,
        ),
        // Without any, what is missing says so, and what to do.
        ...(basis.snapshots === 0
          ? []
          : [
              sentence(
                [
                  ...[...counted('snapshots', basis.snapshots, snapshotsWere), ' taken; '],
                  ...[numberOf('compared', 'count', basis.compared), ' of '],
                  ...[...counted('videos', basis.videos, videoWords), ' have two to compare.'],
                ],
                cited,
              ),
            ]),
      ],
      tables: [
        table(
          name,
          [column('What', 'text'), column('Count', 'count')],
          rows.map(([what, count]) => ({ cells: [what, count] })),
        ),
      ],
      charts: [
        {
          ...{ kind: 'time', name: reportTexts.charts.published, unit: 'count', shape: 'bars' },
          ...{ startMs: bins.startMs, binMs: bins.binMs, windowStartMs: trends.windowStartMs },
          values: totals,
        },
      ],
    },
  };
};

/** Videos published in the period, and in the one of the same length before. */
function publishedIn({ totals, bins, windowStartMs }: TrendList): { now: number; before: number } {
  const first = Math.round((windowStartMs - bins.startMs) / bins.binMs);
  const length = totals.length - first;
  const sum = (counts: readonly number[]): number => counts.reduce((all, each) => all + each, 0);
  return { now: sum(totals.slice(first)), before: sum(totals.slice(first - length, first)) };
}
