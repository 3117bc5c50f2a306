import type { JobId, ReportRequest } from '../../contract/index.ts';
import { jobMessages } from '../base/index.ts';
import type { JobKind, JobQueue, ScheduledRun } from '../jobs/index.ts';
import { checkSubjects } from './compose/composeReport.ts';
import type { ReportPayload } from './reportKind.ts';

/**
 * Queues a report, or gives the job that makes the same one. `schedule`: why it is made by itself.
 * Errors: `report.subject`.
 */
export function enqueueReport(
  { queue, kind }: { queue: JobQueue; kind: JobKind<ReportPayload> },
  request: ReportRequest,
  schedule?: ScheduledRun,
): JobId {
  checkSubjects(request.kind, request.subjects);
  const names = request.subjects.map(({ name }) => name);
  return queue.enqueue(
    kind,
    { request, ...(schedule !== undefined && { schedule }) },
    {
      label: jobMessages.labels.report(request.kind, names),
      dedupeKey: `${kind.kind} ${JSON.stringify(request)}`,
    },
  );
}
