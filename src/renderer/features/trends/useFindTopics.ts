import { useApi } from '../../client/api.ts';
import { isEnded, keepQueued, useLatestJob } from '../../client/jobs.ts';
import { trendsMessages } from '../../messages/trends.ts';
import { toastError } from '../../ui/overlays/Toasts.tsx';

/** The job that finds topics: its start, whether it is under way, and why the last one failed. */
export function useFindTopics(): {
  find(anew: boolean): void;
  isFinding: boolean;
  failure: string | undefined;
} {
  const { client } = useApi();
  const job = useLatestJob('topics');
  const find = async (anew: boolean): Promise<void> => {
    try {
      keepQueued([await client.trends.findTopics({ anew })]);
    } catch (error) {
      toastError(error, trendsMessages.empty.notFound);
    }
  };
  return {
    find: (anew) => void find(anew),
    isFinding: job !== undefined && !isEnded(job.state) && job.state !== 'paused',
    failure: job?.state === 'failed' ? job.error?.message : undefined,
  };
}
