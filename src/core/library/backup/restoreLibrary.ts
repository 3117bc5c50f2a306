import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, newId, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { databaseName, finishRestore, openDatabase, readyFolder, videos } from '../../db/index.ts';
import { unpackBackup } from './unpackBackup.ts';

export interface RestoreResult {
  videos: number;
  previousKeptAt: string | undefined;
}

/**
 * Replaces a library by a backup: everything is unpacked and checked beside it first, then put
 * into place at once, and the library before is kept. The caller holds the runner lock, and
 * with `beforeReplace`, which is called when the backup is known to be good, stops what works in
 * the library; the library is closed afterwards and must be opened anew. A crash at any time
 * leaves the old or the new library whole. Errors: `backup.invalid`, `library.newer`, `disk.full`.
 */
export async function restoreLibrary(
  library: Library,
  path: string,
  options: { beforeReplace?: () => Promise<void>; signal?: AbortSignal | undefined } = {},
): Promise<RestoreResult> {
  const stamp = newId();
  const staging = join(library.directory, `restoring-${stamp}`);
  try {
    await mkdir(join(staging, 'media'), { recursive: true });
    await unpackBackup(path, staging, options.signal);
    const count = checkDatabase(join(staging, databaseName));
    await options.beforeReplace?.();
    library.close();
    await rename(staging, readyFolder(library.directory, stamp));
    return { videos: count, previousKeptAt: finishRestore(library.directory) };
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw toAppError(error);
  }
}

/** Opens the database as this version would, and returns how many videos it has. */
function checkDatabase(file: string): number {
  // An earlier version's is updated; the backup itself is what it was before.
  const db = openDatabase(file, { copiesBeforeUpdate: false });
  try {
    const result = db.$client.pragma('integrity_check', { simple: true });
    if (result !== 'ok') {
      throw new AppError('backup.invalid', `The database of the backup is damaged: ${result}`);
    }
    db.$client.pragma('wal_checkpoint(TRUNCATE)');
    return db.select({ id: videos.id }).from(videos).all().length;
  } finally {
    db.$client.close();
  }
}
