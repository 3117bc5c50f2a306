import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';

/** Indexes of the rows to have, the last included. */
export interface ShownRange {
  first: number;
  last: number;
}

interface VirtualListProps {
  label: string;
  count: number;
  /** About how high a row is; its real height is measured. */
  rowHeight: number;
  /** What a row is known by when others come and go before it; its index when left out. */
  keyAt?(index: number): string | number;
  /** What a screen reader calls a row; its text when left out. */
  nameAt?(index: number): string | undefined;
  onRange?(range: ShownRange): void;
  /** For rows without a button or a link: the keyboard must reach the list to scroll it. */
  focusable?: boolean;
  /** Gives it a height, or a most height. */
  className?: string;
  children(index: number): ReactNode;
}

/** Any number of rows in order; those in sight are drawn. */
export function VirtualList({
  label,
  count,
  rowHeight,
  keyAt = (index) => index,
  nameAt,
  onRange,
  focusable = false,
  className = '',
  children,
}: VirtualListProps): React.JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: keyAt,
    overscan: 10,
    onChange: (instance) => {
      const items = instance.getVirtualItems();
      onRange?.({ first: items[0]?.index ?? 0, last: items.at(-1)?.index ?? 0 });
    },
  });
  return (
    <div
      ref={scroller}
      {...(focusable && { tabIndex: 0 })}
      className={`overflow-y-auto focus-visible:-outline-offset-2 ${className}`}
    >
      <ul aria-label={label} className="relative" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, key, start }) => (
          <li
            key={key}
            ref={list.measureElement}
            data-index={index}
            aria-label={nameAt?.(index)}
            aria-setsize={count}
            aria-posinset={index + 1}
            // Of the last row alone: the last that is drawn would change its height while one scrolls.
            className={`absolute inset-x-0 top-0 border-line ${index === count - 1 ? '' : 'border-b'}`}
            style={{ transform: `translateY(${start}px)` }}
          >
            {children(index)}
          </li>
        ))}
      </ul>
    </div>
  );
}
