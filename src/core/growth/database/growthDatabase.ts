import { pathBelow } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { openLocalDatabase, type Sharing, type TeamDatabase } from '../../sync/index.ts';
import { migrateGrowth } from './growthTables.ts';

export type GrowthDatabase = ReturnType<typeof createGrowthDatabase>;

interface Opened {
  /** The team's server, or undefined: PGlite in the library's folder. */
  target: string | undefined;
  db: Promise<TeamDatabase>;
}

/**
 * The Postgres of events and experiments, opened when it is first needed: the team's, where the library
 * is shared over a server, in a schema of the workspace; otherwise PGlite in the library's folder
 * `growth`. What is in one stays there when the other is used. One process may have the folder open:
 * `holdLibrary` takes the library's lock or throws. Errors: `library.inUse`, those of the team's server.
 */
export function createGrowthDatabase({
  library,
  holdLibrary,
  sharing,
}: {
  library: Library;
  holdLibrary: () => void;
  sharing: Pick<Sharing, 'serverTarget' | 'openServer' | 'checkServer'>;
}) {
  let opened: Opened | undefined;
  const open = async (target: string | undefined): Promise<TeamDatabase> => {
    if (target === undefined) holdLibrary();
    const db =
      target === undefined
        ? await openLocalDatabase(pathBelow(library.directory, 'growth'))
        : await sharing.openServer();
    try {
      await migrateGrowth(db);
    } catch (error) {
      await db.close();
      throw error;
    }
    return db;
  };
  const close = async (): Promise<void> => {
    const closing = opened;
    opened = undefined;
    await closing?.db.then((db) => db.close()).catch(() => undefined);
  };
  return {
    get: async (): Promise<TeamDatabase> => {
      const target = sharing.serverTarget();
      // It may have been opened before the user went offline, or took the consent back.
      if (target !== undefined) await sharing.checkServer();
      if (opened !== undefined && opened.target !== target) await close();
      if (opened === undefined) {
        const db = open(target);
        const mine: Opened = { target, db };
        opened = mine;
        db.catch(() => {
          if (opened === mine) opened = undefined;
        });
      }
      return opened.db;
    },
    dispose: close,
  };
}
