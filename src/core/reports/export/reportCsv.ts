import type {
  ReportCell,
  ReportCitation,
  ReportColumn,
  ReportTable,
} from '../../../contract/index.ts';
import { csvCell } from '../../base/index.ts';

/**
 * A table as RFC 4180 CSV: exact numbers, dates in ISO 8601, and after each number that has them its
 * `low`, `high` and `n`. The last columns name the video of the row. No cell can be a formula.
 */
export function reportCsv({ columns, rows, rowCitations }: ReportTable): string {
  const wide = columns.map((_, at) => rows.some((row) => isEstimate(row[at] ?? null)));
  const heads = columns.flatMap(({ name }, at) =>
    wide[at] === true ? [name, `${name} low`, `${name} high`, `${name} n`] : [name],
  );
  const lines = rows.map((row, number) => {
    const cells = columns.flatMap((column, at) =>
      cellsOf(row[at] ?? null, column, wide[at] === true),
    );
    return [...cells, ...videoOf(rowCitations[number] ?? null)].join(',');
  });
  const head = [...heads, 'video id', 'start ms'].map(csvCell).join(',');
  return [head, ...lines].join('\r\n').concat('\r\n');
}

function isEstimate(cell: ReportCell): cell is Exclude<ReportCell, string | number | null> {
  return cell !== null && typeof cell === 'object';
}

function cellsOf(cell: ReportCell, { unit }: ReportColumn, isWide: boolean): (string | number)[] {
  const number = (value: number | undefined): string | number => {
    if (value === undefined) return '';
    return unit === 'day' ? new Date(value).toISOString() : value;
  };
  const rest = isWide ? ['', '', ''] : [];
  if (cell === null) return ['', ...rest];
  if (typeof cell === 'string') return [csvCell(oneLine(cell)), ...rest];
  if (typeof cell === 'number') return [number(cell), ...rest];
  return [number(cell.value), number(cell.low), number(cell.high), cell.n ?? ''];
}

function videoOf(citation: ReportCitation | null): (string | number)[] {
  if (citation === null || citation.kind === 'table') return ['', ''];
  return [csvCell(citation.videoId), citation.kind === 'moment' ? citation.startMs : ''];
}

/** A row is a line, whatever a title holds. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
