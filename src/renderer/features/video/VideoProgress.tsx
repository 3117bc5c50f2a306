import { useMutation } from '@tanstack/react-query';
import type { JobDto, VideoId } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { hintOf } from '../../client/errorWords.ts';
import { formatDuration } from '../../client/format.ts';
import { useJobOfVideo } from '../../client/jobs.ts';
import { stageName } from '../../client/stageName.ts';
import { Button } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { toastError } from '../../ui/Toasts.tsx';

/** A video whose ingest is not finished: how far it is, or why it stopped, and the way on. */
export function VideoProgress({ videoId }: { videoId: VideoId }): React.JSX.Element {
  const { client } = useApi();
  const job = useJobOfVideo(videoId);
  const { mutate, isPending } = useMutation({
    mutationFn: ({ id, state }: JobDto) =>
      state === 'paused' ? client.jobs.resume({ jobId: id }) : client.jobs.retry({ jobId: id }),
    onError: (error) => toastError(error),
  });
  if (job === undefined || job.state === 'done') {
    return <Strip>Its ingest did not come to its end. Add the file again to go on with it.</Strip>;
  }
  const onward = (words: string): React.JSX.Element => (
    <Button size="small" disabled={isPending} onClick={() => mutate(job)}>
      {words}
    </Button>
  );

  switch (job.state) {
    case 'failed':
      return (
        <Strip alert>
          <p className="min-w-0 flex-1 text-bad [overflow-wrap:anywhere]">
            <bdi className="font-medium">{job.error?.message ?? 'The ingest failed.'}</bdi>{' '}
            {job.error !== undefined && hintOf(job.error.code)}
          </p>
          {onward('Retry')}
        </Strip>
      );
    case 'running':
    case 'waiting': {
      const stage = job.stages.find(({ state }) => state === 'running');
      return (
        <Strip>
          <span>Being taken in: {stage === undefined ? 'waiting' : stageName(stage.name)}</span>
          <ProgressBar
            label="Progress of this video"
            fraction={job.fraction}
            className="max-w-md flex-1"
          />
          <span className="w-14 text-ink-3">
            {job.timeLeftMs !== undefined && formatDuration(job.timeLeftMs)}
          </span>
        </Strip>
      );
    }
    case 'paused':
      return (
        <Strip>
          <span className="flex-1">Its ingest is paused. What is known so far is shown.</span>
          {onward('Resume')}
        </Strip>
      );
    case 'cancelled':
      return (
        <Strip>
          <span className="flex-1">
            Its ingest was cancelled before the end. What is known so far is shown.
          </span>
          {onward('Go on with it')}
        </Strip>
      );
    default:
      return job.state satisfies never;
  }
}

function Strip({
  alert = false,
  children,
}: {
  alert?: boolean;
  children: React.ReactNode;
}): React.JSX.Element {
  return (
    <div
      role={alert ? 'alert' : undefined}
      className={`flex min-h-10 items-center gap-3 border-b border-line px-4 py-1.5 text-small text-ink-2 ${alert ? 'bg-bad-soft' : ''}`}
    >
      {children}
    </div>
  );
}
