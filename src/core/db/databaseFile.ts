import { pathBelow } from '../base/index.ts';

/** The database's file in a library's folder. */
export const databaseName = 'library.sqlite';

/** Files that SQLite opens beside it by itself. */
const companions = ['-wal', '-shm', '-journal'];

/** Where a library's database is. Errors: `library.unsafePath` when it or its log is a link. */
export function databaseFile(directory: string): string {
  for (const ending of companions) pathBelow(directory, `${databaseName}${ending}`);
  return pathBelow(directory, databaseName);
}
