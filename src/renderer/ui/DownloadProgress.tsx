import type { JobDto } from '../../contract/index.ts';
import { useApi } from '../client/api.ts';
import { formatBytes, formatDuration } from '../client/formats/format.ts';
import { errorOfJob } from '../client/jobs/jobs.ts';
import { dismissDownload } from '../client/jobs/modelDownloads.ts';
import { appMessages } from '../messages/app.ts';
import { commonMessages } from '../messages/common.ts';
import { Button } from './Button.tsx';
import { toastError } from './overlays/Toasts.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { ErrorLine } from './StateViews.tsx';

const messages = appMessages.downloadProgress;
const steps: ReadonlyMap<string, string> = new Map([
  ['checking', messages.checking],
  ['downloading', messages.downloading],
  ['verifying', messages.verifying],
  ['converting', messages.converting],
]);

/** How far the download of a model is, with the ways to stop it; or why it failed. */
export function DownloadProgress({ job }: { job: JobDto }): React.JSX.Element {
  const { client } = useApi();
  const { id: jobId, state, label, timeLeftMs, stages } = job;
  const act = (action: 'cancel' | 'retry' | 'resume'): void => {
    client.jobs[action]({ jobId }).catch((error: unknown) => toastError(error, label));
  };
  if (state === 'failed') {
    return (
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <ErrorLine error={errorOfJob(job)} />
        </div>
        <Button kind="quiet" onClick={() => act('retry')}>
          {commonMessages.retry}
        </Button>
        <Button kind="quiet" onClick={() => dismissDownload(jobId)}>
          {commonMessages.dismiss}
        </Button>
      </div>
    );
  }
  const {
    done = 0,
    total = 0,
    text,
  } = stages.find(({ state }) => state === 'running')?.detail ?? {};
  const known = state === 'running' && total > 0;
  return (
    <div className="flex items-center gap-3 text-small text-ink-2">
      <span className="w-20 shrink-0">{stepLabel(job, text)}</span>
      <ProgressBar
        label={messages.progress(label)}
        fraction={known ? done / total : undefined}
        className="flex-1"
      />
      <span className="w-32 shrink-0 text-right text-ink-3">
        {known && messages.bytes(formatBytes(done), formatBytes(total))}
      </span>
      <span className="w-12 shrink-0 text-ink-3">
        {timeLeftMs !== undefined && formatDuration(timeLeftMs)}
      </span>
      {state === 'paused' && (
        <Button kind="quiet" size="small" onClick={() => act('resume')}>
          {commonMessages.resume}
        </Button>
      )}
      <Button kind="quiet" size="small" onClick={() => act('cancel')}>
        {commonMessages.cancel}
      </Button>
    </div>
  );
}

function stepLabel({ state, error }: JobDto, step: string | undefined): string {
  if (state === 'paused') return commonMessages.paused;
  if (state === 'waiting') return error === undefined ? commonMessages.waiting : messages.retrying;
  return steps.get(step ?? '') ?? messages.starting;
}
