import { type Logger, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { JobQueue } from '../../jobs/index.ts';
import { removeUploadOf } from '../../library/index.ts';

/**
 * Removes each upload when all its files are in the library, until the queue is disposed. Whether
 * the page that sent it is still there does not matter.
 */
export async function removeTakenUploads({
  library,
  queue,
  logger,
}: {
  library: Library;
  queue: JobQueue;
  logger: Logger;
}): Promise<void> {
  for await (const job of queue.watch()) {
    if (job.state !== 'done') continue;
    try {
      removeUploadOf(library, job.id);
    } catch (error) {
      // What stays is removed when the library is next tidied.
      logger.warn('an upload could not be removed', { message: toAppError(error).message });
    }
  }
}
