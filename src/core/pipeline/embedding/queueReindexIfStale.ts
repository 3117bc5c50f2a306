import { type Logger, toAppError } from '../../base/index.ts';
import type { JobKind, JobQueue } from '../../jobs/index.ts';
import { activeSpace, type Library } from '../../library/index.ts';
import type { ModelSource } from '../../models/index.ts';
import { type ReindexPayload, reindexKey } from './reindexKind.ts';

/**
 * Queues a reindex when another embedding model than the library's is installed and preferred,
 * unless one is queued already. Search goes on on the old vectors meanwhile.
 */
export async function queueReindexIfStale(tools: {
  library: Library;
  models: ModelSource;
  queue: JobQueue;
  kind: JobKind<ReindexPayload>;
  logger: Logger;
}): Promise<void> {
  const { library, models, queue, kind, logger } = tools;
  try {
    const active = activeSpace(library);
    const preferred = await models.preferred('embed');
    if (active === undefined || preferred === undefined) return;
    if (active.modelVersion === preferred.version) return;
    const open = queue
      .list({ limit: 1_000 })
      .some(
        (job) => job.kind === kind.kind && ['waiting', 'running', 'paused'].includes(job.state),
      );
    if (open) return;
    queue.enqueue(kind, {}, { label: 'Embed the library', exclusiveKey: reindexKey });
  } catch (error) {
    logger.error('the vectors could not be checked', { code: toAppError(error).code });
  }
}
