import type { ReportCell, ReportColumn } from '../../../contract/index.ts';
import { formatKnown, formatNumber } from '../texts/formatNumber.ts';

/** A cell for people, the number apart from what is known of it. */
export function cellText(
  cell: ReportCell,
  { unit }: ReportColumn,
): { text: string; known?: string } {
  if (cell === null) return { text: '–' };
  if (typeof cell === 'string') return { text: cell };
  if (typeof cell === 'number') return { text: formatNumber(cell, unit) };
  const known = formatKnown(cell, unit);
  return { text: formatNumber(cell.value, unit), ...(known !== undefined && { known }) };
}
