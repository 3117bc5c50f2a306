import type { SqliteConnection } from '../openDatabase.ts';
import { sayWhy } from './orSayWhy.ts';

/**
 * Copies a database, while it is used, into a file that is not there yet: one consistent state of it.
 * Errors: `disk.full` and its like.
 */
export async function copyDatabase(connection: SqliteConnection, target: string): Promise<void> {
  try {
    await connection.backup(target);
  } catch (error) {
    sayWhy(target, error);
    await connection.backup(target);
  }
}
