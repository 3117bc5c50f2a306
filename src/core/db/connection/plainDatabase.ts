import Database from 'better-sqlite3';
import { distrust, openLog, type SqliteConnection } from '../openDatabase.ts';
import { orSayWhy } from './orSayWhy.ts';

/**
 * A connection without schema, migrations or extensions: to a database that is no library, or to a
 * library that is only read. With `readOnly` the file must exist.
 */
export function openPlainDatabase(
  file: string,
  { readOnly = false }: { readOnly?: boolean } = {},
): SqliteConnection {
  return orSayWhy(file, () => {
    const connection = new Database(file, { readonly: readOnly, fileMustExist: readOnly });
    distrust(connection);
    if (readOnly) openLog(connection);
    return connection;
  });
}
