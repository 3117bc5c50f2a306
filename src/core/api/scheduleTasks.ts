import type { JobId, ScheduleKind } from '../../contract/index.ts';
import { jobMessages } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import { enqueueReindex, type ReindexPayload } from '../ingest/index.ts';
import type {
  JobKind,
  JobQueue,
  ScheduledPayload,
  ScheduledRun,
  ScheduleTask,
} from '../jobs/index.ts';
import { enqueueReport, getScheduledRequest, type ReportPayload } from '../reports/index.ts';
import { enqueueSync, type SyncPayload } from '../sync/index.ts';

export interface ScheduleTaskParts {
  library: Library;
  queue: JobQueue;
  kinds: {
    sync: JobKind<SyncPayload>;
    backup: JobKind<ScheduledPayload>;
    verify: JobKind<ScheduledPayload>;
    reindex: JobKind<ReindexPayload>;
    checkEndpoints: JobKind<ScheduledPayload>;
    observe: JobKind<ScheduledPayload>;
    report: JobKind<ReportPayload>;
  };
  isSharing(): boolean;
  hasServers(): Promise<boolean>;
  /** Whether the counts of a video are to be read again, and may be. */
  isObserveDue(): Promise<boolean>;
  /** Whether an installed model has something to embed. */
  isReindexDue(): Promise<boolean>;
}

/** What Trendroom does by itself, and how often when the user says nothing. */
export function createScheduleTasks(parts: ScheduleTaskParts): Record<ScheduleKind, ScheduleTask> {
  const { library, queue, kinds } = parts;
  const { labels } = jobMessages;
  const enqueue =
    (kind: JobKind<ScheduledPayload>, label: string) =>
    (schedule: ScheduledRun): JobId =>
      queue.enqueue(kind, { schedule }, { label, dedupeKey: kind.kind });
  return {
    sync: {
      title: labels.sync,
      defaultCron: '*/15 * * * *',
      enabledByDefault: true,
      jobKind: kinds.sync.kind,
      hasWork: () => parts.isSharing(),
      enqueue: (run) => enqueueSync({ library, queue, kind: kinds.sync }, run),
    },
    backup: {
      title: labels.backup,
      defaultCron: '0 3 * * *',
      // It takes as much disk as the library, up to seven times.
      enabledByDefault: false,
      jobKind: kinds.backup.kind,
      enqueue: enqueue(kinds.backup, labels.backup),
    },
    verify: {
      title: jobMessages.schedules.verify,
      defaultCron: '0 4 * * 0',
      enabledByDefault: true,
      jobKind: kinds.verify.kind,
      enqueue: enqueue(kinds.verify, labels.verify),
    },
    reindex: {
      title: jobMessages.schedules.reindex,
      defaultCron: '30 2 * * *',
      enabledByDefault: true,
      jobKind: kinds.reindex.kind,
      hasWork: () => parts.isReindexDue(),
      enqueue: (run) => enqueueReindex(queue, kinds.reindex, run),
    },
    checkEndpoints: {
      title: labels.checkEndpoints,
      defaultCron: '0 * * * *',
      enabledByDefault: true,
      jobKind: kinds.checkEndpoints.kind,
      hasWork: () => parts.hasServers(),
      enqueue: enqueue(kinds.checkEndpoints, labels.checkEndpoints),
    },
    observe: {
      title: labels.observe,
      defaultCron: '20 * * * *',
      // It asks platforms for something by itself: that is for the user to want.
      enabledByDefault: false,
      jobKind: kinds.observe.kind,
      hasWork: () => parts.isObserveDue(),
      enqueue: enqueue(kinds.observe, labels.observe),
    },
    report: {
      title: jobMessages.schedules.report,
      // What a week was, on the first morning of the next one.
      defaultCron: '0 7 * * 1',
      enabledByDefault: false,
      jobKind: kinds.report.kind,
      enqueue: (run) =>
        enqueueReport({ queue, kind: kinds.report }, getScheduledRequest(library), run),
    },
  };
}
