import { hostname } from 'node:os';
import type { Library } from '../../db/index.ts';
import type { TeamDatabase } from '../postgres/teamDatabase.ts';
import { nameDesk } from '../records/deskNames.ts';
import { getSharingState } from '../records/sharingState.ts';

/**
 * Gives this desk a name that its team knows it by, so that people see who wrote what: the
 * person's role in the database, which the team gave, and the name of this computer.
 */
export async function introduceDesk(
  library: Library,
  db: TeamDatabase,
  signal?: AbortSignal,
): Promise<void> {
  const { deskName, target } = getSharingState(library);
  const [row] = await db.query<{ person: string }>('SELECT current_user::text AS person');
  signal?.throwIfAborted();
  const name = target === 'local' ? hostname() : `${row?.person ?? ''} on ${hostname()}`;
  if (deskName !== name) nameDesk(library, name);
}
