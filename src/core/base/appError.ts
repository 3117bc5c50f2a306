import type { ErrorCode } from '../../contract/index.ts';

/**
 * The one error class of the core. `code` is stable and shared; `message` says what happened
 * in this case; `cause` keeps the original. Words on what to do next belong to the hosts.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** True for a Node system error with that `code`, such as ENOENT. */
export function hasSystemCode(error: unknown, ...codes: string[]): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    codes.includes(error.code)
  );
}

/** The last two: SQLite cannot grow the file that its readers and writer share. */
const diskFullCodes = [
  'ENOSPC',
  'EDQUOT',
  'SQLITE_FULL',
  'SQLITE_IOERR_SHMSIZE',
  'SQLITE_IOERR_SHMMAP',
];

/** The last three: of an index that disagrees with its table, of a counter, of a full-text index. */
const corruptCodes = [
  ...['SQLITE_CORRUPT', 'SQLITE_NOTADB'],
  ...['SQLITE_CORRUPT_INDEX', 'SQLITE_CORRUPT_SEQUENCE', 'SQLITE_CORRUPT_VTAB'],
];

/** sqlite-vec has no code for what its tables lack, only words. */
function isBrokenVectors(error: unknown): boolean {
  return (
    hasSystemCode(error, 'SQLITE_ERROR') &&
    error instanceof Error &&
    /vectors? (?:blob|data)|sqlite-vec error/.test(error.message)
  );
}

/**
 * Any thrown value as an AppError. System errors about space, permission and absence get their
 * own codes; an aborted signal becomes `job.cancelled`; the rest is `internal.unexpected`.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const options = { cause: error };
  if (error instanceof Error && error.name === 'AbortError') {
    return new AppError('job.cancelled', 'Cancelled.', options);
  }
  if (hasSystemCode(error, ...diskFullCodes)) {
    return new AppError('disk.full', `The disk is full: ${message}`, options);
  }
  if (hasSystemCode(error, 'EROFS', 'SQLITE_READONLY', 'SQLITE_READONLY_DIRECTORY'))
    return new AppError('disk.readOnly', message, options);
  if (hasSystemCode(error, 'EACCES', 'EPERM')) {
    return new AppError('input.noPermission', message, options);
  }
  if (hasSystemCode(error, 'ELOOP')) return new AppError('input.linkLoop', message, options);
  // A socket or a device without its hardware; a folder.
  if (hasSystemCode(error, 'ENXIO', 'EISDIR'))
    return new AppError('input.notFile', message, options);
  if (hasSystemCode(error, 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG')) {
    return new AppError('input.notFound', message, options);
  }
  if (hasSystemCode(error, ...corruptCodes) || isBrokenVectors(error)) {
    return new AppError('library.corrupt', message, options);
  }
  return new AppError('internal.unexpected', message, options);
}
