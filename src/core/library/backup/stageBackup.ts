import { mkdir, rm } from 'node:fs/promises';
import { AppError, pathBelow, privateFolder, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { databaseName, openDatabase } from '../../db/index.ts';
import { checkDatabaseTask } from '../readTasks.ts';
import { type UnpackOptions, unpackBackup } from './archive/unpackBackup.ts';
import { distrustRestored } from './distrustRestored.ts';
import { decryptBackup } from './encryption/decryptBackup.ts';

export interface StageOptions {
  /** Of an encrypted backup. */
  passphrase?: string | undefined;
  /** What the backup must pass before anything of it is written. */
  onManifest?: UnpackOptions['onManifest'];
  signal?: AbortSignal | undefined;
}

/**
 * Unpacks a backup into a folder, which it makes, as the library that it would become, and reads all
 * of it. Returns how many videos it has. The caller removes the folder, also after a failure.
 * A backup is a stranger's until shown otherwise: see {@link distrustRestored}.
 * Errors: `backup.invalid`, `backup.passphraseRequired`, `backup.passphraseWrong`, `library.newer`,
 * `disk.full`, `job.cancelled`.
 */
export async function stageBackup(
  library: Library,
  path: string,
  { folder, passphrase, onManifest, signal }: StageOptions & { folder: string },
): Promise<number> {
  await mkdir(pathBelow(folder, 'media'), privateFolder);
  const decrypted = await decryptBackup(path, { passphrase, folder, signal });
  await unpackBackup(decrypted ?? path, folder, { signal, onManifest });
  if (decrypted !== undefined) await rm(decrypted);
  const file = pathBelow(folder, databaseName);
  takeIn(library, file);
  return countChecked(library, file, signal);
}

/**
 * Opens the database as this version would, which refuses what is not Trendroom's and updates one
 * of an earlier version (the backup itself is what it was before), and takes out what is not to be
 * believed. Closing brings the log into the file that is checked.
 */
function takeIn(library: Library, file: string): void {
  try {
    const db = openDatabase(file, { copiesBeforeUpdate: false });
    try {
      distrustRestored(db, library);
    } finally {
      db.$client.close();
    }
  } catch (error) {
    const { code, message } = toAppError(error);
    if (code !== 'library.corrupt') throw error;
    throw new AppError('backup.invalid', `The backup cannot be used: ${message}`, { cause: error });
  }
}

/** Reads the whole database, and returns how many videos it has. */
async function countChecked(
  { readers }: Library,
  file: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { problem, videos } = await readers.run(checkDatabaseTask, { file }, { signal });
  if (problem !== undefined) {
    throw new AppError('backup.invalid', `The database of the backup is damaged: ${problem}`);
  }
  return videos;
}
