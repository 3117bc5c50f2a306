import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Batch,
  BatchErrorGroup,
  BatchId,
  BatchKind,
  BatchPlace,
  BatchRow,
  BatchRowState,
} from '../../../contract/index.ts';
import { AppError, type Clock, type Logger, newId, toAppError } from '../../base/index.ts';
import { type Library, otherWriters } from '../../db/index.ts';
import type { JobKind, JobQueue } from '../../jobs/index.ts';
import type { RemoteServers } from '../endpoints/types.ts';
import { type ForeignResult, takeResults } from './answers/takeResults.ts';
import { type BatchPayload, createBatchKind } from './batchKind.ts';
import { BatchViews } from './batchViews.ts';
import { Lanes, type LocalAnswerer } from './lanes/lanes.ts';
import type { MediaFiles } from './outgoing/mediaFiles.ts';
import { untilDone } from './planning/inSlices.ts';
import {
  type PlannedRequests,
  planBatch,
  removeHidden,
  removeUnfinished,
} from './planning/planBatch.ts';
import { errorGroupsTask } from './rows/batchErrors.ts';
import { listRows, reopenRows, retrySome } from './rows/batchRepository.ts';
import { commitResults, type TakeAnswer } from './rows/commitResults.ts';
import { BatchRuns } from './running/batchRuns.ts';
import type { RefuseServer } from './running/refuseServer.ts';
import {
  beginRound,
  getBatch,
  hideBatch,
  listBatches,
  type StoredBatch,
  setBatchJob,
} from './storedBatches.ts';
import { noWorkers, type Workers } from './workers.ts';

export type Batches = ReturnType<typeof createBatches>;

export interface BatchesOptions {
  library: Library;
  /** It knows the kind that `createBatches` gives. */
  queue(): JobQueue;
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

/** What else is stored with a batch. */
export interface AlsoStored {
  /** While nobody sees the batch. */
  before?(id: BatchId): Promise<void>;
  /** In the transaction from which on the batch is seen. */
  with?(id: BatchId): void;
}

const watchIntervalMs = 250;
const shownBatches = 100;
const retriedAtOnce = 200;

/**
 * Batches of requests that come back exactly once. A row is in the library before it is sent and
 * keeps its first answer; what was under way when the program ended is asked again. Each batch is a
 * job: it runs where the queue runs, and its state is that of its job and its rows.
 * Errors everywhere: `batch.notFound`, and those of the library such as `disk.full`.
 */
export function createBatches(options: BatchesOptions) {
  const { library, queue, servers, local, media, handleResult = () => {} } = options;
  const { workers = noWorkers, clock, logger } = options;
  const views = new BatchViews(library);
  const runs = new BatchRuns({
    ...{ library, views, workers, media, handleResult, clock, logger },
    refuseServer: options.refuseServer,
    lanes: new Lanes({ servers, local, clock }),
  });
  const kind: JobKind<BatchPayload> = createBatchKind(runs);

  let isDisposed = false;
  const haveOthersWritten = otherWriters(library);
  const look = (): void => {
    if (haveOthersWritten()) views.forgetUnended();
  };
  const stored = (id: BatchId): StoredBatch => {
    const batch = coded(() => {
      look();
      return getBatch(library, id);
    });
    if (batch === undefined) throw new AppError('batch.notFound', `Batch ${id} not found.`);
    return batch;
  };
  const described = (batch: StoredBatch): Batch =>
    coded(() => views.describe(batch, runs.view(batch.id)));
  const newest = (limit: number): Batch[] =>
    coded(() => {
      look();
      return listBatches(library, limit);
    }).map(described);
  const isUnfinished = ({ state }: StoredBatch): boolean =>
    state === 'running' || state === 'paused';

  /** The batch gets a job, or the one that it has goes on. */
  const enqueue = ({ id, name }: { id: BatchId; name: string }): StoredBatch['jobId'] => {
    const jobId = queue().enqueue(kind, { batchId: id }, { label: name, dedupeKey: id });
    setBatchJob(library, id, jobId);
    return jobId;
  };

  return {
    kind,
    /**
     * Errors: `batch.duplicateId`; `usage.invalid` for a body that is none of its kind, for a schema
     * that cannot be checked and for a place without a model; `video.notFound`, `media.missing`.
     */
    create: async (
      {
        paused = false,
        ...fields
      }: { name: string; kind: BatchKind; place: BatchPlace; paused?: boolean },
      requests: PlannedRequests,
      also: AlsoStored = {},
    ): Promise<Batch> => {
      const batch = { ...fields, id: newId<BatchId>() };
      try {
        await planBatch({ library, media }, batch, requests);
        await also.before?.(batch.id);
        let pausing: Promise<unknown> | undefined;
        library.db.transaction(() => {
          also.with?.(batch.id);
          const jobId = enqueue(batch);
          // Within the transaction: no process begins it.
          if (paused) pausing = queue().pause(jobId);
        });
        await pausing;
      } catch (error) {
        await removeHidden(library, batch).catch(() => undefined);
        throw toAppError(error);
      }
      return described(stored(batch.id));
    },
    list: newest,
    get: (id: BatchId): { batch: Batch } => ({ batch: described(stored(id)) }),
    /** What went wrong, by its cause. */
    errors: (id: BatchId, signal?: AbortSignal): Promise<BatchErrorGroup[]> =>
      library.readers.run(errorGroupsTask, id, { signal }),
    rows: (
      id: BatchId,
      page: { state?: BatchRowState | undefined; offset: number; limit: number },
    ): { rows: BatchRow[]; total: number } => {
      const { state } = stored(id);
      return coded(() => listRows(library, id, { ...page, isCancelled: state === 'cancelled' }));
    },
    /** Nothing more is sent; what is under way is still answered and kept. */
    pause: async (id: BatchId): Promise<Batch> => {
      const batch = stored(id);
      if (isUnfinished(batch)) await queue().pause(batch.jobId);
      return described(stored(id));
    },
    resume: async (id: BatchId): Promise<Batch> => {
      const batch = stored(id);
      if (batch.problem !== undefined) queue().retry(batch.jobId);
      else if (isUnfinished(batch)) queue().resume(batch.jobId);
      return described(stored(id));
    },
    /** What is under way is given up. */
    cancel: async (id: BatchId): Promise<Batch> => {
      const batch = stored(id);
      if (isUnfinished(batch)) {
        await queue().cancel(batch.jobId);
        // One that was paused may still wait for answers.
        await runs.stop(id);
      }
      views.forget(id);
      return described(stored(id));
    },
    /** What failed, was rejected or cancelled is asked again. */
    retry: async (id: BatchId): Promise<Batch> => {
      const batch = stored(id);
      try {
        beginRound(library, id);
        await untilDone(() => retrySome(library, id, retriedAtOnce));
        const jobId = library.db.transaction(() => enqueue(batch));
        queue().resume(jobId);
      } catch (error) {
        throw toAppError(error);
      } finally {
        views.forget(id);
      }
      return described(stored(id));
    },
    /** Keeps answers that were made elsewhere; `stored` of them are of rows that had none. */
    takeResults: (
      id: BatchId,
      results: readonly ForeignResult[],
    ): { stored: number; batch: Batch } => {
      const found = stored(id);
      const kept = coded(() => {
        const ends = takeResults(library, found, results, media);
        return library.db.transaction(() => {
          reopenRows(library, id, ends);
          return commitResults(library, ends, handleResult).length;
        });
      });
      views.forget(id);
      const batch = stored(id);
      // A paused job finds no row that waits, and is done.
      if (found.state === 'paused' && batch.state === 'done') queue().resume(batch.jobId);
      return { stored: kept, batch: described(batch) };
    },
    /** Errors: `batch.inUse` while it runs. */
    remove: async (id: BatchId): Promise<boolean> => {
      const batch = coded(() => getBatch(library, id));
      if (batch === undefined) return false;
      if (batch.state === 'running')
        throw new AppError('batch.inUse', 'The batch is still running.');
      if (isUnfinished(batch)) await queue().cancel(batch.jobId);
      await runs.stop(id);
      const isHidden = coded(() => hideBatch(library, id));
      views.forget(id);
      await removeHidden(library, { id });
      return isHidden;
    },
    /** The newest batches at once, and again as they change, at most four times a second. */
    async *watch(signal?: AbortSignal): AsyncGenerator<{ batches: Batch[] }, void, undefined> {
      let seen = '';
      while (!isDisposed && signal?.aborted !== true) {
        const batches = newest(shownBatches);
        const text = JSON.stringify(batches);
        if (text !== seen) yield { batches };
        seen = text;
        await sleep(watchIntervalMs, undefined, { ...(signal && { signal }) }).catch(() => {});
      }
    },
    /** Removes what processes left that died while they stored a batch. Never rejects. */
    tidy: (): Promise<void> =>
      removeUnfinished(library).catch((error: unknown) =>
        logger.warn('unfinished batches could not be removed', { code: toAppError(error).code }),
      ),
    /** After the queue: rows under way are given up and wait for the next start; watching ends. */
    dispose: (): Promise<void> => {
      isDisposed = true;
      return runs.dispose();
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
