import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, copyFile, link, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { eq } from 'drizzle-orm';
import { type ContentHash, contentHashSchema, type Storage } from '../../../contract/index.ts';
import {
  AppError,
  hasSystemCode,
  pathBelow,
  privateFileMode,
  privateFolder,
  synchronise,
  synchroniseName,
  toAppError,
} from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { mediaFiles } from '../../db/index.ts';
import { type HashedFile, hashFile } from './hashFile.ts';
import { safeExtension, storedPath } from './storedFile.ts';

export interface AddFileOptions {
  storage: Storage;
  /** What {@link hashFile} said before; a file that is no longer that one is refused. */
  expected: HashedFile;
  signal?: AbortSignal | undefined;
}

/** A file that lies in the store, or where it was left; the library knows it by {@link recordFile}. */
export type PlacedFile = typeof mediaFiles.$inferInsert;

/**
 * Puts a file into the media store: a copy, a hard link (a copy across devices), or a reference
 * to where it is. The bytes are written beside their place and renamed into it, so that a crash
 * leaves either the whole file or one in `media/tmp`, which opening the library removes.
 * The library knows the file when the caller has recorded it, with what it belongs to.
 * Errors: those of hashFile, `input.changed`, `disk.full`.
 */
export async function placeFile(
  library: Library,
  path: string,
  { storage, expected, signal }: AddFileOptions,
): Promise<PlacedFile> {
  const { contentHash, sizeBytes } = expected;
  const extension = safeExtension(path);
  const known = findMediaFile(library, contentHash);
  if (known !== undefined && (await isKept(library, known))) return known;
  const kept = await place(library, path, { storage, expected, signal, extension });
  const referencePath = kept === 'reference' ? path : null;
  return { contentHash, extension, sizeBytes, storage: kept, referencePath };
}

/** Puts bytes that were made here (a keyframe, a sprite) into the store. The same are stored once. */
export async function placeBytes(
  library: Library,
  bytes: Uint8Array,
  extension: '.jpg' | '.bin' | '.json',
): Promise<PlacedFile> {
  const contentHash = contentHashSchema.parse(createHash('sha256').update(bytes).digest('hex'));
  const target = storedPath(library.directory, contentHash, extension);
  if (!(await isWhole(target, bytes.length))) {
    await intoPlace(library, target, (temporary) =>
      writeFile(temporary, bytes, { mode: privateFileMode }),
    );
  }
  return { contentHash, extension, sizeBytes: bytes.length, storage: 'copy', referencePath: null };
}

/** Makes the library know a placed file. */
export function recordFile(library: Library, file: PlacedFile): void {
  library.db
    .insert(mediaFiles)
    .values(file)
    .onConflictDoUpdate({ target: mediaFiles.contentHash, set: file })
    .run();
}

/** Places and records a file. Returns how it is kept. */
export async function addFile(
  library: Library,
  path: string,
  options: AddFileOptions,
): Promise<Storage> {
  const placed = await placeFile(library, path, options);
  recordFile(library, placed);
  return placed.storage;
}

/** Places and records bytes. */
export async function addBytes(
  library: Library,
  bytes: Uint8Array,
  extension: '.jpg' | '.bin' | '.json',
): Promise<ContentHash> {
  const placed = await placeBytes(library, bytes, extension);
  recordFile(library, placed);
  return placed.contentHash;
}

/** Absolute path of a stored file. Errors: `media.missing` when the library does not know it. */
export function pathOf(library: Library, contentHash: ContentHash): string {
  const row = findMediaFile(library, contentHash);
  if (row === undefined) {
    throw new AppError('media.missing', `The library does not contain the file ${contentHash}.`);
  }
  return mediaPath(library, row);
}

type MediaFileRow = typeof mediaFiles.$inferSelect;

/**
 * Where the bytes of a row are: in the store, or where the original was left.
 * Errors: `media.missing` for an original that was left in place and that nobody has located since
 * the library was restored; `library.unsafePath`.
 */
export function mediaPath(library: Library, row: PlacedFile): string {
  if (row.storage !== 'reference') {
    return storedPath(library.directory, row.contentHash, row.extension);
  }
  const { referencePath } = row;
  if (typeof referencePath === 'string' && isAbsolute(referencePath)) return referencePath;
  throw new AppError(
    'media.missing',
    'The original was left outside the library, and a restored backup does not say where it is.',
  );
}

function findMediaFile(library: Library, contentHash: ContentHash): MediaFileRow | undefined {
  return library.db.select().from(mediaFiles).where(eq(mediaFiles.contentHash, contentHash)).get();
}

async function place(
  library: Library,
  path: string,
  options: AddFileOptions & { extension: string },
): Promise<Storage> {
  const { storage, expected, signal, extension } = options;
  if (storage === 'reference') return 'reference';
  const target = storedPath(library.directory, expected.contentHash, extension);
  let kept: Storage = storage;
  await intoPlace(library, target, async (temporary) => {
    if (storage === 'link') {
      try {
        await link(path, temporary);
      } catch (error) {
        if (!hasSystemCode(error, 'EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP')) throw error;
        kept = 'copy';
      }
    }
    // A file system that can share blocks does so; the others copy.
    if (kept === 'copy') {
      await copyFile(path, temporary, constants.COPYFILE_FICLONE);
      await chmod(temporary, privateFileMode);
    }
    const now = await hashFile(temporary, signal === undefined ? {} : { signal });
    if (now.contentHash !== expected.contentHash) {
      throw new AppError('input.changed', `${path} changed while it was being ingested.`);
    }
  });
  return kept;
}

/**
 * Writes to `media/tmp`, forces it to the disk, renames, and forces the name, so that no row names a
 * file that a loss of power takes. Nothing half-written stays.
 */
async function intoPlace(
  library: Library,
  target: string,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = pathBelow(library.directory, 'media', 'tmp', randomUUID());
  try {
    await mkdir(dirname(temporary), privateFolder);
    await mkdir(dirname(target), privateFolder);
    await write(temporary);
    await synchronise(temporary);
    await rename(temporary, target);
    await synchroniseName(target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw toAppError(error);
  }
}

/** False for a file that is missing or cut, and for one that nobody knows the place of. */
export async function isKept(library: Library, file: PlacedFile): Promise<boolean> {
  if (file.storage === 'reference' && typeof file.referencePath !== 'string') return false;
  return isWhole(mediaPath(library, file), file.sizeBytes);
}

async function isWhole(path: string, sizeBytes: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.size === sizeBytes;
}
