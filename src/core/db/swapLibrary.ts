import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync } from 'node:fs';
import { entryBelow, pathBelow, privateFolder } from '../base/index.ts';
import { databaseName } from './databaseFile.ts';
import { stateName } from './lastState.ts';

const readyPrefix = 'restored-';
const keptPrefix = 'before-restore-';
/** Events and experiments: the folder of a library, and what a backup has of it, to be read when it is opened. */
const [growthFolder, growthDump] = ['growth', 'growth.jsonl'];
/** In this order: a log left beside a new database would be played into it. */
const parts = [
  ...[`${databaseName}-wal`, `${databaseName}-shm`, stateName, growthFolder, databaseName],
  ...[growthDump, 'media'],
];

/** Name of the folder whose appearance in a library decides that the library is replaced. */
export function readyFolder(directory: string, stamp: string): string {
  return pathBelow(directory, `${readyPrefix}${stamp}`);
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
  const from = pathBelow(directory, ready);
  const kept = pathBelow(directory, ready.replace(readyPrefix, keptPrefix));
  mkdirSync(kept, privateFolder);
  for (const part of parts) {
    // The log files belong to the old database, which is there while the new one is not.
    const isPending = part === 'media' || part === growthDump ? part : databaseName;
    if (!existsSync(pathBelow(from, isPending))) continue;
    // One that was never read leaves with the folder that it was for.
    if (part === growthFolder) move(growthDump, directory, kept);
    move(part, directory, kept);
    move(part, from, directory);
  }
  rmdirSync(from);
  return kept;
}

function move(part: string, from: string, to: string): void {
  const path = entryBelow(from, part);
  if (existsSync(path)) renameSync(path, entryBelow(to, part));
}

function findReady(directory: string): string | undefined {
  if (!existsSync(directory)) return undefined;
  return readdirSync(directory).find((name) => name.startsWith(readyPrefix));
}
