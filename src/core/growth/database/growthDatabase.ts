import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type Clock, pathBelow } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import {
  type EventsCopy,
  openLocalDatabase,
  type Sharing,
  type TeamDatabase,
} from '../../sync/index.ts';
import { dumpName } from '../dump/dumpTables.ts';
import { readDump } from '../dump/readDump.ts';
import { writeDump } from '../dump/writeDump.ts';
import { copyGrowth } from './copyGrowth.ts';
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
  clock,
}: {
  library: Library;
  clock: Clock;
  holdLibrary: () => void;
  sharing: Pick<Sharing, 'serverTarget' | 'openServer' | 'checkServer'>;
}) {
  let opened: Opened | undefined;
  const folder = pathBelow(library.directory, 'growth');
  /** Of a backup that was restored; read again from the start after a crash. */
  const restored = pathBelow(library.directory, dumpName);
  const open = async (target: string | undefined): Promise<TeamDatabase> => {
    if (target === undefined) holdLibrary();
    const db = target === undefined ? await openLocalDatabase(folder) : await sharing.openServer();
    try {
      await migrateGrowth(db);
      if (target === undefined && existsSync(restored)) {
        await readDump(db, restored, clock.nowMs());
        await rm(restored);
      }
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
  const get = async (): Promise<TeamDatabase> => {
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
  };
  return {
    get,
    /**
     * Writes what is on this disk into a file of this folder, for a backup. Undefined: there is nothing.
     * What is in a team's Postgres is for its owner to keep. Errors: `library.inUse`.
     */
    dump: async (into: string, signal?: AbortSignal): Promise<string | undefined> => {
      if (!existsSync(folder) && !existsSync(restored)) return undefined;
      const file = pathBelow(into, dumpName);
      const isOwn = sharing.serverTarget() === undefined;
      const db = await (isOwn ? get() : open(undefined));
      try {
        await writeDump(db, file, signal);
      } finally {
        if (!isOwn) await db.close();
      }
      return file;
    },
    /**
     * Copies the experiments and events that are worked on: into the folder of a branch, which takes them
     * into its own database when it is first used, or into a schema beside them. Errors: those of
     * opening, `sharing.notAllowed` for who may not make a schema.
     */
    copyTo: async (to: EventsCopy, signal?: AbortSignal): Promise<void> => {
      const db = await get();
      if ('schema' in to) await copyGrowth(db, to.schema, signal);
      else await writeDump(db, pathBelow(to.folder, dumpName), signal);
    },
    dispose: close,
  };
}
