import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { Comparison } from '../../../../../shared/index.ts';
import { SegmentedControl } from '../../../../primitives/SegmentedControl.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../../../primitives/StateViews.tsx';
import { OnePair } from './OnePair.tsx';
import { type ShownPairs, useComparedPairs } from './useComparedPairs.ts';

const rowHeight = 37;
const filters: readonly { value: ShownPairs; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'different', label: 'Different' },
  { value: 'invalid', label: 'Does not fit' },
];

/** Every request with both answers; each opens to the texts side by side. */
export function ComparisonPairs({
  comparison: { id, kind, compared, state },
}: {
  comparison: Comparison;
}): React.JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const [show, setShow] = useState<ShownPairs>('all');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [range, setRange] = useState({ first: 0, last: 0 });
  const { total, pairAt, error } = useComparedPairs({ id, show, ...range, compared });
  const count = total ?? (show === 'all' ? compared : 0);
  const list = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    onChange: (instance) => {
      const items = instance.getVirtualItems();
      const next = { first: items[0]?.index ?? 0, last: items.at(-1)?.index ?? 0 };
      if (next.first !== range.first || next.last !== range.last) setRange(next);
    },
  });
  const toggle = (customId: string): void => {
    const next = new Set(open);
    if (!next.delete(customId)) next.add(customId);
    setOpen(next);
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-3 px-5 py-2">
        <SegmentedControl<ShownPairs>
          label="Show"
          value={show}
          options={filters}
          onChange={setShow}
        />
        <p className="text-small text-ink-3">
          {count.toLocaleString('en')} {count === 1 ? 'request' : 'requests'}
        </p>
      </div>
      {error !== undefined && error !== null ? (
        <ErrorState error={error} />
      ) : count === 0 ? (
        <EmptyState
          title={state === 'running' ? 'The first answers are on their way' : 'No request is so'}
        />
      ) : (
        <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto border-t border-line">
          <ul aria-label="Requests" className="relative" style={{ height: list.getTotalSize() }}>
            {list.getVirtualItems().map(({ index, key, start }) => {
              const pair = pairAt(index);
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
                  {pair === undefined ? (
                    <div className="px-5 py-2">
                      <Skeleton className="h-5" />
                    </div>
                  ) : (
                    <OnePair
                      kind={kind}
                      pair={pair}
                      expanded={open.has(pair.customId)}
                      onExpand={() => toggle(pair.customId)}
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
