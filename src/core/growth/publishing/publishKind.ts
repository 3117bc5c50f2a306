import { type PublishCall, publishAnswerSchema, type ReportId } from '../../../contract/index.ts';
import { priorities } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Host } from '../../host/index.ts';
import type { JobKind } from '../../jobs/index.ts';
import { getReport } from '../../reports/index.ts';
import { callHub } from './callHub.ts';
import { reportPage } from './reportPage.ts';

/** What a person changed of the page that a report becomes. */
export interface PageChange {
  slug?: string | undefined;
  title?: string | undefined;
  /** Shown from then on, in milliseconds since 1970. */
  atMs?: number | undefined;
}

export interface PublishPayload {
  hub: string;
  /** One of them: a report to publish, the key of a page to take down, or what to show again. */
  reportId?: ReportId;
  unpublishKey?: string;
  rollback?: { key: string; version: number };
  /** Of a report; jobs from before it was there have none. */
  change?: PageChange;
}

/**
 * Publishes a report on a hub, takes a page down, or shows an earlier version. The job's id is the call's idempotency key: a
 * call whose answer was lost is made again and does nothing twice.
 */
export function createPublishKind({
  library,
  host,
}: {
  library: Library;
  host: Host;
}): JobKind<PublishPayload> {
  return {
    kind: 'publish',
    maxAttempts: 5,
    priority: priorities.ingest,
    isRetryable: (code) => code === 'hub.unreachable',
    stages: [
      {
        name: 'publish',
        weight: 1,
        resource: 'network',
        run: async ({ jobId, payload, signal }) => {
          const { hub } = payload;
          const call = callOf(library, payload);
          const asked = { hub, idempotencyKey: jobId, call, signal };
          await callHub(host, asked, publishAnswerSchema);
        },
      },
    ],
  };
}

function callOf(library: Library, payload: PublishPayload): PublishCall {
  const { reportId, unpublishKey, rollback, change = {} } = payload;
  if (reportId !== undefined) {
    const { slug, title, atMs } = change;
    const page = {
      ...reportPage(getReport(library, reportId)),
      ...(slug !== undefined && { slug }),
      ...(title !== undefined && { title }),
    };
    return atMs === undefined ? { action: 'publish', page } : { action: 'schedule', page, atMs };
  }
  if (rollback !== undefined) return { action: 'rollback', ...rollback };
  if (unpublishKey === undefined) throw new Error('a publish job has nothing to publish');
  return { action: 'unpublish', key: unpublishKey };
}
