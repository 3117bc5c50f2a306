import type { Library } from '../db/index.ts';
import { type DuplicatesPayload, enqueueDuplicates } from '../ingest/index.ts';
import { type JobKind, type JobQueue, runNow } from '../jobs/index.ts';
import { resolveVideoId } from '../library/index.ts';
import { duplicatesOf, listDuplicates } from '../search/index.ts';
import { api } from './implementer.ts';

export interface DuplicateTools {
  library: Library;
  queue: JobQueue;
  duplicatesKind: JobKind<DuplicatesPayload>;
  letJobsRun(): void;
}

/** Reposts and near-duplicates, in groups. */
export function duplicateHandlers({ library, queue, duplicatesKind, letJobsRun }: DuplicateTools) {
  const { duplicates } = api;
  return {
    list: duplicates.list.handler(({ input }) => listDuplicates(library, input.limit)),
    of: duplicates.of.handler(({ input }) => {
      const group = duplicatesOf(library, resolveVideoId(library, input.videoId));
      return group === undefined ? {} : { group };
    }),
    find: duplicates.find.handler(() => {
      const jobId = enqueueDuplicates(queue, duplicatesKind, true);
      letJobsRun();
      return runNow(queue, jobId);
    }),
  };
}
