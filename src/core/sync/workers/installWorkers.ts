import { PgBoss } from 'pg-boss';
import { AppError } from '../../base/index.ts';
import type { TeamDatabase } from '../postgres/teamDatabase.ts';
import { bossDatabase } from './queue/bossDatabase.ts';
import {
  bossSchemaVersion,
  queueSchema,
  workersRules,
  workersSchema,
  workersSchemaVersion,
  workersTables,
} from './workersSchema.ts';

interface Versions {
  workers: number;
  queue: number;
}

/** True when the tables are there in this program's version. Error: `sharing.newer`. */
export async function areWorkersInstalled(db: TeamDatabase): Promise<boolean> {
  const { workers, queue } = await versionsOf(db);
  if (workers > workersSchemaVersion || queue > bossSchemaVersion) {
    throw new AppError(
      'sharing.newer',
      'The team queue was created by a newer version of Trendroom.',
    );
  }
  return workers === workersSchemaVersion && queue === bossSchemaVersion;
}

/**
 * Makes the tables of the queue, or brings them to this program's version. What was begun and
 * broken off is finished the next time. Error: `sharing.notAllowed` when this role may not.
 */
export async function installWorkers(db: TeamDatabase): Promise<void> {
  const boss = new PgBoss({
    ...{ db: bossDatabase(db), schema: queueSchema },
    ...{ supervise: false, schedule: false, registerInstance: false },
    openTelemetry: { enabled: false },
  });
  // What fails is thrown by start; nothing else is begun.
  boss.on('error', () => undefined);
  try {
    await boss.start();
    if ((await versionsOf(db)).workers === 0) await db.exec(workersTables(db.schema));
    await db.exec(workersRules(db.schema));
  } catch (cause) {
    // Another device was first.
    if (await areWorkersInstalled(db)) return;
    if (cause instanceof AppError && cause.code === 'sharing.unreachable') throw cause;
    throw new AppError(
      'sharing.notAllowed',
      'The team has no queue for workers yet, and this role cannot create it. Its owner can, with trendroom team connect.',
      { cause },
    );
  } finally {
    await boss.stop({ close: false, graceful: false });
  }
}

/** Makes it when this role owns the team's tables, so that members find it; else leaves it. */
export async function installWorkersAsOwner(db: TeamDatabase): Promise<void> {
  const [state] = await db.query<{ owned: boolean }>(
    `SELECT pg_has_role(current_user, relowner, 'USAGE') AS owned
     FROM pg_class WHERE oid = '${db.schema}.workspaces'::regclass`,
  );
  if (state?.owned === true && !(await areWorkersInstalled(db))) await installWorkers(db);
}

/** 0: not there. */
async function versionsOf(db: TeamDatabase): Promise<Versions> {
  const version = async (table: string): Promise<number> => {
    const [found] = await db.query<{ found: boolean }>(
      `SELECT to_regclass('${table}') IS NOT NULL AS found`,
    );
    if (found?.found !== true) return 0;
    const [row] = await db.query<{ version: number }>(
      `SELECT max(version) AS version FROM ${table}`,
    );
    return row?.version ?? 0;
  };
  return {
    workers: await version(`${workersSchema}.workers_schema`),
    queue: await version(`${queueSchema}.version`),
  };
}
