import type { BranchId, BranchTeam } from '../../../contract/index.ts';
import { AppError, type Logger } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Host, Secrets } from '../../host/index.ts';
import type { Sharing } from '../createSharing.ts';
import type { SchemaName } from '../postgres/schemaName.ts';
import { getSharingState } from '../records/sharingState.ts';
import { type LibraryPlace, type StoredBranch, storedBranches } from './copy/branchFolder.ts';
import { type TeamCopier, teamCopier } from './teamCopies.ts';

export interface BranchTools {
  library: Library;
  place: LibraryPlace;
  host: Pick<Host, 'networkAllowed'>;
  /** Those of the library itself, whatever is open. */
  secrets: Secrets;
  sharing: Pick<Sharing, 'withTeam'>;
  logger: Logger;
  /** Keeps other processes out of the library and all its branches. Errors: `library.inUse`. */
  holdLibrary(): void;
  /**
   * Copies experiments and events into a branch's folder, which reads them when it first needs them, or into
   * a schema beside the team's.
   */
  copyEvents(to: EventsCopy, signal?: AbortSignal): Promise<void>;
  /** Another place is open from now on: this app must give way to one that works there. */
  onPlaceChanged(): void;
  /** Of Neon's API, for tests. */
  neonAddress?: string;
}

export type EventsCopy = { folder: string } | { schema: SchemaName };

export interface TeamChoice {
  team: BranchTeam;
  projectId?: string | undefined;
}

/** Errors: `branch.notFound`. */
export function findBranch({ place }: BranchTools, id: BranchId): StoredBranch {
  const branch = storedBranches(place.origin).find((each) => each.id === id);
  if (branch === undefined) throw new AppError('branch.notFound', `Branch ${id} not found.`);
  return branch;
}

/** What must be done from the library itself. Errors: `branch.open`. */
export function refuseOnBranch({ place: { branch } }: BranchTools): void {
  if (branch === undefined) return;
  throw new AppError('branch.open', `The branch ${branch.name} is open.`);
}

/** The way to copy the team's database. Errors: `branch.noCopy`. */
export function copierOf(
  { library, host, secrets, sharing, neonAddress }: BranchTools,
  team: Exclude<BranchTeam, 'none'>,
  projectId?: string,
): TeamCopier {
  const { connected, target } = getSharingState(library);
  const tools = { host, secrets, neonAddress, withTeam: sharing.withTeam };
  return teamCopier({ ...tools, target: connected === 1 ? target : '' }, team, projectId);
}
