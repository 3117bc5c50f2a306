import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { LocateFixed } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { videoMessages } from '../../../../messages/video/video.ts';
import { Button } from '../../../../ui/Button.tsx';
import { usePlayback } from '../../playback/usePlayback.ts';
import { FollowedRow } from './FollowedRow.tsx';
import { scrollToRow } from './scrollToRow.ts';
import { useListKeys } from './useListKeys.ts';

interface FollowedListProps {
  label: string;
  count: number;
  estimatedRowPixels: number;
  /** False: the list stays where it is, such as one of what was looked for. */
  follow?: boolean;
  /** The row that playback is at; -1 for none. */
  rowAt(timeMs: number): number;
  /** Marks what is on now, on the rows that are there. Called at every frame. */
  mark(list: HTMLElement, timeMs: number): void;
  /**
   * What can be focused in a row has `data-stop`, and `data-seek` with the time that it leads to.
   * Tab reaches the first of them where `tabbable`.
   */
  renderRow(index: number, tabbable: boolean): ReactNode;
}

/**
 * A long list beside a video. Only what is seen is drawn; it follows playback until the user
 * scrolls; arrow keys go through it; what is clicked leads to its time.
 */
export function FollowedList({ follow = true, ...props }: FollowedListProps): React.JSX.Element {
  const { label, count, estimatedRowPixels, rowAt, mark, renderRow } = props;
  const playback = usePlayback();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const [follows, setFollows] = useState(true);
  /** The row that Tab leads to. It stays in the page when it is scrolled away. */
  const [cursor, setCursor] = useState(0);
  const rows = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedRowPixels,
    overscan: 6,
    rangeExtractor: useCallback((range: Range) => withRow(range, cursor), [cursor]),
  });
  const leave = (): void => setFollows(false);
  const onKeyDown = useListKeys({ rows, list, setCursor, onMove: leave });

  useEffect(() => {
    let shown = -1;
    return playback.onTime((timeMs) => {
      if (list.current === null) return;
      mark(list.current, timeMs);
      const row = rowAt(timeMs);
      if (row === shown) return;
      shown = row;
      if (row < 0) return;
      if (!list.current.contains(document.activeElement)) setCursor(row);
      if (follow && follows) scrollToRow(rows, row);
    });
  }, [playback, rowAt, mark, follow, follows, rows]);

  // Rows that come into view while playback stands still are marked too.
  useLayoutEffect(() => {
    if (list.current !== null) mark(list.current, playback.timeMs);
  });

  const onClick = (event: React.MouseEvent): void => {
    if (!(event.target instanceof Element)) return;
    const seekMs = event.target.closest('[data-seek]')?.getAttribute('data-seek');
    if (seekMs === undefined || seekMs === null) return;
    playback.seek(Number(seekMs));
    setFollows(true);
  };
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        // Only a person turns a wheel or drags: the list's own scrolling keeps following.
        onWheel={leave}
        onTouchMove={leave}
        onPointerDown={(event) => event.target === event.currentTarget && leave()}
        className="h-full overflow-y-auto px-4 pb-4"
      >
        <ol
          ref={list}
          aria-label={label}
          className="relative"
          style={{ height: `${rows.getTotalSize()}px` }}
          onClick={onClick}
          onKeyDown={onKeyDown}
          onFocus={(event) => {
            const row = event.target.closest('[data-index]')?.getAttribute('data-index');
            if (row !== undefined && row !== null) setCursor(Number(row));
          }}
        >
          {rows.getVirtualItems().map(({ index, start }) => (
            <FollowedRow
              key={index}
              index={index}
              count={count}
              startPixels={start}
              tabbable={index === Math.min(cursor, count - 1)}
              measure={rows.measureElement}
              renderRow={renderRow}
            />
          ))}
        </ol>
      </div>
      {follow && !follows && (
        <Button
          size="small"
          icon={<LocateFixed size={13} />}
          className="absolute right-4 bottom-3 shadow-floating"
          onClick={() => setFollows(true)}
        >
          {videoMessages.followedList.follow}
        </Button>
      )}
    </div>
  );
}

/** What is seen, and one row more. */
function withRow(range: Range, row: number): number[] {
  const shown = defaultRangeExtractor(range);
  if (row >= range.count || shown.includes(row)) return shown;
  return [...shown, row].sort((a, b) => a - b);
}
