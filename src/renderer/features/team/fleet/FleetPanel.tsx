import { Network } from 'lucide-react';
import { Link } from 'wouter';
import { teamWorkersMessages } from '../../../messages/teamWorkers.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../../ui/StateViews.tsx';
import { teamPath } from '../sections.ts';
import { useSharing } from '../sharing/useSharing.ts';
import { ConnectedFleet } from './ConnectedFleet.tsx';
import { fleetTarget, type KnownFleet } from './useFleet.ts';

/** The machines that answer rows of batches, and their queue. */
export function FleetPanel({ known }: { known: KnownFleet }): React.JSX.Element {
  const { data, error, refetch } = useSharing();
  if (fleetTarget(data) !== undefined) return <ConnectedFleet known={known} />;
  return (
    <Panel title={teamWorkersMessages.fleetPanel.title}>
      {data === undefined ? (
        error === null ? (
          <Skeleton className="h-28" />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <EmptyState icon={<Network size={24} />} title={teamWorkersMessages.fleetPanel.empty}>
          {teamWorkersMessages.fleetPanel.explanation}{' '}
          {data.connected ? (
            teamWorkersMessages.fleetPanel.localDatabase
          ) : (
            <>
              {teamWorkersMessages.fleetPanel.connect}{' '}
              <Link href={teamPath('sharing')} className="text-accent-ink underline">
                {teamWorkersMessages.fleetPanel.sharing}
              </Link>
              .
            </>
          )}
        </EmptyState>
      )}
    </Panel>
  );
}
