import { type FileHandle, open } from 'node:fs/promises';
import { AppError, toAppError } from '../../../base/index.ts';
import { databaseName } from '../../../db/index.ts';
import { type ArchiveEntry, invalidBackup, listArchive } from './listArchive.ts';
import {
  entryNameSchema,
  hashInName,
  type Manifest,
  type ManifestEntry,
  manifestName,
  manifestSchema,
} from './manifest.ts';

const maxManifestBytes = 200_000_000;

export interface OpenBackup {
  file: FileHandle;
  manifest: Manifest;
  /** What is to be unpacked: each file of the manifest, and where it is in the archive. */
  entries: (ManifestEntry & Pick<ArchiveEntry, 'position'>)[];
}

/**
 * Opens a backup and checks what it says of itself, before anything of it is written anywhere: the
 * names and sizes of its entries, and that they are those of its manifest, which comes last. The
 * caller closes the file. Errors: `backup.invalid`, `input.notFound`.
 */
export async function openBackup(path: string): Promise<OpenBackup> {
  const file = await open(path).catch((error: unknown) => {
    throw toAppError(error);
  });
  try {
    const found = await listArchive(file);
    const last = found.pop();
    if (last?.name !== manifestName) throw invalidBackup('the manifest at its end is missing');
    const manifest = await readManifest(file, last);
    return { file, manifest, entries: matched(manifest, byName(found)) };
  } catch (error) {
    await file.close();
    const known = toAppError(error);
    if (known.code !== 'internal.unexpected') throw known;
    throw new AppError('backup.invalid', `${path} is not a readable backup: ${known.message}`, {
      cause: error,
    });
  }
}

function byName(found: readonly ArchiveEntry[]): Map<string, ArchiveEntry> {
  const entries = new Map<string, ArchiveEntry>();
  for (const entry of found) {
    if (entries.has(entry.name) || !entryNameSchema.safeParse(entry.name).success) {
      throw invalidBackup(`unexpected file: ${entry.name}`);
    }
    entries.set(entry.name, entry);
  }
  return entries;
}

function matched(
  { entries, leftOut }: Manifest,
  archived: Map<string, ArchiveEntry>,
): OpenBackup['entries'] {
  if (!entries.some(({ name }) => name === databaseName)) {
    throw invalidBackup(`${databaseName} is missing`);
  }
  const result = entries.map((entry) => {
    const { name, sizeBytes, contentHash } = entry;
    const found = archived.get(name);
    if (found === undefined) throw invalidBackup(`${name} is missing`);
    archived.delete(name);
    if (found.sizeBytes !== sizeBytes || (hashInName(name) ?? contentHash) !== contentHash) {
      throw invalidBackup(`${name} is damaged`);
    }
    return { ...entry, position: found.position };
  });
  // What was written of a file that turned out to be damaged.
  for (const name of leftOut) archived.delete(name);
  for (const name of archived.keys()) throw invalidBackup(`unexpected file: ${name}`);
  return result;
}

async function readManifest(
  file: FileHandle,
  { sizeBytes, position }: ArchiveEntry,
): Promise<Manifest> {
  if (sizeBytes > maxManifestBytes) throw invalidBackup('its manifest is too large');
  const bytes = Buffer.alloc(sizeBytes);
  await file.read(bytes, 0, sizeBytes, position);
  try {
    return manifestSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw new AppError('backup.invalid', 'The manifest of the backup cannot be read.', {
      cause: error,
    });
  }
}
