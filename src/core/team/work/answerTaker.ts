import type { BatchId, WorkKind } from '../../../shared/index.ts';
import {
  getWork,
  itemsOfRow,
  type Library,
  markApplied,
  recordModel,
  type StoredWork,
  setOutcome,
} from '../../library/index.ts';
import type { TakeAnswer } from '../batches/rows/keepEnds.ts';
import type { RowOutcome, TakenRow } from './workKind.ts';

/** Takes rows of every kind of work in. */
export type Takers = Readonly<Record<WorkKind, { take(row: TakenRow): RowOutcome }>>;

/**
 * Takes the answers of works into the library. It runs in the transaction that keeps the row, so
 * whatever stops the program, the library has the result exactly when the row is done.
 */
export function createAnswerTaker({
  library,
  takers,
}: {
  library: Library;
  takers: Takers;
}): TakeAnswer {
  /** What a batch is never changes; most batches are no works. */
  const known = new Map<BatchId, StoredWork | undefined>();
  const workOf = (batchId: BatchId): StoredWork | undefined => {
    if (!known.has(batchId)) known.set(batchId, getWork(library, batchId));
    return known.get(batchId);
  };
  return (end) => {
    const work = workOf(end.batchId);
    if (work === undefined) return;
    const { words, applied, keepsAnswer } = takers[work.kind].take({
      batchId: end.batchId,
      customId: end.customId,
      answer: end.response,
      model: end.model ?? '',
      spec: work.spec,
      items: itemsOfRow(library, end),
    });
    markApplied(library, end, applied);
    setOutcome(library, end, { words, keepsAnswer });
    if (applied.length === 0 || end.model === undefined) return;
    // Servers name a model and no version of it.
    recordModel(library, { id: end.model, name: end.model, version: 'server' });
  };
}
