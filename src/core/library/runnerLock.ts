import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError, hasSystemCode, toAppError } from '../base/index.ts';

export interface RunnerLock {
  release(): void;
}

/**
 * The right to run jobs in a library or to replace it: one process at a time. Others may open,
 * read, queue and cancel. The lock is an exclusive transaction on a small database of its own:
 * the operating system lets go of it when the process dies, however it dies.
 * Errors: `library.inUse`.
 */
export function acquireRunnerLock(libraryDirectory: string): RunnerLock {
  const connection = open(join(libraryDirectory, 'runner.lock.sqlite'));
  try {
    connection.pragma('locking_mode = EXCLUSIVE');
    connection.pragma('busy_timeout = 200');
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    if (hasSystemCode(error, 'SQLITE_BUSY')) {
      throw new AppError('library.inUse', `Another process works in ${libraryDirectory}.`, {
        cause: error,
      });
    }
    throw toAppError(error);
  }
  return {
    release: () => {
      if (!connection.open) return;
      connection.exec('ROLLBACK');
      connection.close();
    },
  };
}

function open(file: string): Database.Database {
  try {
    return new Database(file);
  } catch (error) {
    throw toAppError(error);
  }
}
