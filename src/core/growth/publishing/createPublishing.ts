import {
  type HubPage,
  hubPagesSchema,
  type JobId,
  type ReportId,
  usualHubUrl,
} from '../../../contract/index.ts';
import { jobMessages, newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { createMemorySecrets, type Host } from '../../host/index.ts';
import type { JobQueue } from '../../jobs/index.ts';
import { getReport } from '../../reports/index.ts';
import { callHub, hubOrigin, hubSecretName } from './callHub.ts';
import { createPublishKind, type PageChange } from './publishKind.ts';
import { reportPage } from './reportPage.ts';

/** The hub that was connected last. Not a secret, but its key is of no use for another one. */
const hubAddressName = 'hub:address';
const anyAddress = 'hub';

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
      await secrets.set(hubAddressName, anyAddress, origin);
      return { pages: pages.length, isKept: await secrets.isPersistent() };
    },
    where: async () => {
      const { secrets } = host;
      const hub = (await secrets.get(hubAddressName, anyAddress)) ?? usualHubUrl;
      const isConnected = (await secrets.get(hubSecretName, hubOrigin(hub))) !== undefined;
      return { hub, isConnected, keepsKeys: await secrets.isPersistent() };
    },
    /** Errors: `report.notFound`. */
    pageOfReport: (reportId: ReportId) => {
      const { key, slug, title, summary, topics, sources } = reportPage(
        getReport(library, reportId),
      );
      const names = topics.map(({ name }) => name);
      return { key, slug, title, summary, topics: names, sources: sources.length };
    },
    /** Errors: `report.notFound`. */
    publishReport: (hub: string, reportId: ReportId, change: PageChange = {}): JobId => {
      const { title } = getReport(library, reportId);
      const label = jobMessages.labels.publish(change.title ?? title);
      // The same again is one job; with another title or time it is another.
      const dedupeKey = [hubOrigin(hub), reportId, ...Object.values(change)].join(' ');
      const payload = { hub: hubOrigin(hub), reportId, change };
      return queue().enqueue(kind, payload, { label, dedupeKey });
    },
    unpublish: (hub: string, unpublishKey: string): JobId => {
      const label = jobMessages.labels.unpublish(unpublishKey);
      const dedupeKey = `${hubOrigin(hub)} unpublish ${unpublishKey}`;
      return queue().enqueue(kind, { hub: hubOrigin(hub), unpublishKey }, { label, dedupeKey });
    },
    rollback: (hub: string, key: string, version: number): JobId => {
      const label = jobMessages.labels.rollback(key, version);
      const dedupeKey = `${hubOrigin(hub)} rollback ${key} ${version}`;
      const payload = { hub: hubOrigin(hub), rollback: { key, version } };
      return queue().enqueue(kind, payload, { label, dedupeKey });
    },
  };
}
