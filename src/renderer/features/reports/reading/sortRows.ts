import type { ReportCell, ReportCitation, ReportTable } from '../../../../contract/index.ts';

export interface TableSort {
  column: number;
  direction: 'ascending' | 'descending';
}

export interface SortedRow {
  /** Its place in the report. */
  at: number;
  cells: ReportCell[];
  citation: ReportCitation | null;
}

/** The rows of a table by one of its columns; what is not known comes last either way. */
export function sortRows(
  { rows, rowCitations }: Pick<ReportTable, 'rows' | 'rowCitations'>,
  sort: TableSort | undefined,
): SortedRow[] {
  const all = rows.map((cells, at) => ({ at, cells, citation: rowCitations[at] ?? null }));
  if (sort === undefined) return all;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return all.sort((one, other) => {
    const [a, b] = [keyOf(one.cells[sort.column]), keyOf(other.cells[sort.column])];
    if (a === undefined || b === undefined) {
      return a === b ? one.at - other.at : a === undefined ? 1 : -1;
    }
    const order =
      typeof a === 'number' && typeof b === 'number' ? a - b : `${a}`.localeCompare(`${b}`);
    return sign * order || one.at - other.at;
  });
}

function keyOf(cell: ReportCell | undefined): number | string | undefined {
  if (cell === null || cell === undefined) return undefined;
  return typeof cell === 'object' ? cell.value : cell;
}
