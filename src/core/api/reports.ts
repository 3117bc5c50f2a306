import type { ReportId } from '../../contract/index.ts';
import type { Library } from '../db/index.ts';
import type { Host } from '../host/index.ts';
import { type JobKind, type JobQueue, runNow, type Schedules } from '../jobs/index.ts';
import { listSubjects, resolveSubject } from '../memory/index.ts';
import {
  checkSubjects,
  enqueueReport,
  exportReport,
  getReport,
  getScheduledRequest,
  listReports,
  type ReportPayload,
  removeReport,
  resolveReportId,
  saveReportFolder,
  setScheduledRequest,
} from '../reports/index.ts';
import { api } from './implementer.ts';

export interface ReportTools {
  host: Host;
  library: Library;
  queue: JobQueue;
  schedules: Schedules;
  reportKind: JobKind<ReportPayload>;
  letJobsRun(): void;
}

/** Reports. One is named by its id or the unique beginning of it. */
export function reportHandlers({
  host,
  library,
  queue,
  schedules,
  reportKind: kind,
  letJobsRun,
}: ReportTools) {
  const { reports } = api;
  const resolve = (given: string): ReportId => resolveReportId(library, given);
  const scheduled = () => {
    const schedule = schedules.list().find((each) => each.kind === 'report');
    if (schedule === undefined) throw new Error('reports have no schedule');
    return { request: getScheduledRequest(library), schedule };
  };
  return {
    list: reports.list.handler(({ input }) => ({ reports: listReports(library, input.limit) })),
    create: reports.create.handler(({ input }) => {
      checkSubjects(input.kind, input.subjects);
      // A name that nobody has is told now, and not by a job that fails.
      for (const subject of input.subjects) resolveSubject(library, subject);
      const jobId = enqueueReport({ queue, kind }, input);
      letJobsRun();
      return runNow(queue, jobId);
    }),
    get: reports.get.handler(({ input }) => getReport(library, resolve(input.reportId))),
    remove: reports.remove.handler(({ input }) => {
      removeReport(library, resolve(input.reportId));
      return { removed: true as const };
    }),
    subjects: reports.subjects.handler(() => ({ subjects: listSubjects(library) })),
    scheduled: reports.scheduled.handler(scheduled),
    schedule: reports.schedule.handler(({ input: { request, cron, enabled } }) => {
      if (request !== undefined) {
        checkSubjects(request.kind, request.subjects);
        for (const subject of request.subjects) resolveSubject(library, subject);
      }
      // First, because a wrong time is to change nothing.
      schedules.set('report', {
        ...(cron !== undefined && { cron }),
        ...(enabled !== undefined && { enabled }),
      });
      if (request !== undefined) setScheduledRequest(library, request);
      return scheduled();
    }),
    export: reports.export.handler(({ input: { reportId, format } }) =>
      exportReport(library, { reportId: resolve(reportId), format }),
    ),
    save: reports.save.handler(async ({ input }) => {
      const reportId = resolve(input.reportId);
      const path = await host.clientPaths.resolve(input.path, 'report');
      return saveReportFolder(library, { reportId, path });
    }),
  };
}
