import { Clapperboard } from 'lucide-react';
import { Link } from 'wouter';
import { formatDuration } from '../../../client/formats/format.ts';
import { ingestKinds, useJobCounts } from '../../../client/jobs/jobs.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import { EmptyState } from '../../../ui/StateViews.tsx';

/** The library while its first videos are not in it yet. */
export function IngestProgress(): React.JSX.Element {
  const { active, running } = useJobCounts(ingestKinds);
  return (
    <>
      <h1 className="sr-only">{commonMessages.library}</h1>
      <EmptyState
        icon={<Clapperboard size={26} />}
        title={libraryMessages.firstIngest.title}
        actions={
          <Link
            href="/queue"
            className="font-medium text-accent-ink underline-offset-2 hover:underline"
          >
            {libraryMessages.firstIngest.showQueue}
          </Link>
        }
      >
        <p>{libraryMessages.firstIngest.explanation}</p>
        <div className="mx-auto mt-4 w-72">
          <ProgressBar
            label={libraryMessages.firstIngest.progress}
            fraction={running === undefined ? undefined : running.fraction}
          />
          <p className="mt-1.5 flex justify-between gap-4 text-small text-ink-3">
            <bdi className="truncate">{running?.label ?? commonMessages.waiting}</bdi>
            <span className="shrink-0">
              {running?.timeLeftMs === undefined
                ? libraryMessages.firstIngest.active(active)
                : libraryMessages.firstIngest.left(formatDuration(running.timeLeftMs))}
            </span>
          </p>
        </div>
      </EmptyState>
    </>
  );
}
