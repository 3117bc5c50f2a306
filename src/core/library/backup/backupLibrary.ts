import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Pack, pack } from 'tar-stream';
import { type ContentHash, contentHashSchema } from '../../../contract/index.ts';
import { newId, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { type Manifest, type ManifestEntry, manifestName } from './manifest.ts';
import { type SnapshotFile, takeSnapshot } from './snapshot.ts';

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
 * Writes the library to one tar file (POSIX.1-2001): a consistent snapshot of the database, the
 * media that it names, and last a manifest with the SHA-256 of every entry. Each file is read
 * once. The library may be used meanwhile: what is removed after the snapshot is in the backup
 * all the same. The file appears under its name when it is whole.
 * Errors: `disk.full`, `job.cancelled`.
 */
export async function backupLibrary(
  library: Library,
  path: string,
  signal?: AbortSignal,
): Promise<BackupResult> {
  const unfinished = `${path}.${newId()}.unfinished`;
  const folder = join(library.directory, `snapshot-${newId()}`);
  try {
    await mkdir(dirname(path), { recursive: true });
    const { files, referenced } = await takeSnapshot(library, folder, signal);
    const archive = pack();
    const options = signal === undefined ? {} : { signal };
    const [, manifest] = await Promise.all([
      pipeline(archive, createWriteStream(unfinished), options),
      fill(archive, files, { createdAtMs: library.clock.nowMs(), signal }),
    ]);
    await synchronise(unfinished);
    await rename(unfinished, path);
    const { size } = await stat(path);
    const leftOut = manifest.leftOut.length;
    return { path, sizeBytes: size, files: manifest.entries.length, referenced, leftOut };
  } catch (error) {
    throw toAppError(error);
  } finally {
    await rm(unfinished, { force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(
  archive: Pack,
  files: readonly SnapshotFile[],
  { createdAtMs, signal }: { createdAtMs: number; signal: AbortSignal | undefined },
): Promise<Manifest> {
  const manifest: Manifest = {
    ...{ format: 'trendroom-backup', version: 2, createdAtMs },
    ...{ entries: [], leftOut: [] },
  };
  try {
    for (const file of files) {
      signal?.throwIfAborted();
      const written = await writeFile(archive, file);
      if (written === undefined) manifest.leftOut.push(file.name);
      else manifest.entries.push(written);
    }
    archive.entry({ name: manifestName }, JSON.stringify(manifest));
    archive.finalize();
    return manifest;
  } catch (error) {
    archive.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

/**
 * Writes one file and computes its hash on the way. Undefined for a file that is gone or not what
 * the library knows; what was written of it is not in the manifest, and a restore removes it.
 */
async function writeFile(archive: Pack, file: SnapshotFile): Promise<ManifestEntry | undefined> {
  const handle = await open(file.path).catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const { size } = await handle.stat();
    if (file.expected !== undefined && file.expected.sizeBytes !== size) return undefined;
    const contentHash = await copyHashed(archive, handle, { name: file.name, size });
    if (file.expected !== undefined && file.expected.contentHash !== contentHash) return undefined;
    return { name: file.name, contentHash, sizeBytes: size };
  } finally {
    await handle.close();
  }
}

async function copyHashed(
  archive: Pack,
  handle: FileHandle,
  header: { name: string; size: number },
): Promise<ContentHash> {
  const hash = createHash('sha256');
  const bytes = Readable.from(
    exactBytes(handle, header.size, (chunk) => hash.update(chunk)),
    {
      objectMode: false,
    },
  );
  await pipeline(bytes, archive.entry(header));
  return contentHashSchema.parse(hash.digest('hex'));
}

const chunkBytes = 1024 * 1024;

/** As many bytes as the entry's header promises: zeros for what is missing of a file cut meanwhile. */
async function* exactBytes(
  handle: FileHandle,
  sizeBytes: number,
  onChunk: (chunk: Buffer) => void,
): AsyncGenerator<Buffer, void, undefined> {
  for (let position = 0; position < sizeBytes; ) {
    const buffer = Buffer.alloc(Math.min(chunkBytes, sizeBytes - position));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    const chunk = bytesRead === 0 ? buffer : buffer.subarray(0, bytesRead);
    onChunk(chunk);
    yield chunk;
    position += chunk.length;
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
