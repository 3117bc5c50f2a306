/** Hashes a file and prints the hash or the error's code; mediaStore.test.ts runs it. */
import { toAppError } from '../../base/index.ts';
import { hashFile } from '../media/hashFile.ts';

const outcome = await hashFile(process.argv[2] ?? '').then(
  ({ contentHash }) => contentHash,
  (error: unknown) => toAppError(error).code,
);
process.stdout.write(outcome);
