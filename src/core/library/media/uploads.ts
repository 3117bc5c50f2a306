import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import {
  type JobId,
  type JobState,
  type UploadId,
  uploadIdSchema,
} from '../../../contract/index.ts';
import { entryBelow, pathBelow } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { beginsWith, jobs, makeDurable } from '../../db/index.ts';
import { jobPayload } from '../../jobs/index.ts';

const dayMs = 24 * 60 * 60 * 1_000;
/** A file cannot be older: the clock of this computer is wrong, and nothing counts as old. */
const maxAgeMs = 365 * dayMs;

/** `<library>/uploads/ID`: the files of one drop, until they are taken in. Errors: `library.unsafePath`. */
export function uploadFolder(library: Pick<Library, 'directory'>, id: UploadId): string {
  return pathBelow(library.directory, 'uploads', id);
}

/**
 * After a job is done: removes the upload that it took in, when no other job needs it. Jobs that
 * failed or were cancelled need it, because they can be retried.
 */
export function removeUploadOf(library: Library, jobId: JobId): void {
  const { path } = jobPayload(library, jobId);
  if (typeof path !== 'string') return;
  const id = uploadIdSchema.safeParse(basename(dirname(path))).data;
  // A file of the user's own that lies in such a folder elsewhere.
  if (id === undefined || dirname(path) !== uploadFolder(library, id)) return;
  removeUpload(library, id);
}

/** Removes an upload whose file was read, unless a job needs it. */
export function removeUpload(library: Library, id: UploadId): void {
  const folder = uploadFolder(library, id);
  if (statesOf(library, folder).every((state) => state === 'done')) remove(library, id);
}

/** Removes uploads that are taken in, and those that nobody took in or retried for a day. */
export function removeOldUploads(library: Library): void {
  const uploads = pathBelow(library.directory, 'uploads');
  if (!existsSync(uploads)) return;
  for (const name of readdirSync(uploads)) {
    const folder = entryBelow(library.directory, 'uploads', name);
    const states = statesOf(library, folder);
    if (states.some((state) => pending.includes(state))) continue;
    const taken = states.length > 0 && states.every((state) => state === 'done');
    const ageMs = library.clock.nowMs() - lstatSync(folder).mtimeMs;
    if (taken || (ageMs > dayMs && ageMs < maxAgeMs)) remove(library, name);
  }
}

const pending: readonly JobState[] = ['waiting', 'running', 'paused'];

/** Of the jobs whose file lies in the folder: an ingest of a file is queued under its path. */
function statesOf(library: Library, folder: string): JobState[] {
  return library.db
    .selectDistinct({ state: jobs.state })
    .from(jobs)
    .where(beginsWith(jobs.dedupeKey, folder + sep))
    .all()
    .map(({ state }) => state);
}

function remove(library: Library, name: string): void {
  // What was taken in of it.
  makeDurable(library.directory);
  rmSync(entryBelow(library.directory, 'uploads', name), { recursive: true, force: true });
}
