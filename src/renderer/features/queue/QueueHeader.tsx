import { useState } from 'react';
import type { JobDto } from '../../../contract/index.ts';
import { commonMessages } from '../../messages/common.ts';
import { queueMessages } from '../../messages/work/queue.ts';
import { Button } from '../../ui/Button.tsx';
import { SegmentedControl } from '../../ui/inputs/SegmentedControl.tsx';
import { Dialog } from '../../ui/overlays/Dialog.tsx';
import { groupOf, jobGroups, type Shown } from './jobGroups.ts';
import type { JobActions } from './useJobActions.ts';

const filters: readonly { value: Shown; label: string }[] = [
  { value: 'all', label: commonMessages.all },
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
  const count = queueMessages.queueHeader.jobs(waiting.length);
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-3 border-b border-line px-5 py-2">
      <h1 className="text-lead font-semibold">{queueMessages.queueHeader.title}</h1>
      <SegmentedControl
        label={commonMessages.show}
        value={shown}
        options={filters}
        onChange={onShow}
      />
      <div className="flex-1" />
      {failed.length > 1 && (
        <Button onClick={() => actions.retry(failed)}>{queueMessages.queueHeader.retryAll}</Button>
      )}
      {waiting.length > 1 && (
        <Button onClick={() => setAsking(true)}>{queueMessages.queueHeader.cancelAll}</Button>
      )}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={queueMessages.queueHeader.confirm(count)}
        description={queueMessages.queueHeader.explanation}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{queueMessages.queueHeader.keep}</Button>
            <Button
              kind="danger"
              onClick={() => {
                actions.cancel(waiting);
                setAsking(false);
              }}
            >
              {queueMessages.queueHeader.cancel(count)}
            </Button>
          </>
        }
      />
    </header>
  );
}
