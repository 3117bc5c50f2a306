import type { BatchId } from '../../../contract/index.ts';
import { type AppError, type Clock, type Logger, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { BatchRun } from './batchRun.ts';
import type { RunView } from './batchViews.ts';
import type { Lanes } from './lanes/lanes.ts';
import type { MediaFiles } from './outgoing/mediaFiles.ts';
import type { RefuseServer } from './refuseServer.ts';
import {
  getBatch,
  type RowEnd,
  reopenRows,
  runningBatches,
  type StoredBatch,
  setBatchState,
  waitingRows,
} from './rows/batchRepository.ts';
import { commitResults, type TakeAnswer } from './rows/commitResults.ts';
import { RowPace } from './rows/rowPace.ts';
import { RowWriter } from './rows/rowWriter.ts';
import type { RunningBatch, RunningBatchOptions } from './runningBatch.ts';
import type { Workers } from './workers.ts';

interface Active {
  batch: StoredBatch;
  run: RunningBatch;
  pace: RowPace;
  waitingFor: AppError | undefined;
}

export interface BatchRunsOptions {
  library: Library;
  lanes: Lanes;
  /** Takes valid answers into the library. */
  handleResult: TakeAnswer;
  media: MediaFiles;
  /** Which servers batches pass over. */
  refuseServer?: RefuseServer | undefined;
  /** Runs the batches whose place they are. */
  workers: Workers;
  clock: Clock;
  logger: Logger;
  /** Calls `lookAround` when another process has written to the library. */
  look(): void;
  /** These rows have ended and are kept. */
  onEnded(ends: readonly RowEnd[]): void;
  /** Rows of this batch wait again. */
  onReopened(id: BatchId): void;
  onChange(): void;
}

/** The batches that this process works on: those that the library calls running. */
export class BatchRuns {
  readonly #options: BatchRunsOptions;
  readonly #active = new Map<BatchId, Active>();
  readonly #writer: RowWriter;
  #isStarted = false;

  constructor(options: BatchRunsOptions) {
    this.#options = options;
    const { library, handleResult, onEnded } = options;
    this.#writer = new RowWriter((ends) => onEnded(commitResults(library, ends, handleResult)));
  }

  get isStarted(): boolean {
    return this.#isStarted;
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.lookAround();
  }

  /** Begins, pauses and stops what the library says, whoever said it there. */
  lookAround(): void {
    if (!this.#isStarted) return;
    const { library } = this.#options;
    const running = runningBatches(library);
    const ids = new Set(running.map(({ id }) => id));
    for (const [id, { run }] of this.#active) {
      if (ids.has(id)) continue;
      if (getBatch(library, id)?.state === 'paused') run.pause();
      else this.stop(id);
    }
    for (const batch of running) {
      const active = this.#active.get(batch.id);
      if (active === undefined) this.#begin(batch);
      else active.run.resume();
    }
  }

  /** Gives up what is under way; what has ended is kept first. */
  stop(id: BatchId): void {
    this.#active.get(id)?.run.stop();
    this.#active.delete(id);
    this.#writer.flush();
  }

  view(id: BatchId): RunView | undefined {
    const active = this.#active.get(id);
    if (active === undefined) return undefined;
    const { batch, run, pace, waitingFor } = active;
    const rowsPerSecond = pace.perSecond(this.#options.clock.nowMs());
    const concurrency = this.#concurrencyOf(batch, run);
    return { inFlight: run.inFlight, concurrency, rowsPerSecond, waitingFor };
  }

  /** Rows under way are given up and wait for the next start. */
  dispose(): void {
    this.#isStarted = false;
    for (const { run } of this.#active.values()) run.stop();
    this.#active.clear();
    this.#writer.close();
  }

  #concurrencyOf({ kind, place }: StoredBatch, run: RunningBatch): number {
    const { lanes } = this.#options;
    // The machines decide that.
    if (place === 'workers') return run.inFlight;
    if (place === 'here') return lanes.local.limit;
    try {
      return lanes.of(kind).reduce((sum, { limit }) => sum + limit, 0);
    } catch {
      // Nobody can be asked; waitingFor says why.
      return 0;
    }
  }

  #begin(batch: StoredBatch): void {
    const { library, lanes, workers, media, clock, logger } = this.#options;
    const { look, onChange, refuseServer } = this.#options;
    const { id } = batch;
    const pace = new RowPace();
    const options: RunningBatchOptions = {
      batch,
      clock,
      rows: {
        read: (after, limit) => waitingRows(library, id, { after, limit }),
      },
      end: (end) => {
        this.#writer.add(end);
        pace.add(clock.nowMs());
        onChange();
      },
      look,
      blocked: () => this.#writer.error,
      done: () => {
        if (!this.#writer.flush()) return false;
        // Rows that somebody asked to try again meanwhile.
        if (waitingRows(library, id, { after: -1, limit: 1 }).length > 0) return false;
        setBatchState(library, id, 'done');
        return true;
      },
      onWaiting: (reason) => {
        if (active.waitingFor?.message === reason?.message) return;
        active.waitingFor = reason;
        if (reason !== undefined) logger.info('a batch waits', { id, code: reason.code });
        onChange();
      },
    };
    const run =
      batch.place === 'workers'
        ? workers.run({
            ...options,
            flush: () => this.#writer.flush(),
            reopen: (ends) => {
              if (reopenRows(library, id, ends) > 0) this.#options.onReopened(id);
            },
          })
        : new BatchRun({ ...options, lanes, media, refuse: refuseServer?.(batch) });
    const active: Active = { batch, run, pace, waitingFor: undefined };
    this.#active.set(id, active);
    logger.info('a batch runs', { id, kind: batch.kind, place: batch.place });
    void run.run().finally(() => this.#ended(id, active));
  }

  #ended(id: BatchId, active: Active): void {
    // Another run may have begun after a stop.
    if (this.#active.get(id) !== active) return;
    this.#active.delete(id);
    // It may have been resumed while its last rows ended.
    this.#lookAroundSafely();
    this.#options.onChange();
  }

  #lookAroundSafely(): void {
    try {
      this.lookAround();
    } catch (error) {
      this.#options.logger.warn('batches could not be read', { code: toAppError(error).code });
    }
  }
}
