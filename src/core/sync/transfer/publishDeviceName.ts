import { hostname } from 'node:os';
import type { Library } from '../../db/index.ts';
import type { TeamDatabase } from '../postgres/teamDatabase.ts';
import { setDeviceName } from '../records/deviceNames.ts';
import { getSharingState } from '../records/sharingState.ts';

/**
 * Gives this device a name that its team knows it by, so that people see who wrote what: the
 * person's role in the database, which the team gave, and the name of this computer.
 */
export async function publishDeviceName(
  library: Library,
  db: TeamDatabase,
  signal?: AbortSignal,
): Promise<void> {
  const { deviceName, target } = getSharingState(library);
  const [row] = await db.query<{ person: string }>('SELECT current_user::text AS person');
  signal?.throwIfAborted();
  const name = target === 'local' ? hostname() : `${row?.person ?? ''} on ${hostname()}`;
  if (deviceName !== name) setDeviceName(library, name);
}
