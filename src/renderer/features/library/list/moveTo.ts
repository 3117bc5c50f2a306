interface Layout {
  count: number;
  /** Videos side by side; 1 in a table. */
  columns: number;
  /** Rows that fit on the screen. */
  pageRows: number;
}

/**
 * The place that a key leads to from `index`; undefined when the key does not move. Up and down
 * stay in their column, and stop where there is nothing.
 */
export function moveTo(key: string, index: number, layout: Layout): number | undefined {
  const { count, columns, pageRows } = layout;
  const last = count - 1;
  if (last < 0) return undefined;
  const lastInColumn = index + Math.floor((last - index) / columns) * columns;
  const firstInColumn = index % columns;
  switch (key) {
    case 'ArrowRight':
      return columns === 1 ? undefined : Math.min(index + 1, last);
    case 'ArrowLeft':
      return columns === 1 ? undefined : Math.max(index - 1, 0);
    case 'ArrowDown':
      // From above a gap in the last row: to the last video.
      return index + columns > last && Math.floor(index / columns) < Math.floor(last / columns)
        ? last
        : Math.min(index + columns, lastInColumn);
    case 'ArrowUp':
      return Math.max(index - columns, firstInColumn);
    case 'PageDown':
      return Math.min(index + columns * pageRows, lastInColumn);
    case 'PageUp':
      return Math.max(index - columns * pageRows, firstInColumn);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
