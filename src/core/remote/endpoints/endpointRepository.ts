import { asc, eq } from 'drizzle-orm';
import type { ContractReport, EndpointFields, EndpointId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { endpoints } from '../../db/index.ts';

/** A server as it is kept: without its key, which is in the keychain. */
export interface StoredEndpoint extends EndpointFields {
  readonly id: EndpointId;
  /** As the table shows it, or as it holds: see EndpointConsents. */
  readonly approvedAtMs?: number;
  readonly contract?: ContractReport;
}

/** What can be changed of a kept server; null takes a value away. */
export interface EndpointChange extends Partial<EndpointFields> {
  approvedAtMs?: number | null;
  contract?: ContractReport | null;
}

/** The team's servers, first choice first. */
export function listEndpoints({ db }: Library): StoredEndpoint[] {
  return db
    .select()
    .from(endpoints)
    .orderBy(asc(endpoints.priority), asc(endpoints.createdAtMs), asc(endpoints.id))
    .all()
    .map(toStored);
}

export function getEndpoint({ db }: Library, id: EndpointId): StoredEndpoint | undefined {
  const row = db.select().from(endpoints).where(eq(endpoints.id, id)).get();
  return row === undefined ? undefined : toStored(row);
}

export function insertEndpoint(
  library: Library,
  endpoint: EndpointFields & { id: EndpointId },
): void {
  library.db
    .insert(endpoints)
    .values({ ...endpoint, createdAtMs: library.clock.nowMs() })
    .run();
}

export function updateEndpoint({ db }: Library, id: EndpointId, change: EndpointChange): void {
  if (Object.keys(change).length === 0) return;
  db.update(endpoints).set(change).where(eq(endpoints.id, id)).run();
}

/** False when there was none. */
export function removeEndpoint({ db }: Library, id: EndpointId): boolean {
  return db.delete(endpoints).where(eq(endpoints.id, id)).run().changes > 0;
}

function toStored(row: typeof endpoints.$inferSelect): StoredEndpoint {
  const { createdAtMs: _, approvedAtMs, contract, ...fields } = row;
  return {
    ...fields,
    ...(approvedAtMs === null ? {} : { approvedAtMs }),
    ...(contract === null ? {} : { contract }),
  };
}
