import { readdirSync, statSync } from 'node:fs';
import { entryBelow, pathBelow, toAppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { mediaFiles } from '../../../db/index.ts';
import { storedPath } from '../../../library/index.ts';
import { copyDatabaseTask } from '../readTasks.ts';
import { shareFile } from './shareFile.ts';

export interface CopyOptions {
  /** The branch's folder; it is there. */
  directory: string;
  signal?: AbortSignal | undefined;
  onMedia?: (done: number, total: number) => void;
}

/** So many are linked before progress is told and a cancel is heard. */
const linksEach = 200;

/**
 * Copies a library into a branch's folder: its database, and its stored media as further names of
 * the same files.
 */
export async function copyLibrary(library: Library, options: CopyOptions): Promise<void> {
  const { directory, signal } = options;
  try {
    await library.readers.run(copyDatabaseTask, { to: directory }, { signal });
    await shareMedia(library, options);
  } catch (error) {
    throw toAppError(error);
  }
}

async function shareMedia(library: Library, options: CopyOptions): Promise<void> {
  const { directory, signal, onMedia } = options;
  const stored = library.db
    .select()
    .from(mediaFiles)
    .all()
    .filter(({ storage }) => storage !== 'reference');
  const media = pathBelow(directory, 'media');
  for (let from = 0; from < stored.length; from += linksEach) {
    signal?.throwIfAborted();
    await Promise.all(
      stored
        .slice(from, from + linksEach)
        .map(({ contentHash, extension }) =>
          shareFile(
            storedPath(library.directory, contentHash, extension),
            media,
            storedPath(directory, contentHash, extension),
          ),
        ),
    );
    onMedia?.(Math.min(from + linksEach, stored.length), stored.length);
  }
}

/** Bytes of a branch's databases. Stored files are the library's, until the branch adds its own. */
export function branchBytes(directory: string): number {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => statSync(entryBelow(directory, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}
