import type { JobDto } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { isEnded, keepQueued, useLatestJob } from '../../client/jobs/jobs.ts';
import { trendsMessages } from '../../messages/trends.ts';
import { toastError } from '../../ui/overlays/Toasts.tsx';

/**
 * The job that finds topics: its start, whether it is under way, and why the last one failed; and how
 * far the job is that it follows by itself, which gives texts their vectors.
 */
export function useFindTopics(): {
  find(anew: boolean): void;
  isFinding: boolean;
  failure: string | undefined;
  /** 0 to 1; undefined when no texts are being embedded. */
  embedded: number | undefined;
} {
  const { client } = useApi();
  const job = useLatestJob('topics');
  const embedding = useLatestJob('reindex');
  const find = async (anew: boolean): Promise<void> => {
    try {
      keepQueued([await client.trends.findTopics({ anew })]);
    } catch (error) {
      toastError(error, trendsMessages.empty.notFound);
    }
  };
  return {
    find: (anew) => void find(anew),
    isFinding: isUnderWay(job),
    embedded: isUnderWay(embedding) ? embedding.fraction : undefined,
    failure: job?.state === 'failed' ? job.error?.message : undefined,
  };
}

function isUnderWay(job: JobDto | undefined): job is JobDto {
  return job !== undefined && !isEnded(job.state) && job.state !== 'paused';
}
