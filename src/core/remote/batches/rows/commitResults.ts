import { AppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { endRows, type RowEnd, rejectRow } from './batchRepository.ts';

/**
 * Takes a valid answer into the library, in the transaction that keeps it. An
 * `endpoint.invalidAnswer` rejects the row, with nothing of it taken; any other error leaves
 * the rows as they were, to be kept later.
 */
export type TakeAnswer = (end: RowEnd) => void;

/**
 * Keeps how rows ended and what their answers change in the library, all in one transaction: a
 * kill at any moment leaves both or neither. Rows that have an end already keep it; gives the
 * others.
 */
export function commitResults(
  library: Library,
  ends: readonly RowEnd[],
  take: TakeAnswer,
): RowEnd[] {
  return library.db.transaction(
    () =>
      endRows(library, ends).map((end) => (end.state === 'done' ? taken(library, end, take) : end)),
    { behavior: 'immediate' },
  );
}

function taken(library: Library, end: RowEnd, take: TakeAnswer): RowEnd {
  try {
    // A savepoint: what a refused answer has changed goes back.
    library.db.transaction(() => take(end));
    return end;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'endpoint.invalidAnswer') throw error;
    const why = { errorCode: error.code, errorMessage: error.message };
    rejectRow(library, end, why);
    return { ...end, ...why, state: 'rejected' };
  }
}
