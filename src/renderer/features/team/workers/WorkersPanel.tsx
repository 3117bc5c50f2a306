import { Network } from 'lucide-react';
import { Link } from 'wouter';
import { teamWorkersMessages } from '../../../messages/team/teamWorkers.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../../ui/StateViews.tsx';
import { teamPath } from '../sections.ts';
import { useSharing } from '../sharing/useSharing.ts';
import { ConnectedWorkers } from './ConnectedWorkers.tsx';
import { type KnownWorkers, workersTarget } from './useWorkers.ts';

/** The workers that answer rows of batches, and their queue. */
export function WorkersPanel({ known }: { known: KnownWorkers }): React.JSX.Element {
  const { data, error, refetch } = useSharing();
  if (workersTarget(data) !== undefined) return <ConnectedWorkers known={known} />;
  return (
    <Panel title={teamWorkersMessages.workersPanel.title}>
      {data === undefined ? (
        error === null ? (
          <Skeleton className="h-28" />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <EmptyState icon={<Network size={24} />} title={teamWorkersMessages.workersPanel.empty}>
          {teamWorkersMessages.workersPanel.explanation}{' '}
          {data.connected ? (
            teamWorkersMessages.workersPanel.localDatabase
          ) : (
            <>
              {teamWorkersMessages.workersPanel.connect}{' '}
              <Link href={teamPath('sharing')} className="text-accent-ink underline">
                {teamWorkersMessages.workersPanel.sharing}
              </Link>
              .
            </>
          )}
        </EmptyState>
      )}
    </Panel>
  );
}
