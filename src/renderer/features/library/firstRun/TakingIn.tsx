import { Clapperboard } from 'lucide-react';
import { Link } from 'wouter';
import { formatDuration } from '../../../client/format.ts';
import { useJobCounts } from '../../../client/jobs.ts';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import { EmptyState } from '../../../ui/StateViews.tsx';

/** The library while its first videos are not in it yet. */
export function TakingIn(): React.JSX.Element {
  const { active, running } = useJobCounts();
  return (
    <>
      <h1 className="sr-only">Library</h1>
      <EmptyState
        icon={<Clapperboard size={26} />}
        title="The first videos are being taken in"
        actions={
          <Link
            href="/queue"
            className="font-medium text-accent-ink underline-offset-2 hover:underline"
          >
            Show the queue
          </Link>
        }
      >
        <p>They appear here one by one, and can be opened before they are finished.</p>
        <div className="mx-auto mt-4 w-72">
          <ProgressBar
            label="Progress of the first videos"
            fraction={running === undefined ? undefined : running.fraction}
          />
          <p className="mt-1.5 flex justify-between gap-4 text-small text-ink-3">
            <bdi className="truncate">{running?.label ?? 'Waiting'}</bdi>
            <span className="shrink-0">
              {running?.timeLeftMs === undefined
                ? `${active} in work or waiting`
                : `${formatDuration(running.timeLeftMs)} left`}
            </span>
          </p>
        </div>
      </EmptyState>
    </>
  );
}
