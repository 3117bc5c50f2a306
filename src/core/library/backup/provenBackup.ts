import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { hasSystemCode, newId, pathBelow, privateFileMode } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { nightlyBackupsName } from '../../host/index.ts';
import { stageBackup } from './stageBackup.ts';

const provenSchema = z.object({
  /** Name of the file in the folder of nightly backups. */
  name: z.string(),
  videos: z.number().int().nonnegative(),
  provenAtMs: z.number(),
});

/** A nightly backup that was restored in full, into a folder that is removed again. */
export type ProvenBackup = z.infer<typeof provenSchema>;

const backupName = /^auto-\d{4}-\d\d-\d\d\.tar$/;
const provenName = 'proven.json';

/** Names of the nightly backups, oldest first; none where there is no folder of them yet. */
export async function nightlyBackups(library: Library): Promise<string[]> {
  try {
    const names = await readdir(pathBelow(library.directory, nightlyBackupsName));
    return names.filter((name) => backupName.test(name)).sort();
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/**
 * Restores the newest nightly backup into a scratch folder, as a restore would, reads all of it and
 * notes that it can be done. Undefined when there is none. It needs as much free disk as the backup.
 * Errors: those of {@link stageBackup}.
 */
export async function proveBackup(
  library: Library,
  signal: AbortSignal | undefined,
): Promise<ProvenBackup | undefined> {
  const name = (await nightlyBackups(library)).at(-1);
  if (name === undefined) return undefined;
  const backups = pathBelow(library.directory, nightlyBackupsName);
  // A crash leaves it to the next start, which removes what a restore left.
  const folder = pathBelow(library.directory, `restoring-${newId()}`);
  try {
    const videos = await stageBackup(library, pathBelow(backups, name), { folder, signal });
    const proven = { name, videos, provenAtMs: library.clock.nowMs() };
    await writeFile(pathBelow(backups, provenName), JSON.stringify(proven), {
      mode: privateFileMode,
    });
    return proven;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The last backup that was proven; undefined when none was, or the note is damaged. */
export async function lastProvenBackup(library: Library): Promise<ProvenBackup | undefined> {
  try {
    const text = await readFile(
      pathBelow(library.directory, nightlyBackupsName, provenName),
      'utf8',
    );
    return provenSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
