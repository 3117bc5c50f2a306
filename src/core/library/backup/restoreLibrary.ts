import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, newId, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { databaseName, finishRestore, openDatabase, readyFolder } from '../../db/index.ts';
import { checkDatabaseTask } from '../readTasks.ts';
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
    const count = await countChecked(library, join(staging, databaseName), options.signal);
    await options.beforeReplace?.();
    // A thread that still reads would keep the files of the library before open.
    await library.readers.dispose();
    library.close();
    await rename(staging, readyFolder(library.directory, stamp));
    return { videos: count, previousKeptAt: finishRestore(library.directory) };
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw toAppError(error);
  }
}

/** Opens the database as this version would, and returns how many videos it has. */
async function countChecked(
  { readers }: Library,
  file: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  // Updates one of an earlier version; the backup itself is what it was before. Closing brings the
  // log into the file that is checked.
  openDatabase(file, { copiesBeforeUpdate: false }).$client.close();
  const { problem, videos } = await readers.run(checkDatabaseTask, { file }, { signal });
  if (problem !== undefined) {
    throw new AppError('backup.invalid', `The database of the backup is damaged: ${problem}`);
  }
  return videos;
}
