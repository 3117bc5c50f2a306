import type { ReportUnit, ReportValue } from '../../../contract/index.ts';
import { formatCount, formatDay } from '../../client/formats/format.ts';
import { reportsMessages } from '../../messages/reports.ts';
import { formatMeasure, formatPercent } from '../measures/formatMeasure.ts';

const texts = reportsMessages.reading;

/** A number of a report, as short as it can be: `1,204`, `12.4K`, `3.2×`, `15 %`. */
export function formatNumber(value: number, unit: ReportUnit): string {
  switch (unit) {
    case 'text':
      return `${value}`;
    case 'count':
      return Math.round(value).toLocaleString('en');
    case 'views':
      return shortened(value);
    case 'viewsPerHour':
      return Math.abs(value) >= 100 ? shortened(value) : formatMeasure(value);
    case 'score':
      return `${formatMeasure(value)}×`;
    case 'share':
      return formatPercent(value);
    case 'probability':
      return formatMeasure(value);
    case 'day':
      return formatDay(value);
    default:
      return unit satisfies never;
  }
}

/** Whole below ten thousand, as the sentences have it. */
function shortened(value: number): string {
  return Math.abs(value) < 10_000 ? Math.round(value).toLocaleString('en') : formatCount(value);
}

/** What is known of a number: its interval and n; undefined where it is exact. */
export function formatKnown(
  { value, low, high, n }: ReportValue,
  unit: ReportUnit,
): string | undefined {
  const ends = [low ?? value, high ?? value].map((end) => formatNumber(end, unit));
  const isExact = ends.every((end) => end === formatNumber(value, unit));
  const [from = '', to = ''] = ends;
  const parts = [
    ...(isExact ? [] : [texts.interval(from, to)]),
    ...(n === undefined ? [] : [texts.n(n)]),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}
