import { useQuery } from '@tanstack/react-query';
import { Network } from 'lucide-react';
import { useApi } from '../../../client/api.ts';
import { Panel } from '../../../primitives/Panel.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../../primitives/StateViews.tsx';
import { ConnectedFleet } from './ConnectedFleet.tsx';

const readAgainMs = 10_000;

/** The machines that answer rows of batches, and their queue. */
export function FleetPanel(): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error, refetch } = useQuery(
    procedures.sharing.status.queryOptions({ refetchInterval: readAgainMs }),
  );
  if (data?.connected === true && data.target !== undefined && data.target !== 'local') {
    return <ConnectedFleet target={data.target} />;
  }
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
          {data.connected
            ? 'a database on this disk is not reached by other machines.'
            : 'connect to one under Shared memory.'}
        </EmptyState>
      )}
    </Panel>
  );
}
