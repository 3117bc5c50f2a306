import { useVirtualizer } from '@tanstack/react-virtual';
import { ListChecks } from 'lucide-react';
import { useRef, useState } from 'react';
import { useJobs } from '../../client/jobs.ts';
import { Button } from '../../primitives/Button.tsx';
import { SegmentedControl } from '../../primitives/SegmentedControl.tsx';
import { EmptyState, Skeleton } from '../../primitives/StateViews.tsx';
import { useShellView } from '../../shell/shellView.ts';
import { JobRow } from './JobRow.tsx';
import { groupOf, type JobGroup, jobGroups, queueRows } from './jobGroups.ts';
import { useJobActions } from './useJobActions.ts';

const filters: readonly { value: JobGroup | 'all'; label: string }[] = [
  { value: 'all', label: 'All' },
  ...jobGroups.map(({ group, name }) => ({ value: group, label: name })),
];

/** Everything that the workstation does, did, and failed to do. */
export default function QueueScreen(): React.JSX.Element {
  const jobs = useJobs();
  const actions = useJobActions();
  const [shown, setShown] = useState<JobGroup | 'all'>('all');
  const scroller = useRef<HTMLDivElement>(null);
  const rows = queueRows(jobs ?? [], shown);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.type === 'heading' ? 36 : 62),
    getItemKey: (index) => {
      const row = rows[index];
      if (row === undefined) return index;
      return row.type === 'heading' ? row.group : row.job.id;
    },
    overscan: 8,
  });
  const failed = jobs?.filter(({ state }) => state === 'failed') ?? [];
  const waiting = jobs?.filter(({ state }) => groupOf(state) === 'waiting') ?? [];

  return (
    <div className="flex h-full flex-col">
      <header className="flex h-12 items-center gap-3 border-b border-line px-5">
        <h1 className="text-lead font-semibold">Queue</h1>
        <SegmentedControl
          label="Show"
          value={shown}
          options={filters}
          onChange={(value) => setShown(value)}
        />
        <div className="flex-1" />
        {waiting.length > 1 && (
          <Button onClick={() => actions.cancel(waiting)}>Cancel {waiting.length} waiting</Button>
        )}
        {failed.length > 1 && (
          <Button onClick={() => actions.retry(failed)}>Retry {failed.length} failed</Button>
        )}
      </header>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
        {jobs === undefined ? (
          <Skeleton className="m-5 h-40" />
        ) : rows.length === 0 ? (
          <EmptyState
            icon={<ListChecks size={24} />}
            title={jobs.length === 0 ? 'Nothing in the queue' : 'Nothing of this kind'}
            actions={
              jobs.length === 0 && (
                <Button kind="primary" onClick={() => useShellView.setState({ addDialog: true })}>
                  Add videos…
                </Button>
              )
            }
          >
            {jobs.length === 0
              ? 'Videos that are added show here what is done with them, and how long it takes.'
              : 'Choose All to see the other jobs.'}
          </EmptyState>
        ) : (
          <div className="relative" style={{ height: `${list.getTotalSize()}px` }}>
            {list.getVirtualItems().map(({ index, key, start }) => {
              const row = rows[index];
              if (row === undefined) return null;
              return (
                <div
                  key={key}
                  ref={list.measureElement}
                  data-index={index}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {row.type === 'heading' ? (
                    <h2 className="flex h-9 items-end gap-2 px-5 pb-1 text-small font-semibold text-ink-2">
                      {row.name} <span className="font-normal text-ink-3">{row.jobs}</span>
                    </h2>
                  ) : (
                    <JobRow job={row.job} actions={actions} />
                  )}
                </div>
              );
            })}
          </div>
        )}
      </div>
    </div>
  );
}
