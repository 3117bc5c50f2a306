import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toAppError } from '../../../src/core/base/index.ts';
import type { Library } from '../../../src/core/db/index.ts';
import { stageBackup } from '../../../src/core/library/backup/stageBackup.ts';
import { backupLibrary, tidyLibrary } from '../../../src/core/library/index.ts';
import { addSampleVideo } from '../../../src/core/library/testing/sampleVideo.ts';
import { countRows, damageOf, libraryIn, withLibrary } from './openWork.ts';
import type { Operation } from './operation.ts';

const videosBefore = 4;
const videosAfter = 8;

/** Where the backup is: among the nightly ones. */
export const backupIn = (folder: string): string =>
  join(libraryIn(folder), 'backups', 'auto-2026-05-01.tar');

/** Videos whose files are some tens of kilobytes, numbered. */
export async function addVideos(library: Library, folder: string, from: number, to: number) {
  const given = join(folder, 'given');
  await mkdir(given, { recursive: true });
  for (let number = from; number < to; number++) {
    const bytes = `video ${number} `.repeat(4_000);
    await addSampleVideo(
      { library, folder: given, remove: async () => {} },
      { name: `${number}.mp4`, bytes },
    );
  }
}

/** A backup that takes the place of an earlier one, of a library that has grown since. */
export const backup: Operation = {
  name: 'backup',
  prepare: (folder) =>
    withLibrary(folder, async (library) => {
      await addVideos(library, folder, 0, videosBefore);
      await backupLibrary(library, backupIn(folder));
      await addVideos(library, folder, videosBefore, videosAfter);
    }),
  run: (folder, hooks) =>
    withLibrary(folder, async (library) => {
      tidyLibrary(library);
      hooks.stage('backup');
      await backupLibrary(library, backupIn(folder));
      hooks.acknowledge('backup');
    }),
  inspect: (folder, acknowledged) =>
    withLibrary(folder, async (library) => {
      const problems = await damageOf(library);
      const inBackup = await videosIn(library, folder, problems);
      const missing = acknowledged.filter(() => inBackup !== videosAfter);
      return { problems, missing, counts: { ...countRows(library, ['videos']), inBackup } };
    }),
  isDurable: () => true,
};

/** All of the backup is read, as a restore does. */
async function videosIn(library: Library, folder: string, problems: string[]): Promise<number> {
  const scratch = join(folder, 'scratch');
  try {
    return await stageBackup(library, backupIn(folder), { folder: scratch });
  } catch (error) {
    problems.push(`backup: ${toAppError(error).message}`);
    return 0;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
