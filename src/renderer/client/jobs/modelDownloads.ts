import { create } from 'zustand';
import type { JobDto, JobId, ModelId } from '../../../contract/index.ts';
import { modelsMessages } from '../../messages/work/models.ts';
import { toastError } from '../../ui/overlays/Toasts.tsx';
import { useApi } from '../api.ts';
import { isEnded, jobsEnded, keepQueued, useLatestJob } from './jobs.ts';

const modelDownloadKind = 'modelDownload';
export const modelDownloadKinds: readonly string[] = [modelDownloadKind];

/** Failed downloads that the person has read; the queue keeps them. */
const useDismissed = create<{ jobIds: ReadonlySet<JobId> }>()(() => ({ jobIds: new Set() }));

export function dismissDownload(jobId: JobId): void {
  useDismissed.setState(({ jobIds }) => ({ jobIds: new Set([...jobIds, jobId]) }));
}

/** The download of a model that has not ended, or that failed and was not dismissed. */
export function useModelDownload(modelId: ModelId): JobDto | undefined {
  const job = useLatestJob(modelDownloadKind, modelId);
  const dismissed = useDismissed(({ jobIds }) => jobIds);
  if (job === undefined || dismissed.has(job.id)) return undefined;
  return isEnded(job.state) && job.state !== 'failed' ? undefined : job;
}

/**
 * Queues the downloads of a target, whose licences the user has accepted: a model's id, or
 * `starter`. They go on when the page is closed. Answers true when all of them are done, false when
 * one is not, or could not be queued, of which a toast tells.
 */
export function useDownloadModels(): (target: string) => Promise<boolean> {
  const { client } = useApi();
  return async (target) => {
    try {
      const { jobs } = await client.models.install({ target, acceptLicences: true });
      keepQueued(jobs);
      const ended = await jobsEnded(jobs.map(({ id }) => id));
      return ended.every(({ state }) => state === 'done');
    } catch (error) {
      toastError(error, modelsMessages.downloads.notStarted);
      return false;
    }
  };
}
