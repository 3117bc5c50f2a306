import type { Library } from '../db/index.ts';
import { type JobKind, type JobQueue, runNow } from '../jobs/index.ts';
import { enqueueSync, type Sharing, type SyncPayload } from '../sync/index.ts';
import { api } from './implementer.ts';

export interface SharingTools {
  library: Library;
  queue: JobQueue;
  sharing: Sharing;
  syncKind: JobKind<SyncPayload>;
  letJobsRun(): void;
}

/** What the team shares. */
export function sharingHandlers(tools: SharingTools) {
  const { library, queue, sharing: shared, syncKind, letJobsRun } = tools;
  const { sharing } = api;
  return {
    status: sharing.status.handler(() => shared.status()),
    connect: sharing.connect.handler(({ input }) => shared.connect(input)),
    disconnect: sharing.disconnect.handler(() => shared.disconnect()),
    sync: sharing.sync.handler(() => {
      const run = { dueAtMs: library.clock.nowMs(), reason: 'byHand' as const };
      const jobId = enqueueSync({ library, queue, kind: syncKind }, run);
      letJobsRun();
      return runNow(queue, jobId);
    }),
    conflicts: sharing.conflicts.handler(({ input }) => ({
      conflicts: shared.conflicts(input.limit),
    })),
    settle: sharing.settle.handler(({ input }) => shared.settle(input)),
    search: sharing.search.handler(({ input, signal }) => shared.search(input, signal)),
  };
}
