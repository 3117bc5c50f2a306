import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { Skeleton } from '../../primitives/StateViews.tsx';

const rowHeight = 37;

/** Indexes of the rows to have, the last included. */
export interface ShownRange {
  first: number;
  last: number;
}

/** What is shown now; `onRange` of a list keeps it up. */
export function useShownRange(): [ShownRange, (range: ShownRange) => void] {
  const [range, setRange] = useState<ShownRange>({ first: 0, last: 0 });
  return [
    range,
    (next) => {
      if (next.first !== range.first || next.last !== range.last) setRange(next);
    },
  ];
}

/** Any number of requests in order, those in sight drawn; each opens in its place. */
export function RequestList<Row extends { customId: string }>({
  count,
  rowAt,
  onRange,
  children,
}: {
  count: number;
  /** Undefined while it is fetched. */
  rowAt(index: number): Row | undefined;
  onRange(range: ShownRange): void;
  children(row: Row, opening: { expanded: boolean; onExpand(): void }): React.ReactNode;
}): React.JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const list = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    onChange: (instance) => {
      const items = instance.getVirtualItems();
      onRange({ first: items[0]?.index ?? 0, last: items.at(-1)?.index ?? 0 });
    },
  });
  const toggle = (customId: string): void => {
    const next = new Set(open);
    if (!next.delete(customId)) next.add(customId);
    setOpen(next);
  };
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto border-t border-line">
      <ul aria-label="Requests" className="relative" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, key, start }) => {
          const row = rowAt(index);
          return (
            <li
              key={key}
              ref={list.measureElement}
              data-index={index}
              aria-setsize={count}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0 border-b border-line"
              style={{ transform: `translateY(${start}px)` }}
            >
              {row === undefined ? (
                <div className="px-5 py-2">
                  <Skeleton className="h-5" />
                </div>
              ) : (
                children(row, {
                  expanded: open.has(row.customId),
                  onExpand: () => toggle(row.customId),
                })
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
