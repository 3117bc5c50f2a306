import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { WorkersStatus } from '../../../../contract/index.ts';
import { teamWorkersMessages } from '../../../messages/team/teamWorkers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/overlays/Menu.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ErrorState, Skeleton } from '../../../ui/StateViews.tsx';
import { VirtualList } from '../../../ui/VirtualList.tsx';
import { DeadLetters } from './DeadLetters.tsx';
import { QueueConsentDialog } from './QueueConsentDialog.tsx';
import { type KnownWorkers, useWorkersActions, type WorkersActions } from './useWorkers.ts';
import { WorkerCommand } from './WorkerCommand.tsx';
import { WorkerRow } from './WorkerRow.tsx';
import { queueLabel } from './workerLabels.ts';

/** The workers of the team that this library shares with. */
export function ConnectedWorkers({
  known: { status, error, retry },
}: {
  known: KnownWorkers;
}): React.JSX.Element {
  const actions = useWorkersActions();
  const [reviewing, setReviewing] = useState(false);
  return (
    <>
      <Panel
        title={teamWorkersMessages.connectedWorkers.title}
        {...(status !== undefined && error === undefined && { note: queueLabel(status) })}
        actions={status?.approved === true && <More actions={actions} />}
      >
        {error !== undefined ? (
          <ErrorState error={error} onRetry={retry} />
        ) : status === undefined ? (
          <div aria-busy="true" className="flex flex-col gap-2">
            <Skeleton className="h-11" />
            <Skeleton className="h-11" />
          </div>
        ) : (
          <div className="flex flex-col gap-3">
            {!status.approved && (
              <div className="flex items-center gap-3 rounded-control bg-caution-soft px-3 py-2">
                <p className="min-w-0 flex-1 text-caution">
                  {teamWorkersMessages.connectedWorkers.notApproved}
                </p>
                <Button size="small" onClick={() => setReviewing(true)}>
                  {teamWorkersMessages.connectedWorkers.review}
                </Button>
              </div>
            )}
            <WorkerList status={status} />
          </div>
        )}
        {reviewing && status !== undefined && (
          <QueueConsentDialog
            status={status}
            onAgree={() => actions.approve(true)}
            onClose={() => setReviewing(false)}
          />
        )}
      </Panel>
      {error === undefined && status !== undefined && status.dead > 0 && (
        <DeadLetters status={status} actions={actions} />
      )}
    </>
  );
}

function WorkerList({ status }: { status: WorkersStatus }): React.JSX.Element {
  const { workers } = status;
  if (workers.length === 0) {
    return (
      <div className="flex flex-col gap-2">
        <p className="text-ink-2">
          {teamWorkersMessages.connectedWorkers.none(status.workspace)}{' '}
          <code className="text-ink">{teamWorkersMessages.connectedWorkers.passwordVariable}</code>:
        </p>
        <WorkerCommand status={status} />
      </div>
    );
  }
  return (
    <>
      <VirtualList
        label={teamWorkersMessages.connectedWorkers.label}
        count={workers.length}
        rowHeight={53}
        keyAt={(index) => workers[index]?.id ?? index}
        nameAt={(index) => workers[index]?.name}
        focusable
        className="-mx-4 max-h-[min(50vh,560px)] border-y border-line"
      >
        {(index) => {
          const worker = workers[index];
          return worker !== undefined && <WorkerRow worker={worker} />;
        }}
      </VirtualList>
      <details className="text-small text-ink-2">
        <summary className="cursor-pointer rounded-control hover:text-ink">
          {teamWorkersMessages.connectedWorkers.add}
        </summary>
        <div className="mt-2">
          <WorkerCommand status={status} />
        </div>
      </details>
    </>
  );
}

function More({ actions }: { actions: WorkersActions }): React.JSX.Element {
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={teamWorkersMessages.connectedWorkers.more}
          className="inline-flex size-6 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Ellipsis size={15} />
        </button>
      }
      items={[
        {
          label: teamWorkersMessages.connectedWorkers.withdraw,
          onSelect: () => actions.approve(false),
        },
      ]}
    />
  );
}
