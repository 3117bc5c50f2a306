import { Network } from 'lucide-react';
import { Link } from 'wouter';
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
    <Panel title="Workers">
      {data === undefined ? (
        error === null ? (
          <Skeleton className="h-28" />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <EmptyState icon={<Network size={24} />} title="No workers without a Postgres">
          Any number of machines can take rows of batches from the team’s queue and answer them with
          their own models or servers. The queue is in the team’s Postgres:{' '}
          {data.connected ? (
            'a database on this disk is not reached by other machines.'
          ) : (
            <>
              connect to one under{' '}
              <Link href={teamPath('sharing')} className="text-accent-ink underline">
                Sharing
              </Link>
              .
            </>
          )}
        </EmptyState>
      )}
    </Panel>
  );
}
