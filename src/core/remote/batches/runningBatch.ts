import type { AppError, Clock } from '../../base/index.ts';
import type { RowEnd, StoredBatch } from './rows/batchRepository.ts';
import type { RowSource } from './rows/rowWindow.ts';

/** What works on one batch, wherever its rows are answered. */
export interface RunningBatch {
  /** Rows that are being answered now. */
  readonly inFlight: number;
  /** Nothing more is sent; what is under way is still answered and kept, then the run ends. */
  pause(): void;
  /** Goes on after a pause, when the run has not ended yet. */
  resume(): void;
  /** What is under way is given up; its rows wait. */
  stop(): void;
  /** Ends when the rows have, or after a pause or a stop. */
  run(): Promise<void>;
}

export interface RunningBatchOptions {
  batch: StoredBatch;
  clock: Clock;
  rows: RowSource;
  end(end: RowEnd): void;
  /** Sees whether another process has paused or cancelled the batch; costs microseconds. */
  look(): void;
  /** Why rows that ended cannot be kept; nothing more is asked meanwhile. */
  blocked(): AppError | undefined;
  /** No row is left here: keeps that the batch is done; false when rows still wait. */
  done(): boolean;
  onWaiting(reason: AppError | undefined): void;
}
