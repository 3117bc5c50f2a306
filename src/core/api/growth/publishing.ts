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
    where: api.publishing.where.handler(() => publishing.where()),
    pageOfReport: api.publishing.pageOfReport.handler(({ input }) =>
      publishing.pageOfReport(resolveReportId(library, input.reportId)),
    ),
    publishReport: api.publishing.publishReport.handler(({ input: { hub, reportId, ...change } }) =>
      started(publishing.publishReport(hub, resolveReportId(library, reportId), change)),
    ),
    list: api.publishing.list.handler(async ({ input }) => ({
      pages: await publishing.list(input.hub),
    })),
    unpublish: api.publishing.unpublish.handler(({ input }) =>
      started(publishing.unpublish(input.hub, input.key)),
    ),
    rollback: api.publishing.rollback.handler(({ input }) =>
      started(publishing.rollback(input.hub, input.key, input.version)),
    ),
  };
}
