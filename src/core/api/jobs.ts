import type { JobQueue } from '../jobs/index.ts';
import { api, stream } from './implementer.ts';

export interface JobTools {
  queue: JobQueue;
  /** Begins to run jobs in this process. Errors: `library.inUse`. */
  startJobs(): void;
}

/** The queue: list, watch, cancel, retry, pause, resume. */
export function jobHandlers({ queue, startJobs }: JobTools) {
  const { jobs } = api;
  return {
    list: jobs.list.handler(({ input }) => ({
      jobs: queue.list({ limit: input.limit }),
      counts: queue.counts(),
    })),
    watch: jobs.watch.handler(({ signal }) => stream(queue.watch(signal))),
    cancel: jobs.cancel.handler(({ input }) => queue.cancel(input.jobId)),
    retry: jobs.retry.handler(({ input, signal }) => {
      if (input.wait) startJobs();
      const job = queue.retry(input.jobId);
      return input.wait ? queue.finished(job.id, signal) : job;
    }),
    pause: jobs.pause.handler(({ input }) => queue.pause(input.jobId)),
    resume: jobs.resume.handler(({ input }) => queue.resume(input.jobId)),
  };
}
