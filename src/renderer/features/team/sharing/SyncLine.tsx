import { useMutation } from '@tanstack/react-query';
import type { SharingStatus } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { errorOfJob, isEnded, keepQueued, useLatestJob } from '../../../client/jobs/jobs.ts';
import { teamSharingMessages } from '../../../messages/team/teamSharing.ts';
import { Button } from '../../../ui/Button.tsx';
import { toastError } from '../../../ui/overlays/Toasts.tsx';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';

const messages = teamSharingMessages.syncLine;

/** Syncs now, shows how far it is, and what the last one did. */
export function SyncLine({ last }: { last: SharingStatus['lastSync'] }): React.JSX.Element {
  const { procedures } = useApi();
  const job = useLatestJob('sync');
  const begin = useMutation(
    procedures.sharing.sync.mutationOptions({
      onSuccess: (queued) => keepQueued([queued]),
      onError: (error) => toastError(error, messages.notStarted),
    }),
  );
  const stop = useMutation(
    procedures.jobs.cancel.mutationOptions({
      onError: (error) => toastError(error, messages.notStopped),
    }),
  );
  const isOpen = job !== undefined && !isEnded(job.state);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-3">
        {isOpen ? (
          <Button disabled={stop.isPending} onClick={() => stop.mutate({ jobId: job.id })}>
            {messages.stop}
          </Button>
        ) : (
          <Button disabled={begin.isPending} onClick={() => begin.mutate(undefined)}>
            {messages.syncNow}
          </Button>
        )}
        <p role="status" className="min-w-0 flex-1 text-small text-ink-2">
          {isOpen
            ? job.stages.find(({ state }) => state === 'running')?.detail?.text
            : last !== undefined && countLabel(last)}
        </p>
      </div>
      {isOpen && <ProgressBar label={messages.sync} fraction={undefined} />}
      {job?.error !== undefined && job.state !== 'done' && <ErrorLine error={errorOfJob(job)} />}
    </div>
  );
}

function countLabel({ pushed, pulled, refused }: NonNullable<SharingStatus['lastSync']>): string {
  const skipped = refused > 0 ? messages.skipped(refused) : '';
  return `${messages.counts(pushed, pulled)}${skipped}.`;
}
