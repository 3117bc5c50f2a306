import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Batch,
  BatchErrorGroup,
  BatchId,
  BatchKind,
  BatchPlace,
  BatchRequest,
  BatchRow,
  BatchRowState,
} from '../../../contract/index.ts';
import { AppError, type Clock, type Logger, newId, toAppError } from '../../base/index.ts';
import { type Library, otherWriters } from '../../db/index.ts';
import type { RemoteServers } from '../endpoints/types.ts';
import { type ForeignResult, takeResults } from './answers/takeResults.ts';
import { BatchRuns } from './batchRuns.ts';
import { BatchViews } from './batchViews.ts';
import { Lanes, type LocalAnswerer } from './lanes/lanes.ts';
import type { MediaFiles } from './outgoing/mediaFiles.ts';
import { validateBatch } from './outgoing/validateBatch.ts';
import type { RefuseServer } from './refuseServer.ts';
import {
  cancelWaitingRows,
  errorGroups,
  getBatch,
  insertBatch,
  listBatches,
  listRows,
  removeBatch,
  reopenRows,
  retryRows,
  type StoredBatch,
  setBatchState,
} from './rows/batchRepository.ts';
import { commitResults, type TakeAnswer } from './rows/commitResults.ts';
import { noWorkers, type Workers } from './workers.ts';

export type Batches = ReturnType<typeof createBatches>;

export interface BatchesOptions {
  library: Library;
  servers: RemoteServers;
  local: LocalAnswerer;
  /** Takes valid answers into the library, of batches whose answers belong there. */
  handleResult?: TakeAnswer;
  refuseServer?: RefuseServer;
  media: MediaFiles;
  /** Left out: batches for them wait and say so. */
  workers?: Workers;
  clock: Clock;
  logger: Logger;
}

const watchIntervalMs = 250;
const shownBatches = 100;
/** How often it is looked whether other processes have changed batches. */
const othersMs = 500;

/**
 * Batches of requests that come back exactly once. A row is in the library before it is sent and
 * keeps its first answer; what was under way when the program ended is asked again. Nothing runs
 * before `start`, which only the process that holds the library's runner lock calls; that one also
 * follows what other processes do to the library's batches.
 * Errors everywhere: `batch.notFound`, and those of the library such as `disk.full`.
 */
export function createBatches(options: BatchesOptions) {
  const { library, servers, local, media, handleResult = () => {}, clock, logger } = options;
  const { workers = noWorkers } = options;
  const views = new BatchViews(library);
  let changes = 0;
  let watchers = 0;
  const changed = (): void => void changes++;
  const runs = new BatchRuns({
    ...{ library, workers, media, handleResult, clock, logger },
    refuseServer: options.refuseServer,
    lanes: new Lanes({ servers, local, clock }),
    look: () => look(),
    onEnded: (ends) => {
      for (const end of ends) views.ended(end);
      changed();
    },
    onReopened: (id) => views.forget(id),
    onChange: changed,
  });

  const haveOthersWritten = otherWriters(library);
  let isBehind = false;
  const look = (): void => {
    isBehind = haveOthersWritten() || isBehind;
    if (!isBehind) return;
    views.forgetUnended();
    changed();
    runs.lookAround();
    isBehind = false;
  };
  const others = setInterval(() => {
    if (!runs.isStarted && watchers === 0) return;
    try {
      look();
    } catch (error) {
      logger.warn('batches could not be read', { code: toAppError(error).code });
    }
  }, othersMs).unref();

  const stored = (id: BatchId): StoredBatch => {
    const batch = coded(() => getBatch(library, id));
    if (batch === undefined) throw new AppError('batch.notFound', `There is no batch ${id}.`);
    return batch;
  };
  const described = (batch: StoredBatch): Batch =>
    coded(() => views.describe(batch, runs.view(batch.id)));
  const newest = (limit: number): Batch[] =>
    coded(() => listBatches(library, limit)).map(described);

  /** Makes the change in the library, and follows it. */
  const change = (id: BatchId, act: (batch: StoredBatch) => void): Batch => {
    const batch = stored(id);
    coded(() => {
      act(batch);
      views.forget(id);
      runs.lookAround();
    });
    changed();
    return described(stored(id));
  };

  return {
    /**
     * `alsoKeep` stores what belongs to the batch, in the transaction that makes it.
     * Errors: `batch.duplicateId`; `usage.invalid` for a body that is none of its kind, for a schema
     * that cannot be checked and for a place without a model; `video.notFound`, `media.missing`.
     */
    create: (
      {
        paused = false,
        ...batch
      }: { name: string; kind: BatchKind; place: BatchPlace; paused?: boolean },
      requests: readonly BatchRequest[],
      alsoKeep?: (id: BatchId) => void,
    ): Batch => {
      validateBatch(batch, requests, media);
      const id = newId<BatchId>();
      const state = paused ? 'paused' : 'running';
      coded(() =>
        library.db.transaction(() => {
          insertBatch(library, { id, ...batch, state }, requests);
          alsoKeep?.(id);
        }),
      );
      return change(id, () => {});
    },
    list: newest,
    get: (id: BatchId): { batch: Batch; errors: BatchErrorGroup[] } => ({
      batch: described(stored(id)),
      errors: coded(() => errorGroups(library, id)),
    }),
    rows: (
      id: BatchId,
      page: { state?: BatchRowState | undefined; offset: number; limit: number },
    ): { rows: BatchRow[]; total: number } => {
      stored(id);
      return coded(() => listRows(library, id, page));
    },
    /** Nothing more is sent; what is under way is still answered and kept. */
    pause: (id: BatchId): Batch =>
      change(id, ({ state }) => {
        if (state === 'running') setBatchState(library, id, 'paused');
      }),
    resume: (id: BatchId): Batch =>
      change(id, ({ state }) => {
        if (state === 'paused') setBatchState(library, id, 'running');
      }),
    /** What is under way is given up. */
    cancel: (id: BatchId): Batch =>
      change(id, ({ state }) => {
        if (state !== 'running' && state !== 'paused') return;
        runs.stop(id);
        cancelWaitingRows(library, id);
        setBatchState(library, id, 'cancelled');
      }),
    /** What failed, was set aside or cancelled is asked again. */
    retry: (id: BatchId): Batch =>
      change(id, () => {
        retryRows(library, id);
        setBatchState(library, id, 'running');
      }),
    /** Keeps answers that were made elsewhere; `stored` of them are of rows that had none. */
    takeResults: (
      id: BatchId,
      results: readonly ForeignResult[],
    ): { stored: number; batch: Batch } => {
      let kept = 0;
      const batch = change(id, (found) => {
        const ends = takeResults(library, found, results, media);
        reopenRows(library, id, ends);
        kept = commitResults(library, ends, handleResult).length;
        views.forget(id);
        const isOver = found.state !== 'running' && views.states(found).waiting === 0;
        if (isOver) setBatchState(library, id, 'done');
      });
      return { stored: kept, batch };
    },
    /** Errors: `batch.inUse` while it runs. */
    remove: (id: BatchId): boolean => {
      if (getBatch(library, id)?.state === 'running') {
        throw new AppError('batch.inUse', 'The batch still runs.');
      }
      runs.stop(id);
      views.forget(id);
      changed();
      return coded(() => removeBatch(library, id));
    },
    /** The newest batches at once, and again as they change, at most four times a second. */
    async *watch(signal?: AbortSignal): AsyncGenerator<{ batches: Batch[] }, void, undefined> {
      let seen = -1;
      watchers++;
      try {
        while (signal?.aborted !== true) {
          if (seen !== changes) {
            seen = changes;
            yield { batches: newest(shownBatches) };
          }
          await sleep(watchIntervalMs, undefined, { ...(signal && { signal }) }).catch(() => {});
        }
      } finally {
        watchers--;
      }
    },
    /** Takes up what was running when the program ended. */
    start: (): void => coded(() => runs.start()),
    /** Rows under way are given up and wait for the next start. */
    dispose: (): void => {
      clearInterval(others);
      runs.dispose();
    },
  };
}

/** SQLite's errors with the codes of ours. */
function coded<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw toAppError(error);
  }
}
