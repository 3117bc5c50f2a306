import {
  type HubPage,
  hubPagesSchema,
  type JobId,
  type ReportId,
} from '../../../contract/index.ts';
import { jobMessages, newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { createMemorySecrets, type Host } from '../../host/index.ts';
import type { JobQueue } from '../../jobs/index.ts';
import { getReport } from '../../reports/index.ts';
import { callHub, hubOrigin, hubSecretName } from './callHub.ts';
import { createPublishKind } from './publishKind.ts';

export type Publishing = ReturnType<typeof createPublishing>;

/** Publishing on a content hub. `hub` is its address. Errors: those of {@link callHub}. */
export function createPublishing({
  library,
  host,
  queue,
}: {
  library: Library;
  host: Host;
  queue: () => JobQueue;
}) {
  const kind = createPublishKind({ library, host });
  const list = async (hub: string): Promise<HubPage[]> =>
    (await callHub(host, { hub, idempotencyKey: newId() }, hubPagesSchema)).pages;
  return {
    kind,
    list,
    /** Keeps the key, bound to the hub's origin, when the hub takes it. */
    connect: async (hub: string, key: string) => {
      const origin = hubOrigin(hub);
      const { networkAllowed, secrets } = host;
      // Of the call alone: a key that the hub refuses takes no other key's place.
      const given = { ...createMemorySecrets(), get: async () => key };
      const asked = { networkAllowed, secrets: given };
      const { pages } = await callHub(asked, { hub, idempotencyKey: newId() }, hubPagesSchema);
      await secrets.set(hubSecretName, origin, key);
      return { pages: pages.length, isKept: await secrets.isPersistent() };
    },
    /** Errors: `report.notFound`. */
    publishReport: (hub: string, reportId: ReportId): JobId => {
      const { title } = getReport(library, reportId);
      const label = jobMessages.labels.publish(title);
      const dedupeKey = `${hubOrigin(hub)} ${reportId}`;
      return queue().enqueue(kind, { hub: hubOrigin(hub), reportId }, { label, dedupeKey });
    },
    unpublish: (hub: string, unpublishKey: string): JobId => {
      const label = jobMessages.labels.unpublish(unpublishKey);
      const dedupeKey = `${hubOrigin(hub)} unpublish ${unpublishKey}`;
      return queue().enqueue(kind, { hub: hubOrigin(hub), unpublishKey }, { label, dedupeKey });
    },
  };
}
