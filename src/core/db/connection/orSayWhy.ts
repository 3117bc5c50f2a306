import { closeSync, openSync, rmSync } from 'node:fs';
import { AppError, hasSystemCode, newId, privateFileMode, toAppError } from '../../base/index.ts';

/**
 * Opens a database with `open`, once more when there is space again. Errors: those of
 * {@link sayWhy} and of `open`.
 */
export function orSayWhy<Opened>(file: string, open: () => Opened): Opened {
  try {
    return open();
  } catch (error) {
    sayWhy(file, error);
    return open();
  }
}

/**
 * Of a database, or a log beside it, that cannot be made SQLite says only that it cannot be opened.
 * So a file is made there, and why that fails is the error; when it does not fail, this returns, and
 * it is worth another try. Errors: `disk.full`, `disk.readOnly`, `input.noPermission`,
 * `input.notFound`; any other error than SQLite's as it is.
 */
export function sayWhy(file: string, error: unknown): void {
  const cause = error instanceof AppError ? error.cause : error;
  if (!hasSystemCode(cause, 'SQLITE_CANTOPEN')) throw error;
  const made = `${file}-${newId()}`;
  try {
    closeSync(openSync(made, 'wx', privateFileMode));
    rmSync(made);
  } catch (reason) {
    throw toAppError(reason);
  }
}
