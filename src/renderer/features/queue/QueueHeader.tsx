import { useState } from 'react';
import type { JobDto } from '../../../contract/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { SegmentedControl } from '../../ui/SegmentedControl.tsx';
import { groupOf, jobGroups, type Shown } from './jobGroups.ts';
import type { JobActions } from './useJobActions.ts';

const filters: readonly { value: Shown; label: string }[] = [
  { value: 'all', label: 'All' },
  ...jobGroups.map(({ group, name }) => ({ value: group, label: name })),
];

/** Which jobs are shown, and what can be done with many at once. */
export function QueueHeader({
  jobs,
  shown,
  onShow,
  actions,
}: {
  jobs: readonly JobDto[];
  shown: Shown;
  onShow(shown: Shown): void;
  actions: JobActions;
}): React.JSX.Element {
  const [asking, setAsking] = useState(false);
  const failed = jobs.filter(({ state }) => state === 'failed');
  const waiting = jobs.filter(({ state }) => groupOf(state) === 'waiting');
  const count = `${waiting.length} ${waiting.length === 1 ? 'job' : 'jobs'}`;
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-3 border-b border-line px-5 py-2">
      <h1 className="text-lead font-semibold">Queue</h1>
      <SegmentedControl label="Show" value={shown} options={filters} onChange={onShow} />
      <div className="flex-1" />
      {failed.length > 1 && <Button onClick={() => actions.retry(failed)}>Retry all failed</Button>}
      {waiting.length > 1 && <Button onClick={() => setAsking(true)}>Cancel all waiting…</Button>}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Cancel ${count}?`}
        description="Jobs that wait or are paused are cancelled. What is in work goes on. A cancelled job can be retried later."
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Keep them</Button>
            <Button
              kind="danger"
              onClick={() => {
                actions.cancel(waiting);
                setAsking(false);
              }}
            >
              Cancel {count}
            </Button>
          </>
        }
      />
    </header>
  );
}
