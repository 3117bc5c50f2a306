import { ArrowDown, ArrowUp, Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Report, ReportCell, ReportColumn, ReportTable } from '../../../../contract/index.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Tooltip } from '../../../ui/overlays/Tooltip.tsx';
import { formatKnown, formatNumber } from '../formatReport.ts';
import { CitationMark } from './CitationMark.tsx';
import { sortRows, type TableSort } from './sortRows.ts';

const texts = reportsMessages.reading;

/** A table: each column tells what it is when pointed at and sorts when pressed. */
export function TableView({
  table,
  definitions,
  onSave,
}: {
  table: ReportTable;
  definitions: Report['definitions'];
  onSave(): void;
}): React.JSX.Element {
  const { name, columns, moreRows } = table;
  const [sort, setSort] = useState<TableSort>();
  const rows = useMemo(() => sortRows(table, sort), [table, sort]);
  const hasEvidence = rows.some(({ citation }) => citation !== null);
  const canSort = rows.length > 1;
  const longColumns = useMemo(() => findLongColumns(table), [table]);
  return (
    <figure
      aria-label={name}
      className="flex min-w-0 flex-col gap-1"
      data-table={name}
      tabIndex={-1}
    >
      <figcaption className="flex items-center gap-1 text-small font-medium text-ink-2">
        {name}
        <IconButton
          label={texts.saveTable(name)}
          icon={<Download size={13} />}
          onClick={onSave}
          className="size-6"
        />
      </figcaption>
      <div className="overflow-x-auto">
        <table
          className={`text-body tabular-nums ${columns.length > 3 ? 'w-full' : 'min-w-[420px]'}`}
        >
          <thead>
            <tr>
              {columns.map((column, at) => (
                <Head
                  key={column.name}
                  column={column}
                  definition={definitions[column.measure ?? '']}
                  direction={sort?.column === at ? sort.direction : undefined}
                  onSort={
                    canSort ? () => setSort((before) => nextSort(before, at, column)) : undefined
                  }
                />
              ))}
              {hasEvidence && (
                <th scope="col">
                  <span className="sr-only">{texts.evidence}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ at, cells, citation }) => (
              <tr key={at} className="border-t border-line align-top hover:bg-hover">
                {columns.map((column, place) => (
                  <Cell
                    key={column.name}
                    cell={cells[place] ?? null}
                    column={column}
                    isLong={longColumns.has(place)}
                  />
                ))}
                {hasEvidence && (
                  <td className="w-8 py-1.5 text-right">
                    {citation !== null && <CitationMark citation={citation} onTable={() => {}} />}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {moreRows > 0 && <p className="text-small text-ink-3">{texts.more(moreRows)}</p>}
    </figure>
  );
}

function nextSort(
  before: TableSort | undefined,
  column: number,
  { unit }: ReportColumn,
): TableSort {
  const first = unit === 'text' ? 'ascending' : 'descending';
  if (before?.column !== column) return { column, direction: first };
  return { column, direction: before.direction === 'ascending' ? 'descending' : 'ascending' };
}

function Head({
  column,
  definition,
  direction,
  onSort,
}: {
  column: ReportColumn;
  definition: string | undefined;
  direction: TableSort['direction'] | undefined;
  onSort: (() => void) | undefined;
}): React.JSX.Element {
  const isText = column.unit === 'text';
  const unit = reportsMessages.units[column.unit];
  const button = (
    <button
      type="button"
      onClick={onSort}
      className={`inline-flex items-center gap-1 rounded-[3px] font-medium hover:text-ink ${definition === undefined ? '' : 'underline decoration-dotted underline-offset-3'}`}
    >
      {column.name}
      {unit !== undefined && <span className="text-ink-3">{unit}</span>}
      {direction === 'ascending' && <ArrowUp size={12} aria-hidden="true" />}
      {direction === 'descending' && <ArrowDown size={12} aria-hidden="true" />}
    </button>
  );
  return (
    <th
      scope="col"
      aria-sort={direction}
      className={`h-7 pr-4 text-small text-ink-2 ${isText ? 'text-left' : 'text-right'}`}
    >
      {definition === undefined ? button : <Tooltip text={definition}>{button}</Tooltip>}
    </th>
  );
}

/** Longer texts go over several lines. */
const maxShortCharacters = 24;

/** Columns with a text that does not stay on one line. */
function findLongColumns({ columns, rows }: ReportTable): ReadonlySet<number> {
  const isLong = (cell: ReportCell | undefined): boolean =>
    typeof cell === 'string' && cell.length > maxShortCharacters;
  return new Set([...columns.keys()].filter((at) => rows.some((row) => isLong(row[at]))));
}

function Cell({
  cell,
  column,
  isLong,
}: {
  cell: ReportCell;
  column: ReportColumn;
  isLong: boolean;
}): React.JSX.Element {
  const { unit } = column;
  if (unit === 'text' || typeof cell === 'string') {
    return (
      <td
        dir="auto"
        className={`py-1.5 pr-4 text-ink select-text ${isLong ? 'max-w-96 min-w-48 wrap-break-word' : 'whitespace-nowrap'}`}
      >
        {cell === null ? '–' : typeof cell === 'object' ? cell.value : cell}
      </td>
    );
  }
  const known = cell !== null && typeof cell === 'object' ? formatKnown(cell, unit) : undefined;
  const value = cell !== null && typeof cell === 'object' ? cell.value : cell;
  return (
    <td className="py-1.5 pr-4 text-right whitespace-nowrap text-ink select-text">
      {value === null ? <span className="text-ink-3">–</span> : formatNumber(value, unit)}
      {known !== undefined && <span className="block text-caption text-ink-3">{known}</span>}
    </td>
  );
}
