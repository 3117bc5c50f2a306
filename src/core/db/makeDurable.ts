import { existsSync } from 'node:fs';
import { synchroniseNameNow, synchroniseNow } from '../base/index.ts';
import { databaseFile } from './databaseFile.ts';

/**
 * Waits until the disk has all that was committed. With `synchronous = NORMAL` a loss of power may
 * take back the last commits, and what was done to files because of them may stay: so this goes
 * before files are removed that the database needed until then. One fsync, of the log, into which
 * every commit is written first.
 */
export function makeDurable(directory: string): void {
  const log = `${databaseFile(directory)}-wal`;
  // Without a log everything is in the database, which SQLite synchronised.
  if (!existsSync(log)) return;
  synchroniseNow(log);
  synchroniseNameNow(log);
}
