import { existsSync, readdirSync, rmSync } from 'node:fs';
import { entryBelow, pathBelow } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import { removeCopyBeforeUpdate } from '../db/index.ts';
import { removeOldUploads } from './media/uploads.ts';

/**
 * Removes what a crash left behind: half-written media and nightly backups, unpacked backups, uploads that nobody
 * took in, and the work files of jobs that are over. The caller holds the runner lock, so that
 * nobody is writing these. The database from before an update goes at the first start after it:
 * by then this version has worked with the library once.
 */
export function tidyLibrary(library: Library): void {
  const { directory, db } = library;
  rmSync(entryBelow(directory, 'media', 'tmp'), { recursive: true, force: true });
  for (const name of readdirSync(directory)) {
    if (name.startsWith('restoring-') || name.startsWith('snapshot-')) {
      rmSync(entryBelow(directory, name), { recursive: true, force: true });
    }
  }
  removeUnfinishedBackups(directory);
  if (!library.wasUpdated) removeCopyBeforeUpdate(directory);
  removeOldUploads(library);
  const work = pathBelow(directory, 'work');
  if (!existsSync(work)) return;
  // As they are: an id that is none is no name of an entry.
  const unfinished = db.$client
    .prepare<[], string>(
      "SELECT id FROM jobs WHERE state IN ('waiting', 'running', 'paused', 'failed')",
    )
    .pluck()
    .all();
  const needed = new Set(unfinished);
  for (const name of readdirSync(work)) {
    if (!needed.has(name)) rmSync(entryBelow(work, name), { recursive: true, force: true });
  }
}

/** Each would take as much space as the library; other names in this folder are the user's. */
function removeUnfinishedBackups(directory: string): void {
  const backups = pathBelow(directory, 'backups');
  if (!existsSync(backups)) return;
  for (const name of readdirSync(backups)) {
    if (/^(auto|shrunk)-.*\.unfinished$/.test(name)) {
      rmSync(entryBelow(backups, name), { force: true });
    }
  }
}
