import { type PublishCall, publishAnswerSchema, type ReportId } from '../../../contract/index.ts';
import { priorities } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Host } from '../../host/index.ts';
import type { JobKind } from '../../jobs/index.ts';
import { getReport } from '../../reports/index.ts';
import { callHub } from './callHub.ts';
import { reportPage } from './reportPage.ts';

export interface PublishPayload {
  hub: string;
  /** One of them: a report to publish, or the key of a page to take down. */
  reportId?: ReportId;
  unpublishKey?: string;
}

/**
 * Publishes a report on a hub, or takes a page down. The job's id is the call's idempotency key: a
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

function callOf(library: Library, { reportId, unpublishKey }: PublishPayload): PublishCall {
  if (reportId !== undefined) {
    return { action: 'publish', page: reportPage(getReport(library, reportId)) };
  }
  if (unpublishKey === undefined) throw new Error('a publish job has nothing to publish');
  return { action: 'unpublish', key: unpublishKey };
}
