import { asc, desc, eq, sql } from 'drizzle-orm';
import type { BatchKind, BatchRequest, RequestSet, RequestSetId } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { requestSets, setRequests } from '../../db/index.ts';

export interface NewRequestSet {
  id: RequestSetId;
  name: string;
  kind: BatchKind;
}

/** Stores a set with all its requests, or nothing. Error: `batch.duplicateId`. */
export function insertRequestSet(
  library: Library,
  set: NewRequestSet,
  requests: readonly BatchRequest[],
): void {
  const ids = new Set(requests.map(({ customId }) => customId));
  if (ids.size < requests.length) {
    throw new AppError('batch.duplicateId', 'Duplicate custom ids are rejected.');
  }
  library.db.transaction((tx) => {
    tx.insert(requestSets)
      .values({ ...set, createdAtMs: library.clock.nowMs() })
      .run();
    const insert = tx
      .insert(setRequests)
      .values({
        setId: set.id,
        position: sql.placeholder('position'),
        customId: sql.placeholder('customId'),
        request: sql.placeholder('request'),
      })
      .prepare();
    for (const [position, { customId, body }] of requests.entries()) {
      insert.run({ position, customId, request: body });
    }
  });
}

/** Newest first. */
export function listRequestSets({ db }: Library): RequestSet[] {
  return selectSets(db).orderBy(desc(requestSets.createdAtMs), sql`request_sets.rowid DESC`).all();
}

export function getRequestSet({ db }: Library, id: RequestSetId): RequestSet | undefined {
  return selectSets(db).where(eq(requestSets.id, id)).get();
}

/** Requests of a set in order. */
export function listSetRequests(
  { db }: Library,
  id: RequestSetId,
  { offset, limit }: { offset: number; limit: number },
): BatchRequest[] {
  return db
    .select({ customId: setRequests.customId, body: setRequests.request })
    .from(setRequests)
    .where(eq(setRequests.setId, id))
    .orderBy(asc(setRequests.position))
    .limit(limit)
    .offset(offset)
    .all()
    .map(({ customId, body }) => ({ customId, body: body as BatchRequest['body'] }));
}

/** With what was compared by it. False when there was none. */
export function removeRequestSet({ db }: Library, id: RequestSetId): boolean {
  return db.delete(requestSets).where(eq(requestSets.id, id)).run().changes > 0;
}

function selectSets(db: Library['db']) {
  return db
    .select({
      id: requestSets.id,
      name: requestSets.name,
      kind: requestSets.kind,
      requests: db.$count(setRequests, eq(setRequests.setId, requestSets.id)),
      createdAtMs: requestSets.createdAtMs,
    })
    .from(requestSets)
    .$dynamic();
}
