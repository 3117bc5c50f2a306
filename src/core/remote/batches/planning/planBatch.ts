import type { BatchRequest } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { MediaFiles } from '../outgoing/mediaFiles.ts';
import { validatePlace, validateRequests } from '../outgoing/validateBatch.ts';
import { insertRows } from '../rows/batchRepository.ts';
import { hiddenBatches, insertBatch, type NewBatch, removeSome } from '../storedBatches.ts';
import { inSlices, untilDone } from './inSlices.ts';

/** A list, or what is read some at a time, from the beginning at each call. */
export type PlannedRequests =
  | readonly BatchRequest[]
  | (() => AsyncIterable<readonly BatchRequest[]>);

const removedAtOnce = 200;
/** Another process may be at it; storing 50,000 rows takes seconds. */
const maxPlanMs = 10 * 60_000;

/**
 * Stores a batch with its rows, some at a time: everything else goes on meanwhile, and nobody sees
 * the batch before it gets its job. Validated first, so that what can never be asked is not stored.
 * Errors: `batch.duplicateId` and those of validateBatch.ts; the caller removes what was stored.
 */
export async function planBatch(
  { library, media }: { library: Library; media: MediaFiles },
  batch: NewBatch,
  requests: PlannedRequests,
): Promise<void> {
  const { db } = library;
  validatePlace(batch);
  const seen = new Set<string>();
  await eachSlice(requests, (some) => {
    for (const { customId } of some) {
      if (seen.has(customId)) {
        throw new AppError('batch.duplicateId', `Duplicate custom id: ${customId}.`);
      }
      seen.add(customId);
    }
    validateRequests(batch, some, media);
  });
  insertBatch(library, batch);
  await eachSlice(requests, (some, from) =>
    db.transaction(() => insertRows(library, batch.id, some, from)),
  );
}

async function eachSlice(
  requests: PlannedRequests,
  act: (some: readonly BatchRequest[], from: number) => void,
): Promise<void> {
  if (typeof requests !== 'function') return inSlices(requests, act);
  let from = 0;
  for await (const some of requests()) {
    act(some, from);
    from += some.length;
  }
}

/** Removes a batch that nobody sees, with its rows. */
export async function removeHidden(
  library: Library,
  { id }: { id: NewBatch['id'] },
): Promise<void> {
  await untilDone(() => library.db.transaction(() => removeSome(library, id, removedAtOnce)));
}

/** Removes what processes left that died while they stored or removed a batch. */
export async function removeUnfinished(library: Library): Promise<void> {
  const beforeMs = library.clock.nowMs() - maxPlanMs;
  for (const id of hiddenBatches(library, beforeMs)) await removeHidden(library, { id });
}
