import { randomBytes } from 'node:crypto';
import { type BranchEvent, branchIdSchema, type ExperimentId } from '../../../contract/index.ts';
import { toAppError } from '../../base/index.ts';
import { type Library, openLibrary, openReadOnlyLibrary } from '../../db/index.ts';
import { branchSecretName, branchSecrets, consentName, originOf } from '../../host/index.ts';
import { grantingSettings, settingConsent } from '../../library/index.ts';
import { endpointKeyName, listEndpoints } from '../../remote/index.ts';
import { passwordName } from '../postgres/teamConnection.ts';
import { TeamConsents, teamConsentNames } from '../postgres/teamConsents.ts';
import { getSharingState, setSharingState } from '../records/sharingState.ts';
import { type BranchTools, copierOf, refuseOnBranch, type TeamChoice } from './branchTools.ts';
import {
  branchFolder,
  eventsOfBranch,
  removeBranchFolder,
  type StoredBranch,
  writeBranch,
} from './copy/branchFolder.ts';
import { copyLibrary } from './copy/copyLibrary.ts';
import { neonOrigin } from './neonApi.ts';
import { neonKeyName } from './teamCopies.ts';

export interface NewBranch extends TeamChoice {
  name: string;
  purpose: string;
  /** Of Neon's API; kept in the keychain. */
  neonKey?: string | undefined;
  /** It gets a copy of experiments and events, too. */
  experimentId?: ExperimentId | undefined;
}

interface Making {
  onBegun(branch: StoredBranch): void;
  onProgress(event: Extract<BranchEvent, { type: 'progress' }>): void;
  signal?: AbortSignal | undefined;
}

/**
 * Makes a branch. Its note is written first and says `ready` last, so that a crash in between
 * leaves one that is listed as unfinished. A failure takes away what was made.
 */
export async function makeBranch(
  tools: BranchTools,
  input: NewBranch,
  { onBegun, onProgress, signal }: Making,
): Promise<StoredBranch> {
  const { library, place, secrets, logger } = tools;
  refuseOnBranch(tools);
  tools.holdLibrary();
  if (input.neonKey !== undefined) await secrets.set(neonKeyName, neonOrigin, input.neonKey);
  const copier = input.team === 'none' ? undefined : copierOf(tools, input.team, input.projectId);
  const id = branchIdSchema.parse(randomBytes(6).toString('hex'));
  const directory = branchFolder(place.origin, id);
  const team = copier?.plan(id);
  const branch: StoredBranch = {
    ...{ id, name: input.name, purpose: input.purpose, state: 'making' },
    createdAtMs: library.clock.nowMs(),
    ...(team !== undefined && { team }),
    ...(input.experimentId !== undefined && { experimentId: input.experimentId }),
  };
  try {
    writeBranch(place.origin, branch);
    onBegun(branch);
    onProgress({ type: 'progress', step: 'database', done: 0, total: 1 });
    await copyLibrary(library, {
      ...{ directory, signal },
      onMedia: (done, total) => onProgress({ type: 'progress', step: 'media', done, total }),
    });
    if (copier !== undefined && team !== undefined) {
      onProgress({ type: 'progress', step: 'team', done: 0, total: 1 });
      await connectCopy(tools, { id, directory, target: await copier.make(team, signal) });
    }
    const events = eventsOfBranch(branch);
    if (input.experimentId !== undefined && events === undefined) {
      await tools.copyEvents({ folder: directory }, signal);
    } else if (events?.schema !== undefined) {
      await tools.copyEvents({ schema: events.schema }, signal);
    }
    const made: StoredBranch = { ...branch, state: 'ready' };
    writeBranch(place.origin, made);
    return made;
  } catch (error) {
    await takeAway(tools, branch).catch((left: unknown) =>
      logger.warn('branch left incomplete', { id, message: toAppError(left).message }),
    );
    throw error;
  }
}

/**
 * From now on the branch syncs, and with its own copy alone: the user who makes it agrees to that,
 * and where the copy has another address it takes the password of the original along.
 */
async function connectCopy(
  { library, secrets }: BranchTools,
  { id, directory, target }: { id: string; directory: string; target: string },
): Promise<void> {
  const { target: parent, caPem, workspaceId } = getSharingState(library);
  const own = branchSecrets(secrets, id);
  const origin = originOf(target) ?? '';
  await new TeamConsents(own).give('copy', { target, caPem, workspaceId });
  const password = await secrets.get(passwordName, originOf(parent) ?? '');
  if (password !== undefined && (await own.get(passwordName, origin)) === undefined) {
    await own.set(passwordName, origin, password);
  }
  const copy = openLibrary({ directory, clock: library.clock });
  try {
    setSharingState(copy, { connected: 1, target });
  } finally {
    copy.close();
  }
}

/**
 * Removes a branch: the team's copy first, its folder last, so that what a crash leaves is still
 * listed. Errors: those of the team's database, and then the rest stays.
 */
export async function takeAway(tools: BranchTools, branch: StoredBranch): Promise<void> {
  const { library, place, secrets } = tools;
  const { id, team } = branch;
  writeBranch(place.origin, { ...branch, state: 'removing' });
  if (team !== undefined) {
    const projectId = team.kind === 'neon' ? team.projectId : undefined;
    await copierOf(tools, team.kind, projectId).remove(team);
  }
  for (const name of secretNames(library, branchFolder(place.origin, id))) {
    await secrets.delete(branchSecretName(id, name));
  }
  removeBranchFolder(place.origin, id);
}

/** What a branch may have of its own in the keychain: of the library's servers, and of those it added. */
function secretNames(library: Library, directory: string): string[] {
  const ids = new Set(listEndpoints(library).map(({ id }) => id));
  try {
    const branch = openReadOnlyLibrary(directory);
    for (const { id } of listEndpoints(branch)) ids.add(id);
    branch.close();
  } catch {
    // One that was not made to its end has no database yet.
  }
  const consents = [...teamConsentNames, ...grantingSettings.map(settingConsent)];
  const ofServers = [...ids].flatMap((id) => [endpointKeyName(id), consentName(`endpoint:${id}`)]);
  return [passwordName, ...consents.map(consentName), ...ofServers];
}
