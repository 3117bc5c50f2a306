import { useState } from 'react';
import { teamMessages } from '../../messages/team/team.ts';
import { Skeleton } from '../../ui/StateViews.tsx';
import { type ShownRange, VirtualList } from '../../ui/VirtualList.tsx';

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

/** Any number of requests in order; each opens in its place. */
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
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (customId: string): void => {
    const next = new Set(open);
    if (!next.delete(customId)) next.add(customId);
    setOpen(next);
  };
  return (
    <VirtualList
      label={teamMessages.requestList.requests}
      count={count}
      rowHeight={37}
      onRange={onRange}
      className="min-h-0 flex-1 border-t border-line"
    >
      {(index) => {
        const row = rowAt(index);
        if (row !== undefined) {
          const { customId } = row;
          return children(row, {
            expanded: open.has(customId),
            onExpand: () => toggle(customId),
          });
        }
        return (
          <div className="px-5 py-2">
            <Skeleton className="h-5" />
          </div>
        );
      }}
    </VirtualList>
  );
}
