import { useMutation } from '@tanstack/react-query';
import type { JobDto } from '../../../shared/index.ts';
import { useApi } from '../../client/api.ts';
import { toastError } from '../../primitives/Toasts.tsx';

type Act = (jobs: readonly JobDto[]) => void;

/** What can be done with jobs. The queue itself tells how they changed. */
export function useJobActions(): Record<'cancel' | 'retry' | 'pause' | 'resume', Act> {
  const { procedures } = useApi();
  const onError = (error: unknown): void => toastError(error);
  const cancel = useMutation(procedures.jobs.cancel.mutationOptions({ onError }));
  const retry = useMutation(procedures.jobs.retry.mutationOptions({ onError }));
  const pause = useMutation(procedures.jobs.pause.mutationOptions({ onError }));
  const resume = useMutation(procedures.jobs.resume.mutationOptions({ onError }));
  return {
    cancel: (jobs) => jobs.forEach(({ id }) => void cancel.mutate({ jobId: id })),
    retry: (jobs) => jobs.forEach(({ id }) => void retry.mutate({ jobId: id })),
    pause: (jobs) => jobs.forEach(({ id }) => void pause.mutate({ jobId: id })),
    resume: (jobs) => jobs.forEach(({ id }) => void resume.mutate({ jobId: id })),
  };
}
