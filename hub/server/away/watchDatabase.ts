import type { Database, Query } from '../database.ts';

/** How often a database that is away is asked whether it is back. */
const askAgainMs = 1_000;

export interface WatchedDatabase extends Database {
  /** Since when it has not answered, in milliseconds since 1970; undefined while it answers. */
  awaySinceMs(): number | undefined;
}

/**
 * Knows whether a database answers. While it does not, every call fails at once, so that no reader
 * waits for a time limit; one question a second finds out when it is back.
 */
export function watchDatabase(database: Database): WatchedDatabase {
  let awaySinceMs: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const back = (): void => {
    awaySinceMs = undefined;
    clearInterval(timer);
    timer = undefined;
  };
  const away = (): void => {
    awaySinceMs ??= Date.now();
    timer ??= setInterval(() => void database.query('SELECT 1').then(back, () => {}), askAgainMs);
    timer.unref();
  };
  const watched = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (awaySinceMs !== undefined) throw new Error('The database is away.');
    try {
      return await work();
    } catch (error) {
      if (isAway(error)) away();
      throw error;
    }
  };
  const query: Query = (sql, values) => watched(() => database.query(sql, values));
  return {
    query,
    transaction: (work) => watched(() => database.transaction(work)),
    close: () => {
      clearInterval(timer);
      return database.close();
    },
    awaySinceMs: () => awaySinceMs,
  };
}

/**
 * An error of the way to the database rather than of what was asked: of the system (`ECONNRESET`),
 * of Postgres' classes 08, 53 and 57P (connection, resources, shutdown), or words of the clients,
 * which give theirs no code.
 */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? `${error.code}` : '';
  return (
    /^(?:08|53|57P)|^E[A-Z]{3,}$/.test(code) ||
    /connection terminated|timeout|not queryable|is closed/i.test(error.message)
  );
}
