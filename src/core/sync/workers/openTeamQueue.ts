import { PgBoss } from 'pg-boss';
import { batchKindSchema } from '../../../contract/index.ts';
import { AppError, type Logger } from '../../base/index.ts';
import type { Workspace } from '../postgres/openTeam.ts';
import type { TeamDatabase } from '../postgres/teamDatabase.ts';
import { areWorkersInstalled, installWorkers } from './installWorkers.ts';
import { bossDatabase } from './queue/bossDatabase.ts';
import { queueSchema, workersSchema } from './workersSchema.ts';

/** A worker that says nothing for so long has lost its rows. */
const leaseSeconds = 30;
/** How often leases are looked at, by whoever is there; pg-boss lets one of them do it. */
const superviseMs = 5_000;

/** The team's queue, as a connection to it. */
export interface TeamQueue {
  readonly db: TeamDatabase;
  readonly boss: PgBoss;
  readonly workspace: Workspace;
  readonly leaseSeconds: number;
  close(): Promise<void>;
}

export interface TeamQueueOptions {
  logger: Logger;
  /** For tests; at least 10. */
  leaseSeconds?: number | undefined;
  superviseMs?: number | undefined;
}

/**
 * Opens the queue of a workspace over a connection, which it closes in the end. It is made when
 * this role may. Errors: `sharing.notAllowed` for viewers, and when the owner has not made it yet;
 * `sharing.newer` when its tables are of a later version.
 */
export async function openTeamQueue(
  db: TeamDatabase,
  workspace: Workspace,
  { logger, ...options }: TeamQueueOptions,
): Promise<TeamQueue> {
  refuseViewer(workspace);
  if (!(await areWorkersInstalled(db))) await installWorkers(db);
  const boss = createBoss(db);
  boss.on('error', (error) => logger.warn('the queue', { message: error.message }));
  await boss.start();
  // Queues of kinds that the program which made the tables did not know.
  await db.query(`SELECT ${workersSchema}.make_queues($1, $2::text[])`, [
    workspace.id,
    batchKindSchema.options,
  ]);
  const supervise = (): void => {
    boss.supervise().catch((error: unknown) => {
      logger.warn('queue maintenance failed', { message: String(error) });
    });
  };
  const timer = setInterval(supervise, options.superviseMs ?? superviseMs).unref();
  return {
    ...{ db, boss, workspace, leaseSeconds: options.leaseSeconds ?? leaseSeconds },
    close: async () => {
      clearInterval(timer);
      await boss.stop({ close: false, graceful: false });
      await db.close();
    },
  };
}

/** pg-boss on tables that are there; leases alone are looked after, when we say so. */
function createBoss(db: TeamDatabase): PgBoss {
  return new PgBoss({
    ...{ db: bossDatabase(db), schema: queueSchema, migrate: false, createSchema: false },
    ...{ supervise: false, schedule: false, registerInstance: false },
    ...{ monitorIntervalSeconds: 1, monitorVacuum: false, reindex: false },
    openTelemetry: { enabled: false },
  });
}

function refuseViewer({ name, role }: Workspace): void {
  if (role !== 'viewer') return;
  throw new AppError(
    'sharing.notAllowed',
    `You are a viewer of ${name}. Only editors and the owner can use its queue.`,
  );
}
