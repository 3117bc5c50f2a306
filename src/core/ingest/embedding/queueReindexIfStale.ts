import { type Logger, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { ModelSource } from '../../inference/index.ts';
import type { JobKind, JobQueue } from '../../jobs/index.ts';
import { activeSpace, countVectors } from '../../library/index.ts';
import { type ReindexPayload, reindexKey } from './reindexKind.ts';

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
    const preferred = await models.preferred('embed');
    if (preferred === undefined || !isStale(library, preferred.version)) return false;
    if (queue.findUnfinished(kind.kind, reindexKey) !== undefined) return false;
    const keys = { exclusiveKey: reindexKey, dedupeKey: reindexKey };
    queue.enqueue(kind, {}, { label: 'Embed the library', ...keys });
    return true;
  } catch (error) {
    logger.error('the vectors could not be checked', { code: toAppError(error).code });
    return false;
  }
}

function isStale(library: Library, version: string): boolean {
  const active = activeSpace(library);
  // Vectors of no space: all that the library has is still to be embedded.
  const { embedded, total } = countVectors(library, active?.id ?? 0);
  return embedded < total || (active !== undefined && active.modelVersion !== version);
}
