import type { Observation } from '../../../../contract/index.ts';
import { jobMessages } from '../../../base/index.ts';
import type { JobKind, ScheduledPayload } from '../../../jobs/index.ts';

/**
 * Observes the videos that are due, each stored as it is read. A job that is stopped begins anew with
 * what is due then.
 */
export function createObserveKind(
  observeDue: (signal: AbortSignal) => AsyncIterable<Observation>,
): JobKind<ScheduledPayload> {
  return {
    kind: 'observe',
    maxAttempts: 1,
    isRetryable: () => false,
    stages: [
      {
        name: 'observe',
        weight: 1,
        resource: 'network',
        run: async ({ signal, progress, update, warn }) => {
          let observed = 0;
          let failed = 0;
          for await (const { status, title, error } of observeDue(signal)) {
            if (status === 'observed') observed += 1;
            if (status === 'failed') failed += 1;
            if (error !== undefined) warn(error.code, error.message);
            progress(0, { done: observed + failed, text: title });
          }
          update({ summary: jobMessages.summaries.observed(observed, failed) });
        },
      },
    ],
  };
}
