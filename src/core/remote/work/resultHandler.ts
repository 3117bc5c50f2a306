import type { BatchId, WorkKind } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { recordModel } from '../../library/index.ts';
import type { TakeAnswer } from '../batches/rows/commitResults.ts';
import { getEndpoint } from '../endpoints/endpointRepository.ts';
import { modelOf } from './serverOf.ts';
import type { RowOutcome, TakenRow } from './workKind.ts';
import { getWork, itemsOfRow, markApplied, type StoredWork, setOutcome } from './workRepository.ts';

/** Takes rows of every kind of work in. */
export type Takers = Readonly<Record<WorkKind, { take(row: TakenRow): RowOutcome }>>;

export interface ResultHandlerOptions {
  library: Library;
  takers: Takers;
  /** Texts came that have no vectors yet; the transaction is still open. */
  onTexts?: () => void;
}

/**
 * Takes the answers of works into the library. It runs in the transaction that keeps the row, so
 * whatever stops the program, the library has the result exactly when the row is done.
 */
export function createResultHandler({
  library,
  takers,
  onTexts,
}: ResultHandlerOptions): TakeAnswer {
  /** What a batch is never changes; most batches are no works. */
  const known = new Map<BatchId, StoredWork | undefined>();
  const workOf = (batchId: BatchId): StoredWork | undefined => {
    if (!known.has(batchId)) known.set(batchId, getWork(library, batchId));
    return known.get(batchId);
  };
  return (end) => {
    const work = workOf(end.batchId);
    if (work === undefined) return;
    // A transcript does not name its model.
    const endpoint =
      end.model === undefined && end.endpointId !== undefined
        ? getEndpoint(library, end.endpointId)
        : undefined;
    const model = end.model ?? (endpoint && modelOf(endpoint)) ?? '';
    const { words, applied, keepsAnswer, changesTexts } = takers[work.kind].take({
      batchId: end.batchId,
      customId: end.customId,
      answer: end.response,
      model,
      spec: work.spec,
      items: itemsOfRow(library, end),
    });
    markApplied(library, end, applied);
    setOutcome(library, end, { words, keepsAnswer, model });
    if (changesTexts === true) onTexts?.();
    if (applied.length === 0 || model === '') return;
    // Servers name a model and no version of it.
    recordModel(library, { id: model, name: model, version: 'server' });
  };
}
