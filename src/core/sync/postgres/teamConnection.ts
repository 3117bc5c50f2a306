import { AppError, pathBelow } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { type Host, originOf } from '../../host/index.ts';
import { openTeam, type Workspace } from './openTeam.ts';
import { parsePostgresAddress } from './postgresAddress.ts';
import type { SchemaName } from './schemaName.ts';
import type { TeamDatabase } from './teamDatabase.ts';

export interface Team {
  db: TeamDatabase;
  workspace: Workspace;
}

export interface ConnectionTools {
  library: Library;
  host: Pick<Host, 'secrets' | 'networkAllowed'>;
  /** Called before a database on this disk is opened: one process alone may have it open. */
  holdLibrary: () => void;
}

export const passwordName = 'sharing:password';

/**
 * Opens what a target names, which the user has connected to. Drivers are loaded when they are first
 * needed. Errors: those of openServer; see openTeam.
 */
export async function openTarget(
  tools: ConnectionTools,
  target: string,
  { workspaceName, caPem }: { workspaceName?: string | undefined; caPem: string },
): Promise<Team> {
  const db =
    target === 'local' ? await openLocal(tools) : await openServer(tools, target, { caPem });
  try {
    return { db, workspace: await openTeam(db, workspaceName) };
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function openLocal({ library, holdLibrary }: ConnectionTools): Promise<TeamDatabase> {
  holdLibrary();
  const { openPglite } = await import('./pgliteDatabase.ts');
  return openPglite(pathBelow(library.directory, 'team'));
}

/**
 * The Postgres of a server. The password comes from the address, the keychain, or like other clients of
 * Postgres from PGPASSWORD. Another schema than the address has is for tables beside the team's.
 * Errors: `network.notAllowed` beyond loopback when the user is offline.
 */
export async function openServer(
  { host }: Pick<ConnectionTools, 'host'>,
  target: string,
  { caPem, schema, connections }: { caPem: string; schema?: SchemaName; connections?: number },
): Promise<TeamDatabase> {
  const address = parsePostgresAddress(target, { mustBeTls: caPem !== '' });
  if (!host.networkAllowed && !address.isLoopback) {
    throw new AppError(
      'network.notAllowed',
      `Offline mode is on: ${address.host} cannot be reached.`,
    );
  }
  const password =
    address.password ?? (await host.secrets.get(passwordName, originOf(target) ?? ''));
  const { openPostgres } = await import('./postgresDatabase.ts');
  const given = { ...address, caPem, ...(password !== undefined && { password }) };
  return openPostgres({ ...given, ...(schema !== undefined && { schema }) }, connections);
}
