import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { jobMessages } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { JobKind, ScheduledPayload } from '../../jobs/index.ts';
import { backupLibrary } from './backupLibrary.ts';

const backupsKept = 7;
const backupName = /^auto-\d{4}-\d\d-\d\d\.tar$/;

/**
 * Backs the library up into a file for each day, in the library's own folder, which a backup leaves
 * out. The newest seven are kept.
 */
export function createBackupKind(library: Library): JobKind<ScheduledPayload> {
  return {
    kind: 'backup',
    maxAttempts: 1,
    isRetryable: () => false,
    stages: [
      {
        name: 'backup',
        weight: 1,
        resource: 'disk',
        run: async ({ signal, update }) => update({ summary: await backUpToday(library, signal) }),
      },
    ],
  };
}

async function backUpToday(library: Library, signal: AbortSignal): Promise<string> {
  const folder = join(library.directory, 'backups');
  const day = localDay(new Date(library.clock.nowMs()));
  const { path, sizeBytes, leftOut } = await backupLibrary(
    library,
    join(folder, `auto-${day}.tar`),
    signal,
  );
  const own = (await readdir(folder)).filter((name) => backupName.test(name)).sort();
  for (const old of own.slice(0, -backupsKept)) await rm(join(folder, old));
  const megabytes = (sizeBytes / 1_000_000).toFixed(1);
  return jobMessages.summaries.backup(megabytes, path, leftOut);
}

function localDay(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
