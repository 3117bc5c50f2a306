import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { notInArray, sql } from 'drizzle-orm';
import type { VerifyProblem, VerifyReport } from '../../../contract/index.ts';
import { toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { describeLoss, jobs, mediaFiles } from '../../db/index.ts';
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
  for (const hash of mediaHashes(library)) {
    let detail = `media_files ${hash}`;
    try {
      const row = mediaRow(library, hash);
      if (row === undefined) continue;
      const stored = storedPath(library.directory, row.contentHash, row.extension);
      known.add(stored);
      detail = row.referencePath ?? relative(library.directory, stored).split(sep).join('/');
      const path = mediaPath(library, row);
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
      else if (code === 'media.missing') problems.push({ kind: 'media-missing', detail: message });
      else if (code === 'library.corrupt') problems.push({ kind: 'database', detail: message });
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

function databaseProblems({ db, directory }: Library): VerifyProblem[] {
  const integrity = db.$client
    .prepare<[], { integrity_check: string }>('PRAGMA integrity_check')
    .all()
    .map((row) => row.integrity_check)
    .filter((message) => message !== 'ok');
  const foreignKeys = db.$client
    .prepare<[], { table: string; parent: string }>('PRAGMA foreign_key_check')
    .all()
    .map(({ table, parent }) => `A row of ${table} refers to a missing row of ${parent}.`);
  const loss = describeLoss(directory);
  const lost = loss === undefined ? [] : [`${loss.detail} ${loss.advice}`];
  return [...integrity, ...foreignKeys, ...lost].map((detail) => ({ kind: 'database', detail }));
}

/** As they are: one by one, so that a row that is not valid hides no other. */
function mediaHashes({ db }: Library): string[] {
  return db.$client.prepare<[], string>('SELECT content_hash FROM media_files').pluck().all();
}

function mediaRow({ db }: Library, hash: string): typeof mediaFiles.$inferSelect | undefined {
  return db.select().from(mediaFiles).where(sql`${mediaFiles.contentHash} = ${hash}`).get();
}

/** Files of the media store that no row names, and no job will: it places them first. */
async function orphans(library: Library, known: ReadonlySet<string>): Promise<VerifyProblem[]> {
  const { directory } = library;
  const media = join(directory, 'media');
  const found = await readdir(media, { recursive: true, withFileTypes: true }).catch(() => []);
  const unnamed = found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !known.has(path) && !path.startsWith(join(media, 'tmp')));
  const spans = unnamed.length === 0 ? [] : unfinishedWork(library);
  const problems: VerifyProblem[] = [];
  for (const path of unnamed) {
    const cameAtMs = (await stat(path).catch(() => undefined))?.ctimeMs;
    // It was removed meanwhile.
    if (cameAtMs === undefined) continue;
    if (spans.some(({ fromMs, untilMs }) => cameAtMs >= fromMs && cameAtMs <= untilMs)) continue;
    const detail = relative(directory, path).split(sep).join('/');
    problems.push({ kind: 'media-orphaned', detail });
  }
  return problems;
}

/**
 * When jobs worked that have not ended well: a kill or a full disk left what they placed without a
 * row, and they find it when they go on.
 */
function unfinishedWork({ db }: Library): { fromMs: number; untilMs: number }[] {
  return db
    .select({ fromMs: jobs.createdAtMs, finishedAtMs: jobs.finishedAtMs })
    .from(jobs)
    .where(notInArray(jobs.state, ['done', 'cancelled']))
    .all()
    .map(({ fromMs, finishedAtMs }) => ({ fromMs, untilMs: finishedAtMs ?? Infinity }));
}
