import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import { AppError, toAppError } from '../../base/index.ts';
import { lockFile } from '../locks/fileLock.ts';
import { copyBeforeUpdate } from './copyBeforeUpdate.ts';

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
 * Returns whether an existing library was migrated. Errors: `library.newer`, `library.inUse`,
 * `library.updateFailed`, `disk.full`.
 */
export function migrateDatabase(connection: Database.Database, options: MigrateOptions): boolean {
  const { migrationsFolder, copiesBeforeUpdate, freeBytesOf, waitForUpdateMs } = options;
  const applied = lastApplied(connection);
  const known = newestKnown(migrationsFolder);
  if (applied !== undefined && applied > known) {
    throw new AppError(
      'library.newer',
      `${connection.name} was made by a newer version of Trendroom.`,
    );
  }
  if (applied === known) return false;
  const migrations = readMigrationFiles({ migrationsFolder });
  if (applied === undefined) {
    applyMigrations(connection, migrations);
    return false;
  }
  if (!copiesBeforeUpdate) {
    applyMigrations(connection, migrations);
    return true;
  }
  const lock = lockFile(join(dirname(connection.name), 'update.lock.sqlite'), {
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

function applyMigrations(
  connection: Database.Database,
  migrations: readonly MigrationMeta[],
): void {
  const apply = connection.transaction(() => {
    const before = brokenReferences(connection);
    // The table of drizzle's own migrator.
    connection.exec(
      'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)',
    );
    const applied = lastApplied(connection) ?? 0;
    for (const { sql, hash, folderMillis } of migrations) {
      if (folderMillis <= applied) continue;
      for (const statement of sql) connection.exec(statement);
      connection
        .prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
        .run(hash, folderMillis);
    }
    refuseBrokenReferences(before, brokenReferences(connection));
  });
  // Neither can be changed inside of a transaction.
  connection.pragma('foreign_keys = OFF');
  try {
    apply.immediate();
  } finally {
    connection.pragma('foreign_keys = ON');
  }
}

/** How many rows of a table refer to a row of another table that is not there. */
function brokenReferences(connection: Database.Database): Map<string, number> {
  const rows = connection
    .prepare<[], { name: string; count: number }>(
      `SELECT "table" || ' to ' || parent AS name, count(*) AS count
       FROM pragma_foreign_key_check GROUP BY "table", parent`,
    )
    .all();
  return new Map(rows.map(({ name, count }) => [name, count]));
}

/** Those that were broken before do not keep a library from its update. */
function refuseBrokenReferences(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): void {
  for (const [name, count] of after) {
    if (count <= (before.get(name) ?? 0)) continue;
    throw new Error(`${count} dangling references from ${name}`);
  }
}

/** When the newest applied migration was made; undefined for a database without any. */
function lastApplied(connection: Database.Database): number | undefined {
  const hasTable = connection
    .prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'")
    .get();
  if (hasTable === undefined) return undefined;
  const latest = connection
    .prepare<[], number | null>('SELECT max(created_at) FROM __drizzle_migrations')
    .pluck()
    .get();
  return latest ?? undefined;
}

function newestKnown(migrationsFolder: string): number {
  const journal = JSON.parse(
    readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8'),
  ) as { entries: { when: number }[] };
  return Math.max(...journal.entries.map((entry) => entry.when));
}
