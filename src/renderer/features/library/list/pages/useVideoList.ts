import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { VideoSummary } from '../../../../../contract/index.ts';
import { scrollTopOf, selectOnly, toggleSelected, useLibraryView } from '../../libraryView.ts';
import type { ListChoice } from '../../query/libraryQuery.ts';
import { moveTo } from '../moveTo.ts';
import { useSelectRange } from '../useSelectRange.ts';
import { useVideoPages, type VideoPages } from './useVideoPages.ts';

/** What the keys of the list ask for, besides moving and selecting. */
export interface ListKeys {
  /** Whether to remove what is selected. */
  remove(): void;
  /** Where to put what is selected. */
  collect(): void;
  /** To go through what is selected, or through the list. */
  review(): void;
  /** To take what is selected out of the collection that is shown. */
  removeFromCollection?(): void;
  /** To move a video within the order that is shown: before another one, or to the end. */
  move?(video: VideoSummary, before: VideoSummary | undefined): void;
}

interface VideoListOptions {
  scroller: RefObject<HTMLElement | null>;
  choice: ListChoice;
  total: number;
  columns: number;
  /** Of a row, with the space to the next one. */
  rowHeight: number;
  /** Space above the first row. */
  paddingTop: number;
  paddingBottom: number;
  /** False until the size of the rows is known. */
  ready: boolean;
  keys: ListKeys;
}

export interface VideoList extends VideoPages {
  virtualizer: Virtualizer<HTMLElement, Element>;
  active: number;
  onKeyDown(event: KeyboardEvent): void;
  /** Makes an item the one that the keyboard is at. */
  onFocus(index: number): void;
  /** A click on the mark of a video; with Shift everything from the last one to here. */
  onMark(index: number, range: boolean): void;
}

/**
 * What grid and table share: rows that exist only while they are in sight, the pages behind them,
 * one tab stop that the arrow keys move, and the selection. Items carry `data-index`.
 */
export function useVideoList(options: VideoListOptions): VideoList {
  const { scroller, choice, total, columns, rowHeight, paddingTop, paddingBottom, ready } = options;
  const select = useSelectRange(choice);
  const [, navigate] = useLocation();
  const search = useSearch();
  const active = useLibraryView((view) => Math.min(view.active, Math.max(0, total - 1)));
  const activeRow = Math.floor(active / columns);
  const wantsFocus = useRef(false);

  const virtualizer = useVirtualizer<HTMLElement, Element>({
    count: Math.ceil(total / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    paddingStart: paddingTop,
    paddingEnd: paddingBottom,
    scrollPaddingStart: paddingTop,
    scrollPaddingEnd: paddingBottom,
    overscan: 2,
    // The row with the tab stop stays, so that the keyboard never loses its place.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      if (rows.includes(activeRow) || activeRow >= range.count) return rows;
      return [...rows, activeRow].sort((a, b) => a - b);
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are estimated anew for a new height
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const range = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
  const firstShown = Math.max(0, range.startIndex - 2) * columns;
  const lastShown = Math.min(total - 1, (range.endIndex + 3) * columns - 1);
  const { videoAt } = useVideoPages(choice, firstShown, lastShown);

  // Also when something else is asked for, whose list begins at its top.
  useLayoutEffect(() => {
    if (ready) scroller.current?.scrollTo({ top: scrollTopOf(search), behavior: 'instant' });
  }, [ready, scroller, search]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const remember = (): void => useLibraryView.setState({ scrollTop: element.scrollTop });
    element.addEventListener('scroll', remember, { passive: true });
    return () => element.removeEventListener('scroll', remember);
  }, [scroller]);

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    virtualizer.scrollToIndex(activeRow);
    const item = scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`);
    item?.focus({ preventScroll: true });
  }, [active, activeRow, scroller, virtualizer]);

  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter and Space on a control inside an item are that control's own.
    const onItem = event.target instanceof HTMLElement && event.target.dataset.index !== undefined;
    if (!onItem && (event.key === 'Enter' || event.key === ' ')) return;
    const video = videoAt(active);
    const { selected, anchor } = useLibraryView.getState();
    if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      select(0, total - 1);
      return;
    }
    if (event.altKey && video !== undefined && options.keys.move !== undefined) {
      const back = event.key === 'ArrowUp' || event.key === 'ArrowLeft';
      const ahead = event.key === 'ArrowDown' || event.key === 'ArrowRight';
      const next = active + (back ? -1 : 1);
      if ((!back && !ahead) || next < 0 || next >= total) return;
      event.preventDefault();
      options.keys.move(video, back ? videoAt(next) : videoAt(next + 1));
      wantsFocus.current = true;
      useLibraryView.setState({ active: next });
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const selectsFirst =
      event.key === 'Delete' ||
      event.key === 'c' ||
      (event.key === 't' && options.keys.removeFromCollection !== undefined);
    if (selectsFirst && selected.size === 0 && video !== undefined) toggleSelected(video, active);
    if (event.key === 'Enter' && video !== undefined) {
      navigate(`/video/${video.id}`);
    } else if (event.key === ' ' && video !== undefined) {
      event.preventDefault();
      toggleSelected(video, active);
    } else if (event.key === 'Escape' && selected.size > 0) {
      selectOnly([]);
    } else if (event.key === 'Delete' && (selected.size > 0 || video !== undefined)) {
      options.keys.remove();
    } else if (event.key === 'R' && event.shiftKey) {
      options.keys.review();
    } else if (event.key === 'c') {
      options.keys.collect();
    } else if (event.key === 't' && options.keys.removeFromCollection !== undefined) {
      options.keys.removeFromCollection();
    } else {
      const pageRows = Math.max(1, range.endIndex - range.startIndex);
      const next = moveTo(event.key, active, { count: total, columns, pageRows });
      if (next === undefined) return;
      event.preventDefault();
      if (event.shiftKey) {
        const from = selected.size === 0 ? active : anchor;
        useLibraryView.setState({ anchor: from });
        select(from, next);
      }
      if (next === active) return;
      wantsFocus.current = true;
      useLibraryView.setState({ active: next });
    }
  };

  return {
    virtualizer,
    active,
    videoAt,
    onKeyDown,
    onFocus: (index) => useLibraryView.setState({ active: index }),
    onMark: (index, isRange) => {
      const video = videoAt(index);
      if (video === undefined) return;
      const { selected, anchor } = useLibraryView.getState();
      if (isRange && selected.size > 0) select(anchor, index);
      else toggleSelected(video, index);
    },
  };
}
