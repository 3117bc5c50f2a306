import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathBelow, privateFileMode, privateFolder, toAppError } from '../../../base/index.ts';
import { freeBytes } from '../../../db/index.ts';
import { invalidBackup } from './listArchive.ts';
import type { Manifest } from './manifest.ts';
import { openBackup } from './openBackup.ts';
import { requireSpace } from './requireSpace.ts';

export interface UnpackOptions {
  signal?: AbortSignal | undefined;
  /** Called before anything is written; what it throws ends it. */
  onManifest?: ((manifest: Manifest) => Promise<void>) | undefined;
  /** Bytes that can be written into a folder. */
  freeBytesOf?: (folder: string) => number;
}

/**
 * Unpacks a backup into an empty folder and checks every byte of it. A backup is hostile: nothing is
 * written before all its entries are known to be of the manifest's form and to fit on the disk, and
 * then no more than the manifest says, which each file must have the hash of.
 * Errors: `backup.invalid`, `disk.full`, `input.notFound`, `job.cancelled`.
 */
export async function unpackBackup(
  path: string,
  folder: string,
  { signal, onManifest, freeBytesOf = freeBytes }: UnpackOptions = {},
): Promise<Manifest> {
  const { file, manifest, entries } = await openBackup(path);
  try {
    await onManifest?.(manifest);
    requireSpace(
      entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      freeBytesOf(folder),
    );
    for (const { name, contentHash, ...place } of entries) {
      signal?.throwIfAborted();
      const target = pathBelow(folder, ...name.split('/'));
      await mkdir(dirname(target), privateFolder);
      const hash = await copyHashed(file, { ...place, target, signal });
      if (hash !== contentHash) throw invalidBackup(`${name} is damaged`);
    }
    return manifest;
  } catch (error) {
    throw toAppError(error);
  } finally {
    await file.close();
  }
}

const chunkBytes = 1024 * 1024;

interface Copy {
  sizeBytes: number;
  position: number;
  target: string;
  signal: AbortSignal | undefined;
}

async function copyHashed(
  file: FileHandle,
  { sizeBytes, position, target, signal }: Copy,
): Promise<string> {
  const hash = createHash('sha256');
  const options = signal === undefined ? {} : { signal };
  await pipeline(
    async function* () {
      for (let done = 0; done < sizeBytes; ) {
        const buffer = Buffer.alloc(Math.min(chunkBytes, sizeBytes - done));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, position + done);
        if (bytesRead === 0) throw invalidBackup('it was cut while it was read');
        const chunk = buffer.subarray(0, bytesRead);
        hash.update(chunk);
        yield chunk;
        done += bytesRead;
      }
    },
    createWriteStream(target, { flags: 'wx', flush: true, mode: privateFileMode }),
    options,
  );
  return hash.digest('hex');
}
