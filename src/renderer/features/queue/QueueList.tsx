import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { type JobDto, type JobId, jobIdSchema } from '../../../contract/index.ts';
import { queueMessages } from '../../messages/work/queue.ts';
import { JobRow } from './JobRow.tsx';
import { queueRows, type Shown } from './jobGroups.ts';
import { rowReached } from './rowReached.ts';
import type { JobActions } from './useJobActions.ts';

/** The jobs under the headings of their groups. Arrows move between them, Tab within one. */
export function QueueList({
  jobs,
  shown,
  actions,
  older,
}: {
  jobs: readonly JobDto[];
  shown: Shown;
  actions: JobActions;
  /** Jobs of the queue that are too old to be listed. */
  older: number;
}): React.JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const [expanded, setExpanded] = useState<ReadonlySet<JobId>>(new Set());
  const [activeId, setActiveId] = useState<JobId>();
  const wantsFocus = useRef(false);
  const rows = queueRows(jobs, shown);
  const activeAt = rows.findIndex((row) => row.type === 'job' && row.job.id === activeId);
  const active = activeAt >= 0 ? activeAt : rows.findIndex((row) => row.type === 'job');
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.type === 'heading' ? 36 : 55),
    getItemKey: (index) => {
      const row = rows[index];
      if (row === undefined) return index;
      return row.type === 'heading' ? row.group : row.job.id;
    },
    overscan: 8,
  });

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    list.scrollToIndex(active);
    const find = (): HTMLElement | null | undefined =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"] [data-job]`);
    // A far row is there one frame after it was scrolled to.
    if (find() === null) requestAnimationFrame(() => find()?.focus({ preventScroll: true }));
    else find()?.focus({ preventScroll: true });
  }, [active, list]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = rowReached(rows, active, event.key);
    if (next === undefined) return;
    event.preventDefault();
    const row = rows[next];
    if (next === active || row?.type !== 'job') return;
    wantsFocus.current = true;
    setActiveId(row.job.id);
  };

  const toggle = (id: JobId): void => {
    const next = new Set(expanded);
    if (!next.delete(id)) next.add(id);
    setExpanded(next);
  };

  return (
    <div ref={scroller} className="h-full overflow-y-auto">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the buttons in it */}
      <div
        className="relative"
        style={{ height: list.getTotalSize() }}
        onKeyDown={onKeyDown}
        onFocus={({ target }) => {
          const id = target.closest('[data-job-row]')?.getAttribute('data-job-row');
          if (id != null) setActiveId(jobIdSchema.parse(id));
        }}
      >
        {list.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={key}
              ref={list.measureElement}
              data-index={index}
              data-job-row={row.type === 'job' ? row.job.id : undefined}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.type === 'heading' ? (
                <h2 className="flex h-9 items-end gap-2 px-5 pb-1 text-small font-semibold text-ink-2">
                  {row.name} <span className="font-normal text-ink-3">{row.jobs}</span>
                </h2>
              ) : (
                <JobRow
                  job={row.job}
                  actions={actions}
                  active={index === active}
                  expanded={expanded.has(row.job.id)}
                  onExpand={() => toggle(row.job.id)}
                />
              )}
            </div>
          );
        })}
      </div>
      {older > 0 && (
        <p className="px-5 py-3 text-small text-ink-3">{queueMessages.queueList.older(older)}</p>
      )}
    </div>
  );
}
