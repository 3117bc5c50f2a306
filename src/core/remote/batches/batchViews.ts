import type { Batch, BatchId, BatchRowState } from '../../../contract/index.ts';
import { withHint } from '../../../contract/index.ts';
import type { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import {
  type BatchCounts,
  batchCounts,
  type RowEnd,
  type StoredBatch,
} from './rows/batchRepository.ts';

/** What only the process knows that runs a batch. */
export interface RunView {
  inFlight: number;
  concurrency: number;
  rowsPerSecond: number | undefined;
  waitingFor: AppError | undefined;
}

/**
 * Batches as people see them. Counting 50,000 rows takes long, so counts are kept and follow the
 * rows that this process ends; they are taken anew when something else may have changed rows.
 */
export class BatchViews {
  readonly #library: Library;
  readonly #counts = new Map<BatchId, { mark: string; counts: BatchCounts }>();

  constructor(library: Library) {
    this.#library = library;
  }

  /** Rows of a batch have ended and are kept. */
  ended({ batchId, state, inputTokens, outputTokens, cost }: RowEnd): void {
    const counts = this.#counts.get(batchId)?.counts;
    if (counts === undefined) return;
    counts.states.waiting--;
    counts.states[state]++;
    counts.inputTokens += inputTokens;
    counts.outputTokens += outputTokens;
    counts.cost += cost;
  }

  /** Its rows were changed in another way. */
  forget(id: BatchId): void {
    this.#counts.delete(id);
  }

  /** Other processes may have changed rows of whatever has not ended. */
  forgetUnended(): void {
    for (const [id, { mark }] of this.#counts) if (mark === '') this.#counts.delete(id);
  }

  states(batch: StoredBatch): Record<BatchRowState, number> {
    return this.#countsOf(batch).states;
  }

  describe(batch: StoredBatch, run: RunView | undefined): Batch {
    const { states, inputTokens, outputTokens, cost } = this.#countsOf(batch);
    const { id, name, kind, place, state, createdAtMs, finishedAtMs } = batch;
    const { rowsPerSecond, waitingFor } = run ?? {};
    const rows = Object.values(states).reduce((sum, each) => sum + each, 0);
    return {
      ...{ id, name, kind, place, state, createdAtMs },
      ...(finishedAtMs !== null && { finishedAtMs }),
      progress: {
        rows,
        ...states,
        inputTokens,
        outputTokens,
        ...(cost > 0 && { cost }),
        ...(rowsPerSecond !== undefined && {
          rowsPerSecond,
          remainingMs: Math.round((states.waiting / rowsPerSecond) * 1_000),
        }),
        inFlight: run?.inFlight ?? 0,
        concurrency: run?.concurrency ?? 0,
      },
      ...(waitingFor !== undefined && {
        waitingFor: withHint(waitingFor),
      }),
    };
  }

  #countsOf({ id, state, finishedAtMs }: StoredBatch): BatchCounts {
    const hasEnded = state === 'done' || state === 'cancelled';
    const mark = hasEnded ? `${state} ${finishedAtMs}` : '';
    const known = this.#counts.get(id);
    if (known?.mark === mark) return known.counts;
    const counts = batchCounts(this.#library, id);
    this.#counts.set(id, { mark, counts });
    return counts;
  }
}
