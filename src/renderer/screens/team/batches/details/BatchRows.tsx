import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { Batch, BatchRowState } from '../../../../../shared/index.ts';
import { SegmentedControl } from '../../../../primitives/SegmentedControl.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../../../primitives/StateViews.tsx';
import { OneRow } from './OneRow.tsx';
import { useBatchRows } from './useBatchRows.ts';

const rowHeight = 37;
const filters: readonly { value: BatchRowState | 'all'; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'done', label: 'Done' },
  { value: 'failed', label: 'Failed' },
  { value: 'aside', label: 'Set aside' },
];

/** Every request of a batch in order; each opens to its text and its answer. */
export function BatchRows({
  batch,
  shown,
  onShow,
}: {
  batch: Batch;
  shown: BatchRowState | 'all';
  onShow(shown: BatchRowState | 'all'): void;
}): React.JSX.Element {
  const { progress } = batch;
  const scroller = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const count = shown === 'all' ? progress.rows : progress[shown];
  const list = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const items = list.getVirtualItems();
  const { rowAt, error } = useBatchRows({
    id: batch.id,
    state: shown === 'all' ? undefined : shown,
    first: items[0]?.index ?? 0,
    last: items.at(-1)?.index ?? 0,
    ended: progress.rows - progress.waiting,
  });
  const toggle = (customId: string): void => {
    const next = new Set(open);
    if (!next.delete(customId)) next.add(customId);
    setOpen(next);
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-3 px-5 py-2">
        <SegmentedControl label="Show" value={shown} options={filters} onChange={onShow} />
        <p className="text-small text-ink-3">
          {count.toLocaleString('en')} {count === 1 ? 'request' : 'requests'}
        </p>
      </div>
      {error !== undefined && error !== null ? (
        <ErrorState error={error} />
      ) : count === 0 ? (
        <EmptyState title="No request is in this state" />
      ) : (
        <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto border-t border-line">
          <ul aria-label="Requests" className="relative" style={{ height: list.getTotalSize() }}>
            {items.map(({ index, key, start }) => {
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
                    <OneRow
                      kind={batch.kind}
                      row={row}
                      expanded={open.has(row.customId)}
                      onExpand={() => toggle(row.customId)}
                    />
                  )}
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </div>
  );
}
