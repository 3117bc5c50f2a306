import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../base/index.ts';
import type { RowEnd } from './rows/batchRepository.ts';
import type { RunningBatch, RunningBatchOptions } from './running/runningBatch.ts';

export interface WorkersRunOptions extends RunningBatchOptions {
  /** True when every row that ended is kept. */
  flush(): boolean;
  /** Rows that had failed wait again, because an answer has come after all. */
  reopen(ends: readonly RowEnd[]): void;
}

/** The team's workers, as the place where a batch runs. */
export interface Workers {
  run(options: WorkersRunOptions): RunningBatch;
}

const sayAgainMs = 1_000;

/** Where nothing connects to a team: the batch waits and says so. */
export const noWorkers: Workers = {
  run: ({ onWaiting }) => {
    const stop = new AbortController();
    return {
      inFlight: 0,
      pause: () => stop.abort(),
      stop: () => stop.abort(),
      run: async () => {
        while (!stop.signal.aborted) {
          onWaiting(new AppError('sharing.notConnected', 'This library has no workers.'));
          await sleep(sayAgainMs, undefined, { signal: stop.signal }).catch(() => undefined);
        }
      },
    };
  },
};
