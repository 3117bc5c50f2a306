import { renameSync, rmSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { AppError, entryBelow, synchroniseNow } from '../../base/index.ts';

const copyName = 'library.before-update.sqlite';
/** Beside the copy, the log of the update itself grows. */
const spaceFactor = 1.2;

/** Bytes that this user can still write into a folder. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/**
 * Copies a library's database beside it, as it is before an update: one consistent snapshot,
 * which appears under its name when it is whole. `VACUUM INTO` keeps the row ids that vectors and
 * the full-text index refer to. Returns where the copy is.
 * Errors: `disk.full`, with how much is needed.
 */
export function copyBeforeUpdate(
  connection: Database.Database,
  freeBytesOf: (folder: string) => number,
): string {
  const folder = dirname(connection.name);
  const copy = entryBelow(folder, copyName);
  const unfinished = entryBelow(folder, `${copyName}.unfinished`);
  rmSync(unfinished, { force: true });
  // An earlier update's: the database that it was made from has been in use since.
  rmSync(copy, { force: true });
  requireSpace(folder, usedBytes(connection) * spaceFactor, freeBytesOf(folder));
  connection.prepare('VACUUM INTO ?').run(unfinished);
  synchroniseNow(unfinished);
  renameSync(unfinished, copy);
  return copy;
}

/** Removes the copy that an update left in the library's folder, if there is one. */
export function removeCopyBeforeUpdate(directory: string): void {
  rmSync(entryBelow(directory, copyName), { force: true });
  rmSync(entryBelow(directory, `${copyName}.unfinished`), { force: true });
}

function usedBytes(connection: Database.Database): number {
  const pages = connection
    .prepare<[], number>(
      `SELECT (page_count - freelist_count) * page_size
       FROM pragma_page_count, pragma_freelist_count, pragma_page_size`,
    )
    .pluck()
    .get();
  return pages ?? 0;
}

function requireSpace(folder: string, neededBytes: number, free: number): void {
  if (neededBytes <= free) return;
  const [needed, available] = [Math.ceil(neededBytes / 1e6), Math.floor(free / 1e6)];
  throw new AppError(
    'disk.full',
    `This version of Trendroom updates the library, and copies its database first: ${folder} needs ${needed} MB free, but has ${available} MB. The library was not changed. Free some space and open it again.`,
  );
}
