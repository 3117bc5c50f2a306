import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { VerifyProblem, VerifyReport } from '../../../contract/index.ts';
import { toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { mediaFiles } from '../../db/index.ts';
import { hashFile } from '../media/hashFile.ts';
import { mediaPath } from '../media/mediaStore.ts';
import { storedPath } from '../media/storedFile.ts';

/** Problems beyond this number are not listed; a library with so many is lost anyway. */
const maxProblems = 10_000;

/** Reads the whole library: the database's integrity and every file against its hash. */
export async function verifyLibrary(library: Library, signal?: AbortSignal): Promise<VerifyReport> {
  const problems: VerifyProblem[] = databaseProblems(library);
  const known = new Set<string>();
  let checkedFiles = 0;
  let checkedBytes = 0;
  for (const row of library.db.select().from(mediaFiles).all()) {
    const path = mediaPath(library, row);
    known.add(storedPath(library.directory, row.contentHash, row.extension));
    const detail = row.referencePath ?? relative(library.directory, path).split(sep).join('/');
    try {
      const { contentHash, sizeBytes } = await hashFile(
        path,
        signal === undefined ? {} : { signal },
      );
      checkedFiles += 1;
      checkedBytes += sizeBytes;
      if (contentHash !== row.contentHash) problems.push({ kind: 'media-changed', detail });
    } catch (error) {
      const { code, message } = toAppError(error);
      if (code === 'job.cancelled') throw error;
      if (code === 'input.notFound') problems.push({ kind: 'media-missing', detail });
      else problems.push({ kind: 'media-changed', detail: `${detail}: ${message}` });
    }
  }
  problems.push(...(await orphans(library, known)));
  return {
    ok: problems.length === 0,
    checkedFiles,
    checkedBytes,
    problems: problems.slice(0, maxProblems),
  };
}

function databaseProblems({ db }: Library): VerifyProblem[] {
  const integrity = db.$client
    .prepare<[], { integrity_check: string }>('PRAGMA integrity_check')
    .all()
    .map((row) => row.integrity_check)
    .filter((message) => message !== 'ok');
  const foreignKeys = db.$client
    .prepare<[], { table: string; parent: string }>('PRAGMA foreign_key_check')
    .all()
    .map(({ table, parent }) => `A row of ${table} refers to a missing row of ${parent}.`);
  return [...integrity, ...foreignKeys].map((detail) => ({ kind: 'database', detail }));
}

/** Files of the media store that no row names. */
async function orphans(
  { directory }: Library,
  known: ReadonlySet<string>,
): Promise<VerifyProblem[]> {
  const media = join(directory, 'media');
  const found = await readdir(media, { recursive: true, withFileTypes: true }).catch(() => []);
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !known.has(path) && !path.startsWith(join(media, 'tmp')))
    .map((path) => ({
      kind: 'media-orphaned',
      detail: relative(directory, path).split(sep).join('/'),
    }));
}
