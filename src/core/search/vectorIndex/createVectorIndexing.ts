import { type Logger, toAppError } from '../../base/index.ts';
import type { AnyJobKind, JobKind, JobQueue } from '../../jobs/index.ts';
import {
  createVectorIndexKind,
  queueIndexIfDue,
  tidyIndexes,
  type VectorIndexOptions,
  type VectorIndexPayload,
} from './vectorIndexKind.ts';

export interface VectorIndexing {
  kind: JobKind<VectorIndexPayload>;
  /** Once this process runs the queue. */
  start(): Promise<void>;
  /** The same kind; after each of its jobs that is done it is looked whether an index is due. */
  watching(kind: AnyJobKind): AnyJobKind;
  dispose(): void;
}

/** Whole batches of videos end within a few seconds of one another. */
const lookAfterMs = 10_000;

/** Keeps an index beside the vectors of each space that has many. */
export function createVectorIndexing(
  tools: VectorIndexOptions & { queue(): JobQueue; logger: Logger },
): VectorIndexing {
  const { library, queue, logger } = tools;
  const kind = createVectorIndexKind(tools);
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    timer = undefined;
    try {
      queueIndexIfDue(queue(), kind, tools);
    } catch (error) {
      logger.error('the vector index could not be checked', { code: toAppError(error).code });
    }
  };
  return {
    kind,
    start: async () => {
      try {
        await tidyIndexes(library, stop.signal);
      } catch (error) {
        if (stop.signal.aborted) return;
        logger.error('the vector index could not be checked', { code: toAppError(error).code });
      }
      if (!stop.signal.aborted) look();
    },
    watching: (watched) => ({
      ...watched,
      onDone: (jobId) => {
        if (!stop.signal.aborted) timer ??= setTimeout(look, lookAfterMs).unref();
        watched.onDone?.(jobId);
      },
    }),
    dispose: () => {
      stop.abort();
      clearTimeout(timer);
    },
  };
}
