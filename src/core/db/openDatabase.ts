import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import { toAppError } from '../base/index.ts';
import { orSayWhy } from './connection/orSayWhy.ts';
import * as schema from './schema/index.ts';
import { freeBytes } from './update/copyBeforeUpdate.ts';
import { migrateDatabase } from './update/migrateDatabase.ts';

export type SqliteConnection = Database.Database;
export type LibraryDatabase = BetterSQLite3Database<typeof schema> & { $client: SqliteConnection };

/** How long a statement waits for another process that writes. */
const busyMs = 5_000;

const usualMigrations = fileURLToPath(new URL('./migrations', import.meta.url));

/** Copying and migrating a large library takes a while; a second process waits for the first. */
const usualWaitForUpdateMs = 60_000;

export interface OpenOptions {
  /** Where the migrations are; left out: this version's. */
  migrationsFolder?: string;
  /** False for a database that is a copy itself: an update needs no further one. */
  copiesBeforeUpdate?: boolean;
  /** Bytes that can be written into a folder. */
  freeBytesOf?: (folder: string) => number;
  /** How long to wait while another process updates the library. */
  waitForUpdateMs?: number;
  /** Called when the library was of an earlier version and has been updated. */
  onUpdated?: () => void;
}

/**
 * Opens a library's database and brings it to this version's schema.
 * WAL: readers go on while one process writes; a crash rolls back to the last commit.
 * Errors: `library.newer`, `library.corrupt`, `library.updateFailed`, `library.inUse` while
 * another process updates it, `disk.full`, `disk.readOnly`.
 */
export function openDatabase(file: string, options: OpenOptions = {}): LibraryDatabase {
  return orSayWhy(file, () => openOnce(file, options));
}

function openOnce(file: string, options: OpenOptions): LibraryDatabase {
  let connection: SqliteConnection | undefined;
  try {
    connection = new Database(file, { timeout: busyMs });
    distrust(connection);
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = NORMAL');
    connection.pragma('foreign_keys = ON');
    sqliteVec.load(connection);
    const wasUpdated = migrateDatabase(connection, {
      migrationsFolder: options.migrationsFolder ?? usualMigrations,
      freeBytesOf: options.freeBytesOf ?? freeBytes,
      copiesBeforeUpdate: options.copiesBeforeUpdate ?? true,
      waitForUpdateMs: options.waitForUpdateMs ?? usualWaitForUpdateMs,
    });
    if (wasUpdated) options.onUpdated?.();
    return drizzle(connection, { schema });
  } catch (error) {
    connection?.close();
    throw toAppError(error);
  }
}

/**
 * A library's file may come from anywhere. SQLite's defensive mode, which forbids to write the
 * schema as a table, is on in every connection of better-sqlite3.
 */
export function distrust(connection: SqliteConnection): void {
  connection.pragma('trusted_schema = OFF');
  connection.pragma('cell_size_check = ON');
}

/**
 * SQLite opens a file and its log when something is first read of them. Called on a connection that
 * only reads, it fails here or not at all; the connection is closed then.
 */
export function openLog(connection: SqliteConnection): void {
  try {
    connection.pragma('schema_version');
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * A second connection to a library's database, for reads beside the writer. The database is of this
 * version's schema. Errors: `input.notFound`, `library.corrupt`, `disk.full`.
 */
export function openReadOnly(file: string): LibraryDatabase {
  return orSayWhy(file, () => openReadOnlyOnce(file));
}

function openReadOnlyOnce(file: string): LibraryDatabase {
  let connection: SqliteConnection | undefined;
  try {
    connection = new Database(file, { readonly: true, fileMustExist: true, timeout: busyMs });
    distrust(connection);
    openLog(connection);
    sqliteVec.load(connection);
    return drizzle(connection, { schema });
  } catch (error) {
    connection?.close();
    throw toAppError(error);
  }
}
