import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Pack, pack } from 'tar-stream';
import { type ContentHash, contentHashSchema } from '../../../contract/index.ts';
import {
  AppError,
  newId,
  pathBelow,
  privateFileMode,
  privateFolder,
  synchronise,
  synchroniseName,
  toAppError,
} from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import {
  growthDumpName,
  type Manifest,
  type ManifestEntry,
  manifestName,
} from './archive/manifest.ts';
import { openBackup } from './archive/openBackup.ts';
import type { BackupSeal } from './backupSeal.ts';
import { encryptBackup } from './encryption/encryptBackup.ts';
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

export interface BackupOptions {
  /** Encrypts the backup, which then nobody reads without it. */
  passphrase?: string | undefined;
  /** Without it, a restore asks whether the backup is to be trusted. */
  seal?: BackupSeal | undefined;
  /**
   * Writes experiments and events into a file of a folder, and gives its path; undefined where there are
   * none. What cannot be written is left out, and counted.
   */
  dumpGrowth?: ((folder: string, signal?: AbortSignal) => Promise<string | undefined>) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Writes the library to one tar file (POSIX.1-2001): a consistent snapshot of the database, the
 * media that it names, and last a manifest with the SHA-256 of every entry. Each file is read
 * once. The library may be used meanwhile: what is removed after the snapshot is in the backup
 * all the same. The file appears under its name when it is whole.
 * With a passphrase the file is in the age format; an encrypted one is never replaced, because
 * nothing shows what it is. Errors: `backup.otherFile` when there is a file of that name that is no
 * backup, `disk.full`, `job.cancelled`.
 */
export async function backupLibrary(
  library: Library,
  path: string,
  { passphrase, seal, dumpGrowth, signal }: BackupOptions = {},
): Promise<BackupResult> {
  const unfinished = `${path}.${newId()}.unfinished`;
  const folder = pathBelow(library.directory, `snapshot-${newId()}`);
  try {
    await refuseOtherFile(path);
    await mkdir(dirname(path), privateFolder);
    const { files, referenced, videos } = await takeSnapshot(library, folder, signal);
    const growth = await dumpGrowth?.(folder, signal).catch((error: unknown) => {
      signal?.throwIfAborted();
      if (toAppError(error).code === 'disk.full') throw error;
      // Named and not there, it is left out: the library is worth keeping without it.
      return pathBelow(folder, growthDumpName);
    });
    if (growth !== undefined)
      files.push({ name: growthDumpName, path: growth, expected: undefined });
    const archive = pack();
    const output = await encryptBackup(archive, passphrase);
    const options = signal === undefined ? {} : { signal };
    const [, manifest] = await Promise.all([
      pipeline(
        output,
        createWriteStream(unfinished, { flags: 'wx', mode: privateFileMode }),
        options,
      ),
      fill(archive, files, { createdAtMs: library.clock.nowMs(), videos, seal, signal }),
    ]);
    await synchronise(unfinished);
    await rename(unfinished, path);
    await synchroniseName(path);
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

/** A backup takes the place of a backup, and of nothing else: the name may be a slip. */
async function refuseOtherFile(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return;
  try {
    if (!found.isFile()) throw new Error('not a file');
    const { file } = await openBackup(path);
    await file.close();
  } catch (error) {
    const message = `${path} exists and is not a Trendroom backup.`;
    throw new AppError('backup.otherFile', message, { cause: error });
  }
}

async function fill(
  archive: Pack,
  files: readonly SnapshotFile[],
  {
    seal,
    signal,
    ...about
  }: Pick<Manifest, 'createdAtMs' | 'videos'> & Pick<BackupOptions, 'seal' | 'signal'>,
): Promise<Manifest> {
  const manifest: Manifest = {
    ...{ format: 'trendroom-backup', version: 2, ...about },
    ...{ entries: [], leftOut: [] },
  };
  try {
    for (const file of files) {
      signal?.throwIfAborted();
      const written = await writeFile(archive, file);
      if (written === undefined) manifest.leftOut.push(file.name);
      else manifest.entries.push(written);
    }
    const sealed = (await seal?.seal(manifest)) ?? manifest;
    archive.entry({ name: manifestName }, JSON.stringify(sealed));
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
