import { useMutation } from '@tanstack/react-query';
import type { JobDto, VideoId } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatDuration } from '../../client/formats/format.ts';
import { hintOf } from '../../client/formats/formatError.ts';
import { stageName } from '../../client/formats/stageName.ts';
import { useJobOfVideo } from '../../client/jobs/jobs.ts';
import { commonMessages } from '../../messages/common.ts';
import { videoMessages } from '../../messages/video/video.ts';
import { Button } from '../../ui/Button.tsx';
import { toastError } from '../../ui/overlays/Toasts.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';

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
    return <Strip>{videoMessages.videoProgress.interrupted}</Strip>;
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
            <bdi className="font-medium">
              {job.error?.message ?? videoMessages.videoProgress.failed}
            </bdi>{' '}
            {job.error !== undefined && hintOf(job.error.code)}
          </p>
          {onward(commonMessages.retry)}
        </Strip>
      );
    case 'running':
    case 'waiting': {
      const stage = job.stages.find(({ state }) => state === 'running');
      return (
        <Strip>
          <span>{videoMessages.videoProgress.ingesting(stage && stageName(stage.name))}</span>
          <ProgressBar
            label={videoMessages.videoProgress.progress}
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
          <span className="flex-1">{videoMessages.videoProgress.paused}</span>
          {onward(videoMessages.videoProgress.resume)}
        </Strip>
      );
    case 'cancelled':
      return (
        <Strip>
          <span className="flex-1">{videoMessages.videoProgress.cancelled}</span>
          {onward(videoMessages.videoProgress.resumeCancelled)}
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
