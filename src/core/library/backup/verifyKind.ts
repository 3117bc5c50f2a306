import { AppError, jobMessages } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { JobKind, ScheduledPayload } from '../../jobs/index.ts';
import { verifyLibraryTask } from '../readTasks.ts';

/** Checks the database and every stored file. Fails with `media.altered` when one is not whole. */
export function createVerifyKind(library: Library): JobKind<ScheduledPayload> {
  return {
    kind: 'verify',
    maxAttempts: 1,
    isRetryable: () => false,
    stages: [
      {
        name: 'verify',
        weight: 1,
        resource: 'disk',
        run: async ({ signal, update }) => {
          const verified = library.readers.run(verifyLibraryTask, undefined, { signal });
          const { ok, checkedFiles, problems } = await verified;
          if (ok) return update({ summary: jobMessages.summaries.verified(checkedFiles) });
          const [first] = problems;
          throw new AppError(
            'media.altered',
            jobMessages.summaries.notVerified(problems.length, first?.detail ?? ''),
          );
        },
      },
    ],
  };
}
