import type { BatchId } from '../../../contract/index.ts';
import { priorities } from '../../base/index.ts';
import type { JobKind } from '../../jobs/index.ts';
import type { BatchRuns } from './running/batchRuns.ts';

export type BatchPayload = { batchId: BatchId };

/** A run that broke off is begun again so often, with pauses that grow. */
const maxAttempts = 10;

/**
 * The job that asks the rows of a batch. It waits for others nearly all the time, and holds no
 * resource meanwhile; what this machine answers goes through the engine at batch priority.
 */
export function createBatchKind(runs: BatchRuns): JobKind<BatchPayload> {
  return {
    kind: 'batch',
    maxAttempts,
    priority: priorities.batch,
    // Its rows have failures of their own; the batch waits where no server can be asked.
    isRetryable: () => true,
    stages: [
      {
        name: 'rows',
        weight: 1,
        resource: 'server',
        run: (context) => context.releaseWhile(() => runs.run(context.payload.batchId, context)),
      },
    ],
  };
}
