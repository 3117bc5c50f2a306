import Database from 'better-sqlite3';
import { hasSystemCode, toAppError } from '../../base/index.ts';
import { orSayWhy } from '../connection/orSayWhy.ts';

export interface FileLock {
  release(): void;
}

/**
 * Locks a file, made when it is not there, for one process; undefined when another has it. The
 * lock is an exclusive transaction on a small database: the operating system lets go of it when
 * the process dies, however it dies.
 */
export function lockFile(file: string, { waitMs = 0 } = {}): FileLock | undefined {
  return orSayWhy(file, () => lockOnce(file, waitMs));
}

function lockOnce(file: string, waitMs: number): FileLock | undefined {
  let connection: Database.Database | undefined;
  try {
    const opened = new Database(file);
    connection = opened;
    opened.pragma('locking_mode = EXCLUSIVE');
    opened.pragma(`busy_timeout = ${waitMs}`);
    opened.exec('BEGIN EXCLUSIVE');
    return {
      release: () => {
        if (!opened.open) return;
        opened.exec('ROLLBACK');
        opened.close();
      },
    };
  } catch (error) {
    connection?.close();
    if (hasSystemCode(error, 'SQLITE_BUSY')) return undefined;
    throw toAppError(error);
  }
}
