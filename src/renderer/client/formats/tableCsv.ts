/** A number is written exactly, a date (milliseconds) by ISO 8601; undefined is left empty. */
export type Cell = string | number | Date | undefined;

/** A table as RFC 4180 CSV. A text that a spreadsheet would run as a formula stays a text. */
export function tableCsv({
  heads,
  rows,
}: {
  heads: readonly string[];
  rows: readonly (readonly Cell[])[];
}): string {
  return [heads, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: Cell): string {
  if (cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell === 'number') return String(cell);
  // As the core's csvCell: full-width signs and what stands before them without a shape count, too.
  const safe = /^[\s\p{C}]*[=+\-@＝＋－＠−﹢﹣﹦﹫]/u.test(cell) ? `'${cell}` : cell;
  return `"${safe.replaceAll('"', '""')}"`;
}
