import { AppError, pathBelow } from '../../base/index.ts';
import { type FileLock, lockFile } from './fileLock.ts';

export type RunnerLock = FileLock;

const waitMs = 200;

/**
 * The right to run jobs in a library or to replace it: one process at a time. Others may open,
 * read, queue and cancel. Errors: `library.inUse`.
 */
export function acquireRunnerLock(libraryDirectory: string): RunnerLock {
  const lock = lockFile(pathBelow(libraryDirectory, 'runner.lock.sqlite'), { waitMs });
  if (lock === undefined) {
    throw new AppError('library.inUse', `Another process is using ${libraryDirectory}.`);
  }
  return lock;
}
