import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchId } from '../../../../contract/index.ts';
import { AppError, type Clock, type Logger } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { StageContext } from '../../../jobs/index.ts';
import type { BatchViews, RunView } from '../batchViews.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { MediaFiles } from '../outgoing/mediaFiles.ts';
import { reopenRows, waitingRows } from '../rows/batchRepository.ts';
import { commitResults, type TakeAnswer } from '../rows/commitResults.ts';
import { RowPace } from '../rows/rowPace.ts';
import { RowWriter } from '../rows/rowWriter.ts';
import { getBatch, type StoredBatch } from '../storedBatches.ts';
import type { Workers } from '../workers.ts';
import { BatchRun } from './batchRun.ts';
import type { RefuseServer } from './refuseServer.ts';
import type { RunningBatch, RunningBatchOptions } from './runningBatch.ts';

const endWithinMs = 3_000;

interface Active {
  batch: StoredBatch;
  run: RunningBatch;
  pace: RowPace;
  waitingFor: AppError | undefined;
  ended: Promise<void>;
}

export interface BatchRunsOptions {
  library: Library;
  views: BatchViews;
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
}

/** What a run needs of its job. */
export type BatchControl = Pick<StageContext<unknown>, 'signal' | 'stopReason' | 'progress'>;

/** The batches that this process works on: those whose jobs run here. */
export class BatchRuns {
  readonly #options: BatchRunsOptions;
  readonly #active = new Map<BatchId, Active>();
  #isDisposed = false;

  constructor(options: BatchRunsOptions) {
    this.#options = options;
  }

  /**
   * Asks the rows of a batch until none waits. When the job is paused nothing more is sent, and
   * what is under way is still answered and kept: it would be billed twice otherwise. Rejects when
   * it ended earlier.
   */
  async run(id: BatchId, control: BatchControl): Promise<void> {
    const batch = getBatch(this.#options.library, id);
    // Removed meanwhile.
    if (batch === undefined) return;
    const { signal, stopReason } = control;
    signal.throwIfAborted();
    const { logger } = this.#options;
    const work = this.#begin(batch, control);
    const stop = (): void => {
      const reason = stopReason();
      if (reason === 'pause') work.active.run.pause();
      else work.active.run.stop(reason === 'cancel' ? 'cancel' : 'park');
    };
    signal.addEventListener('abort', stop, { once: true });
    logger.info('batch running', { id, kind: batch.kind, place: batch.place });
    try {
      if (this.#isDisposed) work.active.run.stop('park');
      await work.active.ended;
    } finally {
      signal.removeEventListener('abort', stop);
    }
    signal.throwIfAborted();
    if (!work.isDone()) throw new AppError('job.cancelled', 'The batch was stopped.');
  }

  /** Gives up what is under way; what has ended is kept first. */
  async stop(id: BatchId): Promise<void> {
    const active = this.#active.get(id);
    active?.run.stop('cancel');
    await active?.ended;
  }

  view(id: BatchId): RunView | undefined {
    const active = this.#active.get(id);
    if (active === undefined) return undefined;
    const { batch, run, pace, waitingFor } = active;
    const rowsPerSecond = pace.perSecond(this.#options.clock.nowMs());
    const concurrency = this.#concurrencyOf(batch, run);
    return { inFlight: run.inFlight, concurrency, rowsPerSecond, waitingFor };
  }

  /** Ends what still waits for answers of a paused batch; nothing uses the library after it. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    const all = [...this.#active.values()];
    for (const { run } of all) run.stop('park');
    const ended = Promise.all(all.map((each) => each.ended));
    // A database of the team that does not answer; the run reads nothing more of the library.
    await Promise.race([ended, sleep(endWithinMs, undefined, { ref: false })]);
  }

  #concurrencyOf({ kind, place }: StoredBatch, run: RunningBatch): number {
    const { lanes } = this.#options;
    // The workers decide that.
    if (place === 'workers') return run.inFlight;
    if (place === 'local') return lanes.local.limit;
    return lanes.limitOf(kind);
  }

  #begin(batch: StoredBatch, { progress }: BatchControl): { active: Active; isDone(): boolean } {
    const { library, views, lanes, workers, media, clock, logger } = this.#options;
    const { handleResult, refuseServer } = this.#options;
    const { id } = batch;
    const pace = new RowPace();
    let isDone = false;
    const tell = (): void => {
      const { done, total } = views.progress(batch);
      const text = active.waitingFor?.message;
      progress(total === 0 ? 1 : done / total, {
        done,
        total,
        ...(text !== undefined && { text }),
      });
    };
    const writer = new RowWriter((ends) => {
      for (const end of commitResults(library, ends, handleResult)) views.ended(end);
      tell();
    });
    const options: RunningBatchOptions = {
      batch,
      clock,
      rows: { read: (after, limit) => waitingRows(library, id, { after, limit }) },
      end: (end) => {
        writer.add(end);
        pace.add(clock.nowMs());
      },
      blocked: () => writer.error,
      done: () => {
        // Rows that somebody asked to try again meanwhile.
        isDone = writer.flush() && waitingRows(library, id, { after: -1, limit: 1 }).length === 0;
        return isDone;
      },
      onWaiting: (reason) => {
        if (active.waitingFor?.message === reason?.message) return;
        active.waitingFor = reason;
        if (reason !== undefined) logger.info('batch waiting', { id, code: reason.code });
        tell();
      },
    };
    const run =
      batch.place === 'workers'
        ? workers.run({
            ...options,
            flush: () => writer.flush(),
            reopen: (ends) => {
              if (reopenRows(library, id, ends) > 0) views.forget(id);
            },
          })
        : new BatchRun({ ...options, lanes, media, refuse: refuseServer?.(batch) });
    const active: Active = {
      ...{ batch, run, pace, waitingFor: undefined },
      ended: Promise.resolve(),
    };
    this.#active.set(id, active);
    active.ended = run.run().finally(() => {
      writer.close();
      this.#active.delete(id);
    });
    return { active, isDone: () => isDone };
  }
}
