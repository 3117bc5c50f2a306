import { Link } from 'wouter';
import { formatDuration } from '../client/formats/format.ts';
import { stageName } from '../client/formats/stageName.ts';
import { useJobCounts } from '../client/jobs/jobs.ts';
import { appMessages } from '../messages/app.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';

/** What is in work now, in one line; leads to the queue. */
export function QueueIndicator(): React.JSX.Element | null {
  const { active, running } = useJobCounts();
  if (running === undefined) return null;
  const stage = running.stages.find(({ state }) => state === 'running');
  return (
    <Link
      href="/queue"
      className="flex h-7 min-w-0 items-center gap-2.5 rounded-control px-2 text-small text-ink-2 hover:bg-hover"
    >
      <span className="max-w-40 truncate">{running.label}</span>
      {stage !== undefined && <span className="text-ink-3">{stageName(stage.name)}</span>}
      <ProgressBar
        label={appMessages.queueIndicator.progress(running.label)}
        fraction={running.fraction}
        className="w-20"
      />
      {running.timeLeftMs !== undefined && (
        <span className="w-12 text-ink-3">{formatDuration(running.timeLeftMs)}</span>
      )}
      {active > 1 && <span className="text-ink-3">+{active - 1}</span>}
    </Link>
  );
}
