import type { JobId } from '../../../contract/index.ts';
import { jobMessages, priorities } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Embedder } from '../../inference/index.ts';
import type { JobKind, JobQueue, ScheduledPayload, ScheduledRun } from '../../jobs/index.ts';
import { activateSpace, addVectors } from '../../library/index.ts';
import { type ChunkVector, embedMissing } from './embedMissing.ts';
import { spaceOf } from './spaceOf.ts';

/** A reindex has nothing to be told: it makes the vectors fit the installed model. */
export type ReindexPayload = ScheduledPayload;

/** Queues a reindex, or gives the one that has not ended: one is enough. */
export function enqueueReindex(
  queue: JobQueue,
  kind: JobKind<ReindexPayload>,
  schedule?: ScheduledRun,
): JobId {
  const payload = schedule === undefined ? {} : { schedule };
  return queue.enqueue(kind, payload, { label: jobMessages.labels.reindex, dedupeKey: kind.kind });
}

/**
 * Embeds every chunk with the installed model and then lets search use it. Where the library's
 * model is that one already, only what lacks a vector is embedded.
 */
export function createReindexKind(tools: {
  library: Library;
  embedder: Embedder;
}): JobKind<ReindexPayload> {
  const { library, embedder } = tools;
  return {
    kind: 'reindex',
    maxAttempts: 3,
    // New videos go first: each is embedded by its own ingest.
    priority: priorities.batch,
    isRetryable: (code) => code === 'worker.crashed' || code === 'disk.full',
    stages: [
      {
        name: 'embeddings',
        weight: 1,
        resource: 'cpu',
        run: async ({ signal, progress, yieldSlot }) => {
          const space = await spaceOf(library, embedder);
          // Each batch is stored when it is made: after a kill it goes on where it stopped.
          const onVectors = (vectors: ChunkVector[]): void =>
            void addVectors(library, space.id, vectors);
          const work = { library, embedder, space, signal, onVectors, yieldSlot };
          // Chunks that an ingest adds until the very switch are embedded before it.
          do await embedMissing({ ...work, onProgress: progress });
          while (!activateSpace(library, space.id));
        },
      },
    ],
  };
}
