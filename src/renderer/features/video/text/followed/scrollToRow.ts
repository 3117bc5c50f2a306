import type { Virtualizer } from '@tanstack/react-virtual';

/** Rows within this part of what is seen need not be moved: the text stands still to be read. */
const calmFrom = 0.12;
const calmTo = 0.7;

/** Brings a row to the middle, unless it is well in view. Gently when it is near. */
export function scrollToRow(rows: Virtualizer<HTMLDivElement, HTMLLIElement>, row: number): void {
  const { scrollElement } = rows;
  const place = rows.measurementsCache[row];
  const target = rows.getOffsetForIndex(row, 'center');
  if (scrollElement === null || place === undefined || target === undefined) return;
  const { scrollTop, clientHeight } = scrollElement;
  const top = place.start - scrollTop;
  const bottom = place.end - scrollTop;
  if (top >= clientHeight * calmFrom && bottom <= clientHeight * calmTo) return;
  const [offset] = target;
  if (Math.abs(offset - scrollTop) < clientHeight && !prefersStillness()) {
    scrollElement.scrollTo({ top: offset, behavior: 'smooth' });
  } else {
    // Rows on the way were never measured: the list corrects itself as they are.
    rows.scrollToIndex(row, { align: 'center' });
  }
}

function prefersStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
