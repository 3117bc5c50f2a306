import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../../src/core/base/index.ts';
import { openLibrary } from '../../../src/core/db/index.ts';
import { backupLibrary, restoreLibrary, tidyLibrary } from '../../../src/core/library/index.ts';
import { addVideos, backupIn } from './backup.ts';
import { countRows, damageOf, libraryIn, openIn, withLibrary } from './openWork.ts';
import type { Operation } from './operation.ts';

const videosInBackup = 4;
const videosBefore = 8;

/** A library that is replaced by an earlier backup of itself, and kept beside it. */
export const restore: Operation = {
  name: 'restore',
  prepare: (folder) =>
    withLibrary(folder, async (library) => {
      await addVideos(library, folder, 0, videosInBackup);
      await backupLibrary(library, backupIn(folder));
      await addVideos(library, folder, videosInBackup, videosBefore);
    }),
  run: async (folder, hooks) => {
    const library = openIn(folder);
    try {
      tidyLibrary(library);
      hooks.stage('restore');
      await restoreLibrary(library, backupIn(folder));
      hooks.acknowledge('restore');
    } finally {
      library.close();
    }
    await withLibrary(folder, tidyLibrary);
  },
  inspect: (folder, acknowledged) =>
    withLibrary(folder, async (library) => {
      const problems = await damageOf(library);
      const { videos } = countRows(library, ['videos']);
      const kept = await videosKept(folder, problems);
      // Replaced, with the one before beside it; or as it was.
      const isRestored = videos === videosInBackup;
      if (!isRestored && videos !== videosBefore) problems.push(`${videos} videos`);
      if (isRestored && !kept.includes(videosBefore)) problems.push('the library before is gone');
      const missing = acknowledged.filter(() => !isRestored);
      return { problems, missing, counts: { restored: isRestored ? 1 : 0 } };
    }),
  isDurable: () => true,
};

/** Of each library that was kept, how many videos it has. Work is done on them: they are removed. */
async function videosKept(folder: string, problems: string[]): Promise<(number | undefined)[]> {
  const kept: (number | undefined)[] = [];
  for (const name of await readdir(libraryIn(folder))) {
    if (!name.startsWith('before-restore-')) continue;
    const before = openLibrary({ directory: join(libraryIn(folder), name), clock: systemClock });
    problems.push(...(await damageOf(before)).map((problem) => `${name}: ${problem}`));
    kept.push(countRows(before, ['videos']).videos);
    before.close();
  }
  return kept;
}
