import type { Virtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';
import { flushSync } from 'react-dom';

interface ListKeysOptions {
  rows: Virtualizer<HTMLDivElement, HTMLLIElement>;
  list: RefObject<HTMLElement | null>;
  /** Draws a row, wherever it is. */
  setCursor(row: number): void;
  /** The user went somewhere by a key. */
  onMove(): void;
}

const pageRows = 8;

/** Up and down from row to row, left and right from stop to stop and on into the next row. */
export function useListKeys(options: ListKeysOptions): (event: React.KeyboardEvent) => void {
  const { rows, list, setCursor, onMove } = options;
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { activeElement } = document;
    const item = activeElement?.closest('[data-index]');
    if (!(activeElement instanceof HTMLElement) || item === null || item === undefined) return;
    const row = Number(item.getAttribute('data-index'));
    const stops = stopsOf(item);
    const step = stepOf(event.key, activeElement);
    let next: HTMLElement | undefined;
    if (step !== undefined) {
      next = stops[stops.indexOf(activeElement) + step] ?? goTo(row + step, step > 0 ? 0 : -1);
    } else {
      const target = rowOf(event.key, row, rows.options.count);
      if (target === undefined) return;
      next = goTo(target, 0);
    }
    event.preventDefault();
    if (next === undefined) return;
    onMove();
    next.focus({ preventScroll: true });
  };

  function goTo(row: number, stop: number): HTMLElement | undefined {
    if (row < 0 || row >= rows.options.count) return undefined;
    flushSync(() => setCursor(row));
    rows.scrollToIndex(row, { align: 'auto' });
    const item = list.current?.querySelector(`[data-index="${row}"]`);
    return item === null || item === undefined ? undefined : stopsOf(item).at(stop);
  }
}

function stopsOf(item: Element): HTMLElement[] {
  return [...item.querySelectorAll<HTMLElement>('[data-stop]')];
}

/** On or back by one, as the text is read. */
function stepOf(key: string, element: HTMLElement): 1 | -1 | undefined {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  const rightToLeft = getComputedStyle(element).direction === 'rtl';
  return (key === 'ArrowRight') === rightToLeft ? -1 : 1;
}

function rowOf(key: string, row: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(row + 1, last);
    case 'ArrowUp':
      return Math.max(row - 1, 0);
    case 'PageDown':
      return Math.min(row + pageRows, last);
    case 'PageUp':
      return Math.max(row - pageRows, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
