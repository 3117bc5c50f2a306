import { mkdir, rm } from 'node:fs/promises';
import { count } from 'drizzle-orm';
import {
  AppError,
  entryBelow,
  jobMessages,
  pathBelow,
  privateFolder,
  toAppError,
} from '../../base/index.ts';
import { type Library, videos as videoRows } from '../../db/index.ts';
import { nightlyBackupsName } from '../../host/index.ts';
import type { JobKind, ScheduledPayload } from '../../jobs/index.ts';
import { openBackup } from './archive/openBackup.ts';
import { type BackupOptions, backupLibrary } from './backupLibrary.ts';
import type { BackupSeal } from './backupSeal.ts';
import { nightlyBackups } from './provenBackup.ts';

const backupsKept = 7;

/**
 * Backs the library up into a file for each day, in the library's own folder, which a backup leaves
 * out. The newest seven are kept. A library that lost nearly all of its videos is backed up beside
 * them and none is removed: they may be all that is left of it. The job then fails with
 * `backup.shrunk`.
 */
export function createBackupKind(
  library: Library,
  seal?: BackupSeal,
  dumpGrowth?: BackupOptions['dumpGrowth'],
): JobKind<ScheduledPayload> {
  return {
    kind: 'backup',
    maxAttempts: 1,
    isRetryable: () => false,
    stages: [
      {
        name: 'backup',
        weight: 1,
        resource: 'disk',
        run: async ({ signal, update }) =>
          update({ summary: await backUpToday(library, { seal, dumpGrowth, signal }) }),
      },
    ],
  };
}

/** A library with fewer of its videos than one in so many is not what it was. */
const shrunkFactor = 10;

async function backUpToday(
  library: Library,
  options: Pick<BackupOptions, 'seal' | 'dumpGrowth' | 'signal'>,
): Promise<string> {
  const folder = pathBelow(library.directory, nightlyBackupsName);
  const day = localDay(new Date(library.clock.nowMs()));
  await mkdir(folder, privateFolder);
  const largest = await largestBackup(library, folder);
  const videos = countVideos(library);
  const hasShrunk = videos * shrunkFactor <= largest.videos && videos < largest.videos;
  const { path, sizeBytes, leftOut } = await backupLibrary(
    library,
    pathBelow(folder, `${hasShrunk ? 'shrunk' : 'auto'}-${day}.tar`),
    options,
  );
  if (hasShrunk) {
    const { name } = largest;
    const message = jobMessages.shrunk({ videos, before: largest.videos, name, folder, path });
    throw new AppError('backup.shrunk', message);
  }
  const found = await nightlyBackups(library);
  // Names of days to come were given by a wrong clock: they must not outlive what is new today.
  const isFuture = (name: string): boolean => name > `auto-${day}.tar`;
  const own = [...found.filter(isFuture), ...found.filter((name) => !isFuture(name))];
  for (const old of own.slice(0, -backupsKept)) await rm(entryBelow(folder, old));
  const megabytes = (sizeBytes / 1_000_000).toFixed(1);
  return jobMessages.summaries.backup(megabytes, path, leftOut);
}

/** The one with most videos among those of earlier days, and of today; one that is damaged has none. */
async function largestBackup(
  library: Library,
  folder: string,
): Promise<{ name: string; videos: number }> {
  let largest = { name: '', videos: 0 };
  for (const name of await nightlyBackups(library)) {
    const videos = await videosIn(pathBelow(folder, name));
    if (videos > largest.videos) largest = { name, videos };
  }
  return largest;
}

async function videosIn(path: string): Promise<number> {
  try {
    const { file, manifest } = await openBackup(path);
    await file.close();
    return manifest.videos;
  } catch (error) {
    if (toAppError(error).code === 'backup.invalid') return 0;
    throw error;
  }
}

function countVideos({ db }: Library): number {
  return db.select({ rows: count() }).from(videoRows).get()?.rows ?? 0;
}

function localDay(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
