import type { Statement } from 'better-sqlite3';
import type { Logger } from '../../base/index.ts';
import type { SqliteConnection } from '../openDatabase.ts';

/** The event loop waits while a statement runs: two frames of a screen, and a little. */
export const slowStatementMs = 40;
/** Some statements name hundreds of parameters. */
const maxTextLength = 500;

/**
 * Writes to the log what statements of a connection take longer than 40 ms, with their text, never
 * with their values. It costs two readings of the clock a statement.
 */
export function logSlowStatements(connection: SqliteConnection, logger: Logger): void {
  const timed =
    <Arguments extends unknown[], Result>(
      text: string,
      work: (...args: Arguments) => Result,
    ): ((...args: Arguments) => Result) =>
    (...args) => {
      const startedAtMs = performance.now();
      try {
        return work(...args);
      } finally {
        const tookMs = performance.now() - startedAtMs;
        if (tookMs >= slowStatementMs) {
          logger.warn('slow statement', { tookMs: Math.round(tookMs), sql: shortened(text) });
        }
      }
    };
  const { prepare, exec, pragma } = connection;
  connection.prepare = ((text: string) => {
    const statement: Statement = prepare.call(connection, text);
    // Rows of `iterate` come one by one between other work.
    if (statement.reader) {
      statement.get = timed(text, statement.get.bind(statement));
      statement.all = timed(text, statement.all.bind(statement));
    } else {
      statement.run = timed(text, statement.run.bind(statement));
    }
    return statement;
  }) as typeof connection.prepare;
  connection.exec = (text) => timed(text, () => exec.call(connection, text))();
  connection.pragma = (text, options) =>
    timed(`PRAGMA ${text}`, () => pragma.call(connection, text, options))();
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= maxTextLength ? line : `${line.slice(0, maxTextLength)}…`;
}
