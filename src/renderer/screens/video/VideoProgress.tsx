import { useMutation } from '@tanstack/react-query';
import type { VideoId } from '../../../shared/index.ts';
import { useApi } from '../../client/api.ts';
import { hintOf } from '../../client/errorWords.ts';
import { formatDuration } from '../../client/format.ts';
import { useJobs } from '../../client/jobs.ts';
import { Button } from '../../primitives/Button.tsx';
import { ProgressBar } from '../../primitives/ProgressBar.tsx';
import { toastError } from '../../primitives/Toasts.tsx';

/** A video whose ingest is not finished: how far it is, or why it failed, with the retry. */
export function VideoProgress({ videoId }: { videoId: VideoId }): React.JSX.Element | null {
  const { procedures } = useApi();
  const job = useJobs()?.find((candidate) => candidate.videoId === videoId);
  const retry = useMutation(
    procedures.jobs.retry.mutationOptions({
      onError: (error) => toastError(error, 'The job was not retried'),
    }),
  );
  if (job === undefined) return null;
  if (job.error !== undefined && job.state === 'failed') {
    return (
      <div role="alert" className="flex items-center gap-3 bg-bad-soft px-4 py-2 text-bad">
        <p className="min-w-0 flex-1">
          <span className="font-medium">{job.error.message}</span> {hintOf(job.error.code)}
        </p>
        <Button size="small" onClick={() => retry.mutate({ jobId: job.id })}>
          Retry
        </Button>
      </div>
    );
  }
  if (job.state === 'done') return null;
  const stage = job.stages.find(({ state }) => state === 'running')?.name ?? job.state;
  return (
    <div className="flex items-center gap-3 border-b border-line px-4 py-2 text-small text-ink-2">
      <span>Being taken in: {stage}</span>
      <ProgressBar label="Progress of this video" fraction={job.fraction} className="flex-1" />
      <span className="w-14 text-ink-3">
        {job.timeLeftMs !== undefined && formatDuration(job.timeLeftMs)}
      </span>
    </div>
  );
}
