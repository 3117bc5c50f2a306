import type { ReportCell, ReportColumn } from '../../../contract/index.ts';
import { formatNumber } from '../texts/formatNumber.ts';

/** A cell for people, the number apart from what is known of it. */
export function cellText(
  cell: ReportCell,
  { unit }: ReportColumn,
): { text: string; known?: string } {
  if (cell === null) return { text: '–' };
  if (typeof cell === 'string') return { text: cell };
  if (typeof cell === 'number') return { text: formatNumber(cell, unit) };
  const { value, low, high, n } = cell;
  const parts = [
    ...(low === undefined || high === undefined
      ? []
      : [`${formatNumber(low, unit)} to ${formatNumber(high, unit)}`]),
    ...(n === undefined ? [] : [`n = ${n.toLocaleString('en')}`]),
  ];
  const text = formatNumber(value, unit);
  return parts.length === 0 ? { text } : { text, known: parts.join(', ') };
}
