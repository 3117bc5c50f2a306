import type { ReportUnit, ReportValue } from '../../../contract/index.ts';
import { formatCount, formatDay } from '../../client/format.ts';
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
      return formatCount(Math.round(value));
    case 'viewsPerHour':
      return formatMeasure(value);
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

/** What is known of a number: its interval and n; undefined where it is exact. */
export function formatKnown({ low, high, n }: ReportValue, unit: ReportUnit): string | undefined {
  const parts = [
    ...(low === undefined || high === undefined
      ? []
      : [texts.interval(formatNumber(low, unit), formatNumber(high, unit))]),
    ...(n === undefined ? [] : [texts.n(n)]),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}
