import type { Line } from './place.ts';

/** A column has at least so many rows; one beside another is a wide gap in a row. */
const minColumnRows = 2;

/**
 * The rows of a card as one reads them: from top to bottom, and where they are in columns one column
 * after the other; what is above or below all columns comes before or after them (a recursive XY cut).
 */
export function readingOrder(rows: readonly Line[]): Line[] {
  const sorted = rows.toSorted((a, b) => a.top + a.bottom - (b.top + b.bottom));
  const columns = columnsOf(sorted);
  if (columns !== undefined) return columns.flatMap(readingOrder);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined || sorted.length <= 2) return byRows(sorted);
  if (columnsOf(sorted.slice(1)) !== undefined) return [first, ...readingOrder(sorted.slice(1))];
  const above = sorted.slice(0, -1);
  if (columnsOf(above) !== undefined) return [...readingOrder(above), last];
  const [top = first, ...rest] = byRows(sorted);
  return [top, ...readingOrder(rest)];
}

/** Two parts beside each other that no row spans; nothing where there are none. */
function columnsOf(rows: readonly Line[]): [Line[], Line[]] | undefined {
  for (const { right } of rows.toSorted((a, b) => a.right - b.right)) {
    const left = rows.filter((row) => row.right <= right);
    const rest = rows.filter((row) => row.left >= right);
    if (left.length + rest.length !== rows.length) continue;
    if (left.length >= minColumnRows && rest.length >= minColumnRows) return [left, rest];
  }
  return undefined;
}

/** From top to bottom; those beside each other from left to right. */
function byRows(rows: readonly Line[]): Line[] {
  return rows.toSorted((a, b) => {
    const common = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    const isBeside = common > Math.min(a.bottom - a.top, b.bottom - b.top) / 2;
    return isBeside ? a.left - b.left : a.top - b.top;
  });
}
