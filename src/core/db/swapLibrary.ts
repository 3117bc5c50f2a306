import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { databaseName } from './openDatabase.ts';

const readyPrefix = 'restored-';
const keptPrefix = 'before-restore-';
/** In this order: a log left beside a new database would be played into it. */
const parts = [`${databaseName}-wal`, `${databaseName}-shm`, databaseName, 'media'];

/** Name of the folder whose appearance in a library decides that the library is replaced. */
export function readyFolder(directory: string, stamp: string): string {
  return join(directory, `${readyPrefix}${stamp}`);
}

/**
 * Puts a restored library that is ready into place and keeps the one before, beside it. Every
 * step is a rename that can be told from the files afterwards, so that after a crash the next
 * opening goes on here: a library is the old one until its restored folder is there, and the new
 * one from then on. Returns where the one before is kept, or undefined when nothing is ready.
 */
export function finishRestore(directory: string): string | undefined {
  const ready = findReady(directory);
  if (ready === undefined) return undefined;
  const from = join(directory, ready);
  const kept = join(directory, ready.replace(readyPrefix, keptPrefix));
  mkdirSync(kept, { recursive: true });
  for (const part of parts) {
    // The log files belong to the old database, which is there while the new one is not.
    const isPending = part === 'media' ? 'media' : databaseName;
    if (!existsSync(join(from, isPending))) continue;
    if (existsSync(join(directory, part))) renameSync(join(directory, part), join(kept, part));
    if (existsSync(join(from, part))) renameSync(join(from, part), join(directory, part));
  }
  rmdirSync(from);
  return kept;
}

function findReady(directory: string): string | undefined {
  if (!existsSync(directory)) return undefined;
  return readdirSync(directory).find((name) => name.startsWith(readyPrefix));
}
