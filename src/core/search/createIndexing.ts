import { type Logger, toAppError } from '../base/index.ts';
import type { JobKind, JobQueue } from '../jobs/index.ts';
import { mergeWordIndexes } from './documents/mergeWordIndexes.ts';
import { refreshAllDocuments } from './documents/refreshDocuments.ts';
import { forgetChanges } from './vectorIndex/indexRepository.ts';
import {
  createVectorIndexKind,
  queueIndexIfDue,
  tidyIndexes,
  type VectorIndexOptions,
  type VectorIndexPayload,
} from './vectorIndex/vectorIndexKind.ts';

export interface Indexing {
  kind: JobKind<VectorIndexPayload>;
  /** Once this process runs the queue. */
  start(): Promise<void>;
  /** After a job that may have changed what is searched. */
  lookSoon(): void;
  dispose(): void;
}

/** Whole batches of videos end within a few seconds of one another. */
const lookAfterMs = 2_000;

/** Keeps the indexes of search: the words of each video, and the vectors of a space that has many. */
export function createIndexing(
  tools: VectorIndexOptions & {
    queue(): JobQueue;
    logger: Logger;
    /** What rests on words that can be found now. */
    onIndexed?: (signal: AbortSignal) => Promise<void>;
  },
): Indexing {
  const { library, queue, logger, onIndexed } = tools;
  const kind = createVectorIndexKind(tools);
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const orLog = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (stop.signal.aborted) return;
      logger.error('an index of search could not be made', { code: toAppError(error).code });
    }
  };
  const look = async (): Promise<void> => {
    timer = undefined;
    await refreshAllDocuments(library, stop.signal);
    queueIndexIfDue(queue(), kind, tools);
    await onIndexed?.(stop.signal);
    await forgetChanges(library, stop.signal);
    await mergeWordIndexes(library, stop.signal);
  };
  return {
    kind,
    start: () =>
      orLog(async () => {
        // A job that goes on writes files that no index names yet; it tidies up when it is done.
        const isBuilding = queue().findUnfinished(kind.kind, kind.kind) !== undefined;
        if (!isBuilding) await tidyIndexes(library, stop.signal);
        await look();
      }),
    lookSoon: () => {
      if (!stop.signal.aborted) timer ??= setTimeout(() => void orLog(look), lookAfterMs).unref();
    },
    dispose: () => {
      stop.abort();
      clearTimeout(timer);
    },
  };
}
