import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JobId } from '../../../../contract/index.ts';
import { jobMessages, type Logger, priorities, toAppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { JobKind, JobQueue } from '../../../jobs/index.ts';
import { measureGroupsTask } from '../../readTasks.ts';
import { countStale, dropTaken, markAllStale, storeMeasures, takeStale } from './measureStore.ts';

/** A slice is computed at once on a reader thread. */
const groupsPerSlice = 100;
/** Rows of one transaction: a few milliseconds of the connection that writes. */
const rowsPerWrite = 400;
const lookEveryMs = 3_000;
/** An import marks until it ends, so it is waited for; a longer one is not. */
const maxWaitMs = 300_000;

export interface Measuring {
  kind: JobKind<Record<never, never>>;
  /** Queues the job when something is to be measured; gives the one that has not ended. */
  enqueue(): JobId | undefined;
  /** What a score is has changed: all are computed anew, soon. */
  measureAnew(): void;
  /** From now on what changes is measured, soon after the job that changed it. */
  start(): void;
  dispose(): void;
}

/**
 * Keeps `video_measures` as the snapshots have it. Triggers mark what has changed; the job `measure`
 * computes it anew, a slice of channels at a time. After a crash it goes on with what is still marked.
 */
export function createMeasuring(tools: {
  library: Library;
  logger: Logger;
  /** Asked for when it is needed: the queue is made from its kinds. */
  queue(): JobQueue;
}): Measuring {
  const { library, logger } = tools;
  const kind: Measuring['kind'] = {
    kind: 'measure',
    maxAttempts: 3,
    priority: priorities.batch,
    isRetryable: (code) => code === 'worker.crashed' || code === 'disk.full',
    stages: [
      {
        name: 'measure',
        weight: 1,
        resource: 'disk',
        run: async ({ signal, progress }) => {
          const all = countStale(library);
          for (let done = 0; ; ) {
            const groupIds = takeStale(library, groupsPerSlice);
            if (groupIds.length === 0) return;
            const asOfMs = library.clock.nowMs();
            const rows = await library.readers.run(
              measureGroupsTask,
              { groupIds, asOfMs },
              { signal },
            );
            for (let at = 0; at < rows.length; at += rowsPerWrite) {
              signal.throwIfAborted();
              storeMeasures(library, rows.slice(at, at + rowsPerWrite));
              await nextTurn();
            }
            dropTaken(library, groupIds);
            done += groupIds.length;
            progress(Math.min(1, done / Math.max(done, all)), { done, total: Math.max(done, all) });
          }
        },
      },
    ],
  };
  const enqueue = (): JobId | undefined => {
    const queue = tools.queue();
    const unfinished = queue.findUnfinished(kind.kind, kind.kind);
    if (unfinished !== undefined) return unfinished.id;
    if (countStale(library) === 0) return undefined;
    return queue.enqueue(kind, {}, { label: jobMessages.labels.measure, dedupeKey: kind.kind });
  };
  let timer: NodeJS.Timeout | undefined;
  let waitedMs = 0;
  const look = (): void => {
    try {
      if (countStale(library) === 0) return;
      waitedMs += lookEveryMs;
      if (tools.queue().counts().running > 0 && waitedMs < maxWaitMs) return;
      waitedMs = 0;
      enqueue();
    } catch (error) {
      logger.error('the measures could not be checked', { code: toAppError(error).code });
    }
  };
  return {
    kind,
    enqueue,
    measureAnew: () => markAllStale(library),
    start: () => {
      timer ??= setInterval(look, lookEveryMs).unref();
    },
    dispose: () => clearInterval(timer),
  };
}
