import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { Fleet } from '../../../../contract/index.ts';
import { teamWorkersMessages } from '../../../messages/teamWorkers.ts';
import { Button } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ErrorState, Skeleton } from '../../../ui/StateViews.tsx';
import { VirtualList } from '../../../ui/VirtualList.tsx';
import { DeadLetters } from './DeadLetters.tsx';
import { queueWords } from './fleetWords.ts';
import { MachineRow } from './MachineRow.tsx';
import { QueueConsentDialog } from './QueueConsentDialog.tsx';
import { type FleetActions, type KnownFleet, useFleetActions } from './useFleet.ts';
import { WorkerCommand } from './WorkerCommand.tsx';

/** The fleet of the team that this library shares with. */
export function ConnectedFleet({
  known: { fleet, error, retry },
}: {
  known: KnownFleet;
}): React.JSX.Element {
  const actions = useFleetActions();
  const [reviewing, setReviewing] = useState(false);
  return (
    <>
      <Panel
        title={teamWorkersMessages.connectedFleet.title}
        {...(fleet !== undefined && error === undefined && { note: queueWords(fleet) })}
        actions={fleet?.approved === true && <More actions={actions} />}
      >
        {error !== undefined ? (
          <ErrorState error={error} onRetry={retry} />
        ) : fleet === undefined ? (
          <div aria-busy="true" className="flex flex-col gap-2">
            <Skeleton className="h-11" />
            <Skeleton className="h-11" />
          </div>
        ) : (
          <div className="flex flex-col gap-3">
            {!fleet.approved && (
              <div className="flex items-center gap-3 rounded-control bg-caution-soft px-3 py-2">
                <p className="min-w-0 flex-1 text-caution">
                  {teamWorkersMessages.connectedFleet.notApproved}
                </p>
                <Button size="small" onClick={() => setReviewing(true)}>
                  {teamWorkersMessages.connectedFleet.review}
                </Button>
              </div>
            )}
            <Machines fleet={fleet} />
          </div>
        )}
        {reviewing && fleet !== undefined && (
          <QueueConsentDialog
            fleet={fleet}
            onAgree={() => actions.approve(true)}
            onClose={() => setReviewing(false)}
          />
        )}
      </Panel>
      {error === undefined && fleet !== undefined && fleet.dead > 0 && (
        <DeadLetters fleet={fleet} actions={actions} />
      )}
    </>
  );
}

function Machines({ fleet }: { fleet: Fleet }): React.JSX.Element {
  const { machines } = fleet;
  if (machines.length === 0) {
    return (
      <div className="flex flex-col gap-2">
        <p className="text-ink-2">
          {teamWorkersMessages.connectedFleet.none(fleet.workspace)}{' '}
          <code className="text-ink">{teamWorkersMessages.connectedFleet.passwordVariable}</code>:
        </p>
        <WorkerCommand fleet={fleet} />
      </div>
    );
  }
  return (
    <>
      <VirtualList
        label={teamWorkersMessages.connectedFleet.label}
        count={machines.length}
        rowHeight={53}
        keyAt={(index) => machines[index]?.id ?? index}
        nameAt={(index) => machines[index]?.name}
        focusable
        className="-mx-4 max-h-[min(50vh,560px)] border-y border-line"
      >
        {(index) => {
          const machine = machines[index];
          return machine !== undefined && <MachineRow machine={machine} />;
        }}
      </VirtualList>
      <details className="text-small text-ink-2">
        <summary className="cursor-pointer rounded-control hover:text-ink">
          {teamWorkersMessages.connectedFleet.add}
        </summary>
        <div className="mt-2">
          <WorkerCommand fleet={fleet} />
        </div>
      </details>
    </>
  );
}

function More({ actions }: { actions: FleetActions }): React.JSX.Element {
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={teamWorkersMessages.connectedFleet.more}
          className="inline-flex size-6 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Ellipsis size={15} />
        </button>
      }
      items={[
        {
          label: teamWorkersMessages.connectedFleet.withdraw,
          onSelect: () => actions.approve(false),
        },
      ]}
    />
  );
}
