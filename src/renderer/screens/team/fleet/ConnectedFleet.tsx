import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { Fleet } from '../../../../shared/index.ts';
import { Button } from '../../../primitives/Button.tsx';
import { Menu } from '../../../primitives/Menu.tsx';
import { Panel } from '../../../primitives/Panel.tsx';
import { ErrorState, Skeleton } from '../../../primitives/StateViews.tsx';
import { DeadLetters } from './DeadLetters.tsx';
import { queueWords } from './fleetWords.ts';
import { MachineRow } from './MachineRow.tsx';
import { QueueConsentDialog } from './QueueConsentDialog.tsx';
import { type FleetActions, useFleet, useFleetActions } from './useFleet.ts';
import { WorkerCommand } from './WorkerCommand.tsx';

/** The fleet of the team that this library shares with. */
export function ConnectedFleet({ target }: { target: string }): React.JSX.Element {
  const { fleet, error, retry } = useFleet(target);
  const actions = useFleetActions();
  const [reviewing, setReviewing] = useState(false);
  return (
    <Panel
      title="Workers"
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
                This library puts nothing into the queue yet.
              </p>
              <Button size="small" onClick={() => setReviewing(true)}>
                Review…
              </Button>
            </div>
          )}
          <Machines fleet={fleet} />
          {fleet.dead > 0 && <DeadLetters fleet={fleet} actions={actions} />}
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
  );
}

function Machines({ fleet }: { fleet: Fleet }): React.JSX.Element {
  if (fleet.machines.length === 0) {
    return (
      <div className="flex flex-col gap-2">
        <p className="text-ink-2">
          No machine works for {fleet.workspace} now. On any that has Trendroom, with the password
          of its database role in <code className="text-ink">PGPASSWORD</code>:
        </p>
        <WorkerCommand fleet={fleet} />
      </div>
    );
  }
  return (
    <>
      <ul
        aria-label="Machines"
        className="-mx-4 max-h-80 divide-y divide-line overflow-y-auto border-y border-line"
      >
        {fleet.machines.map((machine) => (
          <MachineRow key={machine.id} machine={machine} />
        ))}
      </ul>
      <details className="text-small text-ink-2">
        <summary className="cursor-pointer rounded-control hover:text-ink">
          Add another machine
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
          aria-label="More for the workers"
          className="inline-flex size-6 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Ellipsis size={15} />
        </button>
      }
      items={[{ label: 'Put nothing more into the queue', onSelect: () => actions.approve(false) }]}
    />
  );
}
