import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import * as sqliteVec from 'sqlite-vec';
import { AppError, toAppError } from '../base/index.ts';
import * as schema from './schema/index.ts';

export type SqliteConnection = Database.Database;
export type LibraryDatabase = BetterSQLite3Database<typeof schema> & { $client: SqliteConnection };

/** The database's file in a library's folder. */
export const databaseName = 'library.sqlite';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Opens a library's database and brings it to this version's schema.
 * WAL: readers go on while one process writes; a crash rolls back to the last commit.
 * Errors: `library.newer`, `library.corrupt`, `disk.full`, `disk.readOnly`.
 */
export function openDatabase(file: string): LibraryDatabase {
  let connection: SqliteConnection | undefined;
  try {
    connection = new Database(file);
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = NORMAL');
    connection.pragma('foreign_keys = ON');
    connection.pragma('busy_timeout = 5000');
    sqliteVec.load(connection);
    refuseNewer(connection, file);
    const db = drizzle(connection, { schema });
    migrate(db, { migrationsFolder });
    return db;
  } catch (error) {
    connection?.close();
    throw toAppError(error);
  }
}

/** A library migrated by a later version has migrations that this one does not know. */
function refuseNewer(connection: SqliteConnection, file: string): void {
  const hasTable = connection
    .prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'")
    .get();
  if (hasTable === undefined) return;
  const applied = connection
    .prepare<[], { latest: number | null }>(
      'SELECT max(created_at) AS latest FROM __drizzle_migrations',
    )
    .get();
  if ((applied?.latest ?? 0) > latestKnownMigration()) {
    throw new AppError('library.newer', `${file} was made by a newer version of Trendroom.`);
  }
}

function latestKnownMigration(): number {
  const journal = JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8')) as {
    entries: { when: number }[];
  };
  return Math.max(...journal.entries.map((entry) => entry.when));
}
