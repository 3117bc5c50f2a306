import type { JobDto, JobId } from '../../contract/index.ts';
import type { JobQueue } from './queue/jobQueue.ts';

/** A person wants this job now: one that is paused or waits for its next attempt goes on. */
export function runNow(queue: JobQueue, jobId: JobId): JobDto {
  const job = queue.get(jobId);
  if (job.state === 'paused') return queue.resume(jobId);
  if (job.state === 'waiting' && job.retryAtMs !== undefined) return queue.retry(jobId);
  return job;
}
