import type { Batch, BatchId, BatchRowState } from '../../../contract/index.ts';
import { withHint } from '../../../contract/index.ts';
import type { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { type BatchCounts, batchCounts, type RowEnd } from './rows/batchRepository.ts';
import type { StoredBatch } from './storedBatches.ts';

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
    counts.endedAtMs = this.#library.clock.nowMs();
  }

  /** Its rows were changed in another way. */
  forget(id: BatchId): void {
    this.#counts.delete(id);
  }

  /** Other processes may have changed rows of whatever has not ended. */
  forgetUnended(): void {
    for (const [id, { mark }] of this.#counts) if (mark === '') this.#counts.delete(id);
  }

  /** How many rows are over, and how many there are. */
  progress(batch: StoredBatch): { done: number; total: number } {
    const { states } = this.#countsOf(batch);
    const total = Object.values(states).reduce((sum, each) => sum + each, 0);
    return { done: total - states.waiting, total };
  }

  describe(batch: StoredBatch, run: RunView | undefined): Batch {
    const counts = this.#countsOf(batch);
    const { inputTokens, outputTokens, cost } = counts;
    const { id, name, kind, place, state, createdAtMs, problem } = batch;
    const { rowsPerSecond, waitingFor = problem } = run ?? {};
    const states = statesFor(batch, counts.states);
    const rows = Object.values(states).reduce((sum, each) => sum + each, 0);
    const hasEnded = state === 'done' || state === 'cancelled';
    const finishedAtMs =
      state === 'cancelled' ? (batch.jobEndedAtMs ?? counts.endedAtMs) : counts.endedAtMs;
    return {
      ...{ id, name, kind, place, state, createdAtMs },
      ...(hasEnded && finishedAtMs !== undefined && { finishedAtMs }),
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

  #countsOf({ id, state, jobId, jobEndedAtMs }: StoredBatch): BatchCounts {
    const hasEnded = state === 'done' || state === 'cancelled';
    const mark = hasEnded ? `${state} ${jobId} ${jobEndedAtMs}` : '';
    const known = this.#counts.get(id);
    if (known?.mark === mark) return known.counts;
    const counts = batchCounts(this.#library, id);
    this.#counts.set(id, { mark, counts });
    return counts;
  }
}

/** Rows of a cancelled batch that had no answer are not asked: for people they are cancelled. */
export function statesFor(
  { state }: Pick<StoredBatch, 'state'>,
  states: Record<BatchRowState, number>,
): Record<BatchRowState, number> {
  if (state !== 'cancelled') return states;
  return { ...states, waiting: 0, cancelled: states.waiting };
}
