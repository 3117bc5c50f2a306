import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inArray } from 'drizzle-orm';
import type { Library } from '../db/index.ts';
import { jobs, removeCopyBeforeUpdate } from '../db/index.ts';
import { removeOldUploads } from './media/uploads.ts';

/**
 * Removes what a crash left behind: half-written media, unpacked backups, uploads that nobody
 * took in, and the work files of jobs that are over. The caller holds the runner lock, so that
 * nobody is writing these. The database from before an update goes at the first start after it:
 * by then this version has worked with the library once.
 */
export function tidyLibrary(library: Library): void {
  const { directory, db } = library;
  rmSync(join(directory, 'media', 'tmp'), { recursive: true, force: true });
  for (const name of readdirSync(directory)) {
    if (name.startsWith('restoring-') || name.startsWith('snapshot-')) {
      rmSync(join(directory, name), { recursive: true, force: true });
    }
  }
  if (!library.wasUpdated) removeCopyBeforeUpdate(directory);
  removeOldUploads(library);
  const work = join(directory, 'work');
  if (!existsSync(work)) return;
  const unfinished = db
    .select({ id: jobs.id })
    .from(jobs)
    .where(inArray(jobs.state, ['waiting', 'running', 'paused', 'failed']))
    .all();
  const needed = new Set<string>(unfinished.map(({ id }) => id));
  for (const name of readdirSync(work)) {
    if (!needed.has(name)) rmSync(join(work, name), { recursive: true, force: true });
  }
}
