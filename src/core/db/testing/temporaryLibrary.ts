import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../base/index.ts';
import type { Library } from '../library.ts';
import { openLibrary } from '../openLibrary.ts';
import { copyTemplateDatabase } from './templateDatabase.ts';

export interface TemporaryLibrary {
  library: Library;
  /** The folder around the library, for other files of the test. */
  folder: string;
  remove(): Promise<void>;
}

/** A real library in a folder of its own, for tests. */
export async function temporaryLibrary(): Promise<TemporaryLibrary> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-library-'));
  const directory = join(folder, 'library');
  copyTemplateDatabase(directory);
  const library = openLibrary({ directory, clock: systemClock });
  return {
    library,
    folder,
    remove: async () => {
      library.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
