import { AppError, jobMessages } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { JobKind, ScheduledPayload } from '../../jobs/index.ts';
import { verifyLibraryTask } from '../readTasks.ts';
import { proveBackup } from './provenBackup.ts';

/**
 * Checks the database and every stored file, then restores the newest nightly backup into a scratch
 * folder. Fails with `media.altered` when a file is not whole, or as a restore would.
 */
export function createVerifyKind(library: Library): JobKind<ScheduledPayload> {
  return {
    kind: 'verify',
    maxAttempts: 1,
    isRetryable: () => false,
    stages: [
      {
        name: 'verify',
        weight: 2,
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
      {
        name: 'backup',
        weight: 1,
        resource: 'disk',
        run: async ({ signal, payload, update }) => {
          const proven = await proveBackup(library, signal);
          if (proven === undefined) return;
          const { summary = '' } = payload;
          update({ summary: `${summary} ${jobMessages.summaries.proven(proven)}` });
        },
      },
    ],
  };
}
