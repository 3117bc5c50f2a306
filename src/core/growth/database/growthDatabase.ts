import { pathBelow } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { openLocalDatabase, type TeamDatabase } from '../../sync/index.ts';
import { migrateGrowth } from './growthTables.ts';

export type GrowthDatabase = ReturnType<typeof createGrowthDatabase>;

/**
 * The Postgres of events and experiments: PGlite in the library's folder `growth`, opened when it is
 * first needed. One process may have it open: `holdLibrary` takes the library's lock or throws.
 */
export function createGrowthDatabase({
  library,
  holdLibrary,
}: {
  library: Library;
  holdLibrary: () => void;
}) {
  let opened: Promise<TeamDatabase> | undefined;
  const open = async (): Promise<TeamDatabase> => {
    holdLibrary();
    const db = await openLocalDatabase(pathBelow(library.directory, 'growth'));
    try {
      await migrateGrowth(db);
    } catch (error) {
      await db.close();
      throw error;
    }
    return db;
  };
  return {
    get: (): Promise<TeamDatabase> => {
      opened ??= open().catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      return opened;
    },
    dispose: async (): Promise<void> => {
      const closing = opened;
      opened = undefined;
      await closing?.then((db) => db.close()).catch(() => undefined);
    },
  };
}
