import type { JobId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import type { Publishing } from '../../growth/index.ts';
import { type JobQueue, runNow } from '../../jobs/index.ts';
import { resolveReportId } from '../../reports/index.ts';
import { api } from '../implementer.ts';

export interface PublishingTools {
  library: Library;
  queue: JobQueue;
  publishing: Publishing;
  letJobsRun(): void;
}

/** Pages on a content hub. */
export function publishingHandlers({ library, queue, publishing, letJobsRun }: PublishingTools) {
  const started = (jobId: JobId) => {
    letJobsRun();
    return runNow(queue, jobId);
  };
  return {
    connect: api.publishing.connect.handler(({ input }) =>
      publishing.connect(input.hub, input.key),
    ),
    publishReport: api.publishing.publishReport.handler(({ input }) =>
      started(publishing.publishReport(input.hub, resolveReportId(library, input.reportId))),
    ),
    list: api.publishing.list.handler(async ({ input }) => ({
      pages: await publishing.list(input.hub),
    })),
    unpublish: api.publishing.unpublish.handler(({ input }) =>
      started(publishing.unpublish(input.hub, input.key)),
    ),
  };
}
