import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { JobId, JobState, UploadId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { beginsWith, jobs } from '../../db/index.ts';
import { jobPayload } from '../../jobs/index.ts';

const dayMs = 24 * 60 * 60 * 1_000;

/** `<library>/uploads/ID`: the files of one drop, until they are taken in. */
export function uploadFolder(library: Pick<Library, 'directory'>, id: UploadId): string {
  return join(library.directory, 'uploads', id);
}

/**
 * After a job is done: removes the upload that it took in, when no other job needs it. Jobs that
 * failed or were cancelled need it, because they can be retried.
 */
export function removeUploadOf(library: Library, jobId: JobId): void {
  const { path } = jobPayload(library, jobId);
  if (typeof path !== 'string') return;
  const folder = dirname(path);
  if (dirname(folder) !== join(library.directory, 'uploads')) return;
  if (statesOf(library, folder).every((state) => state === 'done')) remove(folder);
}

/** Removes an upload whose file was read, unless a job needs it. */
export function removeUpload(library: Library, id: UploadId): void {
  const folder = uploadFolder(library, id);
  if (statesOf(library, folder).every((state) => state === 'done')) remove(folder);
}

/** Removes uploads that are taken in, and those that nobody took in or retried for a day. */
export function removeOldUploads(library: Library): void {
  const uploads = join(library.directory, 'uploads');
  if (!existsSync(uploads)) return;
  for (const name of readdirSync(uploads)) {
    const folder = join(uploads, name);
    const states = statesOf(library, folder);
    if (states.some((state) => pending.includes(state))) continue;
    const taken = states.length > 0 && states.every((state) => state === 'done');
    if (taken || library.clock.nowMs() - statSync(folder).mtimeMs > dayMs) remove(folder);
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

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
