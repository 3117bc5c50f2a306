import { existsSync, readdirSync, rmSync } from 'node:fs';
import { entryBelow, jobMessages, newId, pathBelow, priorities } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { JobKind, JobQueue } from '../../jobs/index.ts';
import { activeSpace, type EmbeddingSpace, teamSpace } from '../../library/index.ts';
import {
  countChangesAfter,
  forgetIndex,
  getIndex,
  hasVectors,
  listIndexes,
  publishIndex,
} from './indexRepository.ts';
import { buildIndexTask, checkIndexesTask } from './readTasks.ts';

/** Up to so many vectors an exact search takes 50 ms, and nothing is gained. */
const minRows = 50_000;
/** New vectors are compared one by one; when they are this share of all, the index is made anew. */
const maxRecentShare = 0.02;

/** What to index is found when the job runs. */
export type VectorIndexPayload = Record<string, never>;

export interface VectorIndexOptions {
  library: Library;
  minRows?: number;
}

/**
 * Makes the indexes of the spaces that search uses, where they are missing, damaged or too old. A
 * search that finds no index compares every vector.
 */
export function createVectorIndexKind(options: VectorIndexOptions): JobKind<VectorIndexPayload> {
  const { library } = options;
  return {
    kind: 'vectorIndex',
    maxAttempts: 2,
    priority: priorities.batch,
    isRetryable: (code) => code === 'worker.crashed' || code === 'disk.full',
    stages: [
      {
        name: 'vectorIndex',
        weight: 1,
        resource: 'disk',
        run: async ({ signal, writeAtEnd }) => {
          const all = spacesDue(options);
          for (const { id: spaceId, dimensions } of all) {
            const file = newId();
            const input = { spaceId, dimensions, name: file };
            const built = await library.readers.run(buildIndexTask, input, { signal });
            writeAtEnd(() => {
              // A space that was dropped meanwhile takes its index with it.
              if (spacesInUse(library).some(({ id }) => id === spaceId)) {
                publishIndex(library, { spaceId, file, built });
              }
            });
          }
        },
      },
    ],
    onDone: () => removeUnused(library),
  };
}

/** Queues a job when an index is due, unless one is queued already. */
export function queueIndexIfDue(
  queue: JobQueue,
  kind: JobKind<VectorIndexPayload>,
  options: VectorIndexOptions,
): void {
  if (spacesDue(options).length === 0) return;
  queue.enqueue(kind, {}, { label: jobMessages.labels.vectorIndex, dedupeKey: kind.kind });
}

/** Forgets indexes that cannot be used, and removes files that no index names. */
export async function tidyIndexes(library: Library, signal: AbortSignal): Promise<void> {
  const unusable = await library.readers.run(checkIndexesTask, undefined, { signal });
  for (const spaceId of unusable) forgetIndex(library, spaceId);
  removeUnused(library);
}

function spacesInUse(library: Library): EmbeddingSpace[] {
  return [activeSpace(library), teamSpace(library)].filter((space) => space !== undefined);
}

function spacesDue({ library, minRows: least = minRows }: VectorIndexOptions): EmbeddingSpace[] {
  return spacesInUse(library).filter(({ id: spaceId }) => {
    const index = getIndex(library, spaceId);
    if (index === undefined) return hasVectors(library, spaceId, least);
    const recent = countChangesAfter(library, { spaceId, seq: index.changeSeq });
    return recent > Math.max(least, index.rows) * maxRecentShare;
  });
}

/** A reader that has one open reads on; on Windows it is removed at a later time. */
function removeUnused(library: Library): void {
  const folder = pathBelow(library.directory, 'vectors');
  if (!existsSync(folder)) return;
  const used = new Set(listIndexes(library).map(({ file }) => file));
  for (const entry of readdirSync(folder)) {
    const [name = ''] = entry.split('.');
    if (!used.has(name)) rmSync(entryBelow(folder, entry), { force: true });
  }
}
