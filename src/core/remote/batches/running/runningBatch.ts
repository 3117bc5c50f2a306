import type { AppError, Clock } from '../../../base/index.ts';
import type { RowEnd } from '../rows/batchRepository.ts';
import type { RowSource } from '../rows/rowWindow.ts';
import type { StoredBatch } from '../storedBatches.ts';

/** What works on one batch, wherever its rows are answered. */
export interface RunningBatch {
  /** Rows that are being answered now. */
  readonly inFlight: number;
  /** Nothing more is sent; what is under way is still answered and kept, then the run ends. */
  pause(): void;
  /** What is under way is given up; its rows wait. `park`: the batch goes on later. */
  stop(reason: 'cancel' | 'park'): void;
  /** Ends when the rows have, or after a pause or a stop. */
  run(): Promise<void>;
}

export interface RunningBatchOptions {
  batch: Pick<StoredBatch, 'id' | 'kind' | 'place'>;
  clock: Clock;
  rows: RowSource;
  end(end: RowEnd): void;
  /** Why rows that ended cannot be kept; nothing more is asked meanwhile. */
  blocked(): AppError | undefined;
  /** No row is left here; false when rows still wait, or how the last ones ended is not kept. */
  done(): boolean;
  onWaiting(reason: AppError | undefined): void;
}
