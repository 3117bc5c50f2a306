import type { ReportUnit, ReportValue } from '../../../contract/index.ts';

/** A number and its unit stay on one line. */
const space = '\u00a0';
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A number as a report writes it: `1,204`, `12.4K`, `3.2×`, `15 %`, `14 Mar 2026` (UTC). */
export function formatNumber(value: number, unit: ReportUnit): string {
  switch (unit) {
    case 'text':
      return `${value}`;
    case 'count':
      return Math.round(value).toLocaleString('en');
    case 'views':
      return shortened(value);
    case 'viewsPerHour':
      return Math.abs(value) >= 100 ? shortened(value) : trimmed(value);
    case 'score':
      return `${trimmed(value)}×`;
    case 'share':
      return `${(value * 100).toFixed(value >= 0.1 || value === 0 ? 0 : 1)}${space}%`;
    case 'probability':
      return value < 0.001 ? 'below 0.001' : `${Number(value.toPrecision(2))}`;
    case 'day':
      return formatDay(value);
    default:
      return unit satisfies never;
  }
}

/** What is known of a number: `9.1 % to 24 %, n = 80`; undefined where it is exact. */
export function formatKnown(
  { value, low, high, n }: ReportValue,
  unit: ReportUnit,
): string | undefined {
  const ends = [low ?? value, high ?? value].map((end) => formatNumber(end, unit));
  const isExact = ends.every((end) => end === formatNumber(value, unit));
  const known = [
    ...(isExact ? [] : [ends.join(' to ')]),
    ...(n === undefined ? [] : [`n${space}=${space}${n.toLocaleString('en')}`]),
  ];
  return known.length === 0 ? undefined : known.join(', ');
}

const nouns: Partial<Record<ReportUnit, string>> = { views: ' views', viewsPerHour: ' views/h' };

/** A number within a sentence: `15 % (9.1 % to 24 %, n = 80)`, `43 views/h (35 to 51)`. */
export function formatValue(value: ReportValue, unit: ReportUnit): string {
  const known = formatKnown(value, unit);
  const told = `${formatNumber(value.value, unit)}${nouns[unit] ?? ''}`;
  return known === undefined ? told : `${told} (${known})`;
}

export function formatDay(atMs: number): string {
  return day.format(atMs);
}

function shortened(value: number): string {
  return Math.abs(value) < 10_000 ? Math.round(value).toLocaleString('en') : compact.format(value);
}

/** Two digits that count: `0.42`, `4.2`, `42`. */
function trimmed(value: number): string {
  const size = Math.abs(value);
  if (size >= 10_000) return compact.format(value);
  if (size >= 10) return Math.round(value).toLocaleString('en');
  return `${Number(value.toPrecision(2))}`;
}
