import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import { AppError, pathBelow, toAppError } from '../../base/index.ts';
import { lockFile } from '../locks/fileLock.ts';
import { applyMigrations, lastApplied } from './applyMigrations.ts';
import { copyBeforeUpdate } from './copyBeforeUpdate.ts';
import { refuseForeignSchema } from './refuseForeignSchema.ts';

export interface MigrateOptions {
  migrationsFolder: string;
  freeBytesOf: (folder: string) => number;
  /** False for a database that is a copy itself, and that only this process has. */
  copiesBeforeUpdate: boolean;
  /** How long to wait while another process updates the library. */
  waitForUpdateMs: number;
}

/**
 * Brings a database to the newest schema. A database that already holds a library is copied
 * first; then all migrations run in one transaction with foreign keys off (a table that is
 * rebuilt would otherwise delete what refers to it), and are committed only if every reference
 * still leads somewhere. Whatever fails leaves the database as it was.
 * Returns whether an existing library was migrated. Errors: `library.newer`, `library.corrupt` for
 * one with foreign parts, `library.inUse`, `library.updateFailed`, `disk.full`.
 */
export function migrateDatabase(connection: Database.Database, options: MigrateOptions): boolean {
  const { migrationsFolder, copiesBeforeUpdate, freeBytesOf, waitForUpdateMs } = options;
  const known = newestKnown(migrationsFolder);
  const migrations = readMigrationFiles({ migrationsFolder });
  // Of one moment, because another process may be updating it, and before anything is written,
  // which its triggers would hear of.
  const applied = connection.transaction(() => {
    const latest = lastApplied(connection);
    if (latest !== undefined && latest > known) {
      throw new AppError(
        'library.newer',
        `${connection.name} was made by a newer version of Trendroom.`,
      );
    }
    refuseForeignSchema(
      connection,
      migrations.filter(({ folderMillis }) => folderMillis <= (latest ?? 0)),
    );
    return latest;
  })();
  // The triggers that delete vectors need it: sqlite-vec does not call its tables innocuous. By now
  // every trigger is known to be ours.
  connection.pragma('trusted_schema = ON');
  if (applied === known) return false;
  if (applied === undefined) {
    applyMigrations(connection, migrations);
    return false;
  }
  if (!copiesBeforeUpdate) {
    applyMigrations(connection, migrations);
    return true;
  }
  const lock = lockFile(pathBelow(dirname(connection.name), 'update.lock.sqlite'), {
    waitMs: waitForUpdateMs,
  });
  if (lock === undefined) {
    throw new AppError('library.inUse', 'Another process is updating the library.');
  }
  try {
    // Another process may have done it while this one waited.
    if (lastApplied(connection) === known) return false;
    updateLibrary(connection, migrations, freeBytesOf);
    return true;
  } finally {
    lock.release();
  }
}

function updateLibrary(
  connection: Database.Database,
  migrations: readonly MigrationMeta[],
  freeBytesOf: (folder: string) => number,
): void {
  const copy = copyBeforeUpdate(connection, freeBytesOf);
  try {
    applyMigrations(connection, migrations);
  } catch (error) {
    const { code, message } = toAppError(error);
    if (code === 'disk.full') throw error;
    throw new AppError(
      'library.updateFailed',
      `The library could not be updated and is as it was: ${message}. A copy of its database is at ${copy}.`,
      { cause: error },
    );
  }
}

function newestKnown(migrationsFolder: string): number {
  const journal = JSON.parse(
    readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8'),
  ) as { entries: { when: number }[] };
  return Math.max(...journal.entries.map((entry) => entry.when));
}
