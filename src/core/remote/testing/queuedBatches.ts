import type { AnyJobKind } from '../../jobs/index.ts';
import { createJobQueue, type JobQueue } from '../../jobs/index.ts';
import { type BatchesOptions, createBatches } from '../batches/createBatches.ts';

export type QueuedBatches = ReturnType<typeof createQueuedBatches>;

/** Batches with a queue that runs them and nothing else, for tests. */
export function createQueuedBatches(
  options: Omit<BatchesOptions, 'queue'> & { kinds?: readonly AnyJobKind[] },
) {
  const { library, clock, logger, kinds = [] } = options;
  const batches = createBatches({ ...options, queue: () => queue });
  const queue: JobQueue = createJobQueue({
    ...{ library, clock, logger },
    kinds: [batches.kind, ...kinds],
  });
  return {
    ...batches,
    queue,
    /** Begins to run them in this process. */
    start: (): void => queue.start(),
    dispose: async (): Promise<void> => {
      await queue.dispose();
      await batches.dispose();
    },
  };
}
