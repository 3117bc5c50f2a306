import { type Logger, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { ModelSource } from '../../inference/index.ts';
import type { JobKind, JobQueue } from '../../jobs/index.ts';
import { activeSpace, countVectors } from '../../library/index.ts';
import { enqueueReindex, type ReindexPayload } from './reindexKind.ts';

/**
 * Queues a reindex when another embedding model than the library's is installed and preferred,
 * or when chunks have no vector because no model was installed at their ingest; unless one is
 * queued already; false when nothing was queued. Search goes on on the old vectors meanwhile.
 */
export async function queueReindexIfStale(tools: {
  library: Library;
  models: ModelSource;
  queue: JobQueue;
  kind: JobKind<ReindexPayload>;
  logger: Logger;
}): Promise<boolean> {
  const { library, models, queue, kind, logger } = tools;
  try {
    if (!(await isReindexDue({ library, models }))) return false;
    if (queue.findUnfinished(kind.kind, kind.kind) !== undefined) return false;
    enqueueReindex(queue, kind);
    return true;
  } catch (error) {
    logger.error('the vectors could not be checked', { code: toAppError(error).code });
    return false;
  }
}

/** Whether a model is installed for which the library has no vectors, or not all. */
export async function isReindexDue(tools: {
  library: Library;
  models: ModelSource;
}): Promise<boolean> {
  const preferred = await tools.models.preferred('embed');
  return preferred !== undefined && isStale(tools.library, preferred.version);
}

function isStale(library: Library, version: string): boolean {
  const active = activeSpace(library);
  // Vectors of no space: all that the library has is still to be embedded.
  const { embedded, total } = countVectors(library, active?.id ?? 0);
  return embedded < total || (active !== undefined && active.modelVersion !== version);
}
