import { AppError, type Logger } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { type Host, originOf } from '../../host/index.ts';
import { readCaPem } from '../../remote/index.ts';
import { findWorkspace, type Workspace } from '../postgres/openTeam.ts';
import { type PostgresAddress, parsePostgresAddress } from '../postgres/postgresAddress.ts';
import { openPostgres } from '../postgres/postgresDatabase.ts';
import { teamSchemaName } from '../postgres/schemaName.ts';
import { passwordName } from '../postgres/teamConnection.ts';
import type { TeamDatabase } from '../postgres/teamDatabase.ts';
import { openTeamQueue, type TeamQueue, type TeamQueueOptions } from './openTeamQueue.ts';

/** Answers are stored, rows fetched and leases looked after side by side. */
const connections = 3;

export interface TeamQueueTools extends Pick<TeamQueueOptions, 'leaseSeconds' | 'superviseMs'> {
  library: Library;
  host: Pick<Host, 'secrets' | 'networkAllowed'>;
  logger: Logger;
}

export interface TeamQueueTarget {
  /** `postgres://user:password@host/database`. */
  target: string;
  /** By id or by name; the first one without either. */
  workspace: { id?: string | undefined; name?: string | undefined };
  /** PEM of an authority of one's own; empty for the system's. */
  caPem: string;
}

/**
 * Opens the queue at an address. The password comes from the address, the keychain, or like other
 * clients of Postgres from PGPASSWORD; one from the address is kept in the keychain. Errors:
 * `workers.needsPostgres` for a database on this disk, which no other machine reaches;
 * `network.notAllowed` beyond loopback when the user is offline; those of openTeamQueue.
 */
export async function connectTeamQueue(
  tools: TeamQueueTools,
  to: TeamQueueTarget,
): Promise<TeamQueue> {
  const { host } = tools;
  if (to.target === 'local') {
    throw new AppError(
      'workers.needsPostgres',
      'Other computers cannot reach a database on this disk.',
    );
  }
  const caPem = readCaPem(to.caPem);
  const address = parsePostgresAddress(to.target, { mustBeTls: caPem !== '' });
  if (!host.networkAllowed && !address.isLoopback) {
    throw new AppError(
      'network.notAllowed',
      `Offline mode is on: ${address.host} cannot be reached.`,
    );
  }
  // A copy of the team's tables has no queue of its own, and must not use that of the team.
  if (address.schema !== teamSchemaName) {
    throw new AppError('workers.needsPostgres', 'A branch of the team database has no workers.');
  }
  const password = await passwordOf(host, address);
  const db = openPostgres(
    { ...address, caPem, ...(password === undefined ? {} : { password }) },
    connections,
  );
  try {
    const teamQueue = await openTeamQueue(db, await workspaceOf(db, to), tools);
    if (address.password !== undefined) {
      await host.secrets.set(secretOf(address), originOf(address.shown) ?? '', address.password);
    }
    return teamQueue;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** A password is only given to the address that it was given for. */
async function passwordOf(
  { secrets }: TeamQueueTools['host'],
  address: PostgresAddress,
): Promise<string | undefined> {
  const origin = originOf(address.shown) ?? '';
  return (
    address.password ??
    (await secrets.get(secretOf(address), origin)) ??
    secrets.get(passwordName, origin)
  );
}

function secretOf({ shown }: PostgresAddress): string {
  return `worker:${shown}`;
}

/** Unlike a device that connects, a worker makes no workspace: a name may be mistyped. */
async function workspaceOf(
  db: TeamDatabase,
  { workspace }: Pick<TeamQueueTarget, 'workspace'>,
): Promise<Workspace> {
  const [tables] = await db.query<{ found: boolean }>(
    `SELECT to_regclass('${db.schema}.workspaces') IS NOT NULL AS found`,
  );
  if (tables?.found !== true) {
    const message = 'The database is not set up yet: its owner must connect first.';
    throw new AppError('sharing.notAllowed', message);
  }
  const found = await findWorkspace(db, workspace);
  if (found !== undefined) return found;
  const which = workspace.name === undefined ? 'a workspace' : `the workspace ${workspace.name}`;
  throw new AppError('sharing.notAllowed', `This role is not a member of ${which}.`);
}
