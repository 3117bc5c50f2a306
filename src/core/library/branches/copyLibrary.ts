import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { toAppError } from '../../base/index.ts';
import { storedPath } from '../media/storedFile.ts';
import { type Library, openLibrary } from '../openLibrary.ts';
import { mediaFiles } from '../schema/index.ts';
import { setSharingState } from '../sharing/sharingState.ts';
import { writeBase } from './baseRecords.ts';
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
 * Copies a library into a branch's folder: its database by `VACUUM INTO`, one consistent snapshot
 * whoever writes meanwhile, and its stored media as further names of the same files. What belongs
 * to the original alone does not go on in the copy: its jobs end, its batches pause, so that no
 * request is sent twice, and it is connected to nothing.
 */
export async function copyLibrary(library: Library, options: CopyOptions): Promise<void> {
  const { directory, signal } = options;
  try {
    library.db.$client.prepare('VACUUM INTO ?').run(join(directory, 'library.sqlite'));
    signal?.throwIfAborted();
    const copy = openLibrary({ directory, clock: library.clock });
    try {
      endBorrowedWork(copy);
      writeBase(copy);
    } finally {
      copy.close();
    }
    await shareMedia(library, options);
  } catch (error) {
    throw toAppError(error);
  }
}

function endBorrowedWork(copy: Library): void {
  copy.db.transaction(() => {
    copy.db.$client.exec(
      `UPDATE jobs SET state = 'cancelled', requested = NULL
         WHERE state NOT IN ('done', 'failed', 'cancelled');
       UPDATE batches SET state = 'paused' WHERE state = 'running';
       INSERT INTO schedules (kind, enabled) VALUES ('backup', 0)
         ON CONFLICT (kind) DO UPDATE SET enabled = 0;`,
    );
    setSharingState(copy, { connected: 0, target: '' });
  });
}

async function shareMedia(library: Library, options: CopyOptions): Promise<void> {
  const { directory, signal, onMedia } = options;
  const stored = library.db
    .select()
    .from(mediaFiles)
    .all()
    .filter(({ storage }) => storage !== 'reference');
  const media = join(directory, 'media');
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
    .map(({ name }) => statSync(join(directory, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}
