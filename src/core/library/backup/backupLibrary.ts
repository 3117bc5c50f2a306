import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Pack, pack } from 'tar-stream';
import { newId, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { databaseName, mediaFiles } from '../../db/index.ts';
import { hashFile } from '../media/hashFile.ts';
import { mediaPath } from '../media/mediaStore.ts';
import { type Manifest, type ManifestEntry, manifestName } from './manifest.ts';

export interface BackupResult {
  path: string;
  sizeBytes: number;
  files: number;
  /** Originals kept in place: named in the database, not in the backup. */
  referenced: number;
  /** Stored files that are missing or damaged and so could not be backed up. */
  leftOut: number;
}

/**
 * Writes the library to one tar file (POSIX.1-2001): a manifest with the SHA-256 of every entry,
 * a consistent snapshot of the database, the stored media. The library may be used meanwhile.
 * The file appears under its name when it is whole. Errors: `disk.full`, `job.cancelled`.
 */
export async function backupLibrary(
  library: Library,
  path: string,
  signal?: AbortSignal,
): Promise<BackupResult> {
  const unfinished = `${path}.${newId()}.unfinished`;
  const snapshot = join(library.directory, `snapshot-${newId()}.sqlite`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await library.db.$client.backup(snapshot);
    const sources = new Map<string, string>([[databaseName, snapshot]]);
    const { entries, referenced, leftOut } = await mediaEntries(library, sources, signal);
    const database = { name: databaseName as typeof databaseName, ...(await hashFile(snapshot)) };
    const manifest: Manifest = {
      format: 'trendroom-backup',
      version: 1,
      createdAtMs: library.clock.nowMs(),
      entries: [database, ...entries],
    };
    const archive = pack();
    const options = signal === undefined ? {} : { signal };
    await Promise.all([
      pipeline(archive, createWriteStream(unfinished), options),
      fill(archive, manifest, sources),
    ]);
    await synchronise(unfinished);
    await rename(unfinished, path);
    const { size } = await stat(path);
    return { path, sizeBytes: size, files: manifest.entries.length, referenced, leftOut };
  } catch (error) {
    throw toAppError(error);
  } finally {
    await rm(unfinished, { force: true });
    await rm(snapshot, { force: true });
  }
}

/** The stored files that are whole; what is kept in place or damaged is counted. */
async function mediaEntries(
  library: Library,
  sources: Map<string, string>,
  signal: AbortSignal | undefined,
): Promise<{ entries: ManifestEntry[]; referenced: number; leftOut: number }> {
  const entries: ManifestEntry[] = [];
  let referenced = 0;
  let leftOut = 0;
  for (const row of library.db.select().from(mediaFiles).all()) {
    signal?.throwIfAborted();
    if (row.storage === 'reference') {
      referenced += 1;
      continue;
    }
    const source = mediaPath(library, row);
    const hashed = await hashFile(source).catch(() => undefined);
    if (hashed?.contentHash !== row.contentHash) {
      leftOut += 1;
      continue;
    }
    const name = relative(library.directory, source).split(sep).join('/');
    sources.set(name, source);
    entries.push({ name, ...hashed });
  }
  return { entries, referenced, leftOut };
}

async function fill(
  archive: Pack,
  manifest: Manifest,
  sources: ReadonlyMap<string, string>,
): Promise<void> {
  try {
    archive.entry({ name: manifestName }, JSON.stringify(manifest));
    for (const { name, sizeBytes } of manifest.entries) {
      const entry = archive.entry({ name, size: sizeBytes });
      await pipeline(createReadStream(sources.get(name) ?? ''), entry);
    }
    archive.finalize();
  } catch (error) {
    archive.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

async function synchronise(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
