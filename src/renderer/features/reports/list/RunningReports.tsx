import { X } from 'lucide-react';
import type { JobDto } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { jobStates } from '../../../client/jobs/jobStates.ts';
import { isEnded, useJobs } from '../../../client/jobs/jobs.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { toastError } from '../../../ui/overlays/Toasts.tsx';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';

const texts = reportsMessages.list;

/** Reports that are being made, and the newest one that could not be. */
export function RunningReports(): React.JSX.Element | null {
  const { client } = useApi();
  const jobs = (useJobs() ?? []).filter(({ kind }) => kind === 'report');
  const [newest] = jobs;
  const shown = jobs.filter(
    (job) => !isEnded(job.state) || (job === newest && job.state === 'failed'),
  );
  if (shown.length === 0) return null;
  const cancel = (job: JobDto): void => {
    client.jobs
      .cancel({ jobId: job.id })
      .catch((error: unknown) => toastError(error, texts.cancel(job.label)));
  };
  return (
    <ul className="flex flex-col gap-1">
      {shown.map((job) => (
        <li key={job.id} className="flex items-center gap-1 py-1 pl-2">
          <div className="min-w-0 flex-1">
            <p dir="auto" className="truncate text-ink" title={job.label}>
              {job.label}
            </p>
            {job.error !== undefined && isEnded(job.state) ? (
              <p role="alert" className="text-small text-bad [overflow-wrap:anywhere]">
                {job.error.message} {job.error.hint}
              </p>
            ) : (
              <div className="flex items-center gap-2">
                <ProgressBar
                  label={texts.progress(job.label)}
                  fraction={job.fraction}
                  className="flex-1"
                />
                <span className="text-small text-ink-2">{jobStates[job.state].label}</span>
              </div>
            )}
          </div>
          {!isEnded(job.state) && (
            <IconButton
              label={texts.cancel(job.label)}
              icon={<X size={14} />}
              onClick={() => cancel(job)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
