import { useMemo } from 'react';
import type { JobDto } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { queueMessages } from '../../messages/work/queue.ts';
import { toastError } from '../../ui/overlays/Toasts.tsx';

type Act = (jobs: readonly JobDto[]) => void;
export type JobActions = Record<'cancel' | 'retry' | 'pause' | 'resume', Act>;

/** What can be done with jobs, one after the other. The queue itself tells how they changed. */
export function useJobActions(): JobActions {
  const { client } = useApi();
  return useMemo(() => {
    const { jobs: queue } = client;
    return {
      cancel: (jobs) => void each(jobs, (jobId) => queue.cancel({ jobId })),
      retry: (jobs) => void each(jobs, (jobId) => queue.retry({ jobId })),
      pause: (jobs) => void each(jobs, (jobId) => queue.pause({ jobId })),
      resume: (jobs) => void each(jobs, (jobId) => queue.resume({ jobId })),
    };
  }, [client]);
}

/** One failure does not keep the others from their turn; the first is told. */
async function each(
  jobs: readonly JobDto[],
  act: (jobId: JobDto['id']) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const { id } of jobs) await act(id).catch((error: unknown) => failures.push(error));
  const [first] = failures;
  if (first === undefined) return;
  toastError(
    first,
    jobs.length === 1
      ? undefined
      : queueMessages.useJobActions.failedOf(failures.length, jobs.length),
  );
}
