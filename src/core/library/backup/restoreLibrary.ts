import { rename, rm } from 'node:fs/promises';
import { AppError, newId, pathBelow, synchroniseName, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { finishRestore, readyFolder } from '../../db/index.ts';
import type { Manifest } from './archive/manifest.ts';
import type { BackupSeal } from './backupSeal.ts';
import { type StageOptions, stageBackup } from './stageBackup.ts';

export interface RestoreResult {
  videos: number;
  previousKeptAt: string | undefined;
}

export interface RestoreOptions extends Omit<StageOptions, 'onManifest'> {
  /** Refuses backups of others. Left out: the user knows where it comes from. */
  seal?: BackupSeal | undefined;
  beforeReplace?: () => Promise<void>;
}

/**
 * Replaces a library by a backup: everything is unpacked and checked beside it first, then put
 * into place at once, and the library before is kept. The caller holds the runner lock, and
 * with `beforeReplace`, which is called when the backup is known to be good, stops what works in
 * the library; the library is closed afterwards and must be opened anew. A crash at any time
 * leaves the old or the new library whole. Errors: those of {@link stageBackup},
 * `backup.unknownOrigin`.
 */
export async function restoreLibrary(
  library: Library,
  path: string,
  { seal, beforeReplace, ...options }: RestoreOptions = {},
): Promise<RestoreResult> {
  const stamp = newId();
  const staging = pathBelow(library.directory, `restoring-${stamp}`);
  try {
    const requireOwn = async (manifest: Manifest): Promise<void> => {
      if (seal === undefined || (await seal.isOwn(manifest))) return;
      const message = `${path} was not made by this library on this computer, or was changed since.`;
      throw new AppError('backup.unknownOrigin', message);
    };
    const staged = { ...options, folder: staging, onManifest: requireOwn };
    const count = await stageBackup(library, path, staged);
    await beforeReplace?.();
    // A thread that still reads would keep the files of the library before open.
    await library.readers.dispose();
    library.close();
    const ready = readyFolder(library.directory, stamp);
    await rename(staging, ready);
    await synchroniseName(ready);
    return { videos: count, previousKeptAt: finishRestore(library.directory) };
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw toAppError(error);
  }
}
