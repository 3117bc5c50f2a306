import type {
  BatchId,
  BatchKind,
  BatchRequest,
  RequestSet,
  RequestSetId,
} from '../../../contract/index.ts';
import { AppError, newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { requestedSchema } from '../batches/answers/requestedSchema.ts';
import { countRows, requestsAt } from '../batches/rows/batchRepository.ts';
import { getBatch } from '../batches/storedBatches.ts';
import {
  getRequestSet,
  insertRequestSet,
  listRequestSets,
  listSetRequests,
  removeRequestSet,
} from './requestSetRepository.ts';

export type RequestSets = ReturnType<typeof createRequestSets>;

/** Saved requests to compare models by. Errors: `requestSet.notFound`, `batch.notFound`. */
export function createRequestSets(library: Library) {
  const stored = (id: RequestSetId): RequestSet => {
    const set = getRequestSet(library, id);
    if (set === undefined)
      throw new AppError('requestSet.notFound', `Request set ${id} not found.`);
    return set;
  };
  /** Errors: `usage.invalid` for a schema that cannot be checked, `batch.duplicateId`. */
  const create = (
    { name, kind }: { name: string; kind: BatchKind },
    requests: readonly BatchRequest[],
  ): RequestSet => {
    for (const { customId, body } of requests) refuseUnchecked(customId, body);
    const id = newId<RequestSetId>();
    insertRequestSet(library, { id, name, kind }, requests);
    return stored(id);
  };
  return {
    create,
    /** So many requests of a batch, evenly from its whole length. */
    takeFromBatch: (name: string, batchId: BatchId, requests: number): RequestSet => {
      const batch = getBatch(library, batchId);
      if (batch === undefined) {
        throw new AppError('batch.notFound', `Batch ${batchId} not found.`);
      }
      const total = countRows(library, batchId);
      const taken = Math.min(requests, total);
      const rows = Array.from({ length: taken }, (_, index) => Math.floor((index * total) / taken));
      return create({ name, kind: batch.kind }, requestsAt(library, batchId, rows));
    },
    list: (): RequestSet[] => listRequestSets(library),
    requests: (id: RequestSetId, page: { offset: number; limit: number }) => {
      const { requests: total } = stored(id);
      return { requests: listSetRequests(library, id, page), total };
    },
    remove: (id: RequestSetId): boolean => removeRequestSet(library, id),
  };
}

function refuseUnchecked(customId: string, body: BatchRequest['body']): void {
  try {
    requestedSchema(body);
  } catch (cause) {
    const message = `The schema of ${customId} cannot be checked here.`;
    throw new AppError('usage.invalid', message, { cause });
  }
}
