import type { BranchId, BranchLeftover, BranchTeam } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Host, Secrets } from '../../host/index.ts';
import { parsePostgresAddress } from '../postgres/postgresAddress.ts';
import { growthCopyName, schemaNameSchema } from '../postgres/schemaName.ts';
import type { TeamDatabase } from '../postgres/teamDatabase.ts';
import type { TeamCopy } from './copy/branchFolder.ts';
import { createNeonApi, neonOrigin } from './neonApi.ts';
import { branchSchemas, copySchema, dropSchema, type TeamSize, teamSize } from './schemaCopy.ts';

export const neonKeyName = 'neon:key';

/** At Neon a branch is called by this and its id. */
const neonPrefix = 'trendroom-';

export interface TeamCopyTools {
  host: Pick<Host, 'networkAllowed'>;
  secrets: Secrets;
  /** Address of the library's own team, without its password; `local`; empty when not connected. */
  target: string;
  /** Works on the team's database while nothing else syncs. */
  withTeam<Result>(work: (db: TeamDatabase) => Promise<Result>): Promise<Result>;
  neonAddress?: string | undefined;
}

/** One way to copy the team's database. */
export interface TeamCopier {
  /** What the copy will be, named before anything is made. */
  plan(id: BranchId): TeamCopy;
  estimate(): Promise<TeamSize | undefined>;
  /** Makes it; gives the address that the branch syncs with. */
  make(copy: TeamCopy, signal?: AbortSignal): Promise<string>;
  /** Removes it, if it is there. */
  remove(copy: TeamCopy): Promise<void>;
  /** All copies of this way, whichever library they are of. */
  list(): Promise<BranchLeftover[]>;
}

/** The ways to copy a team's database. Errors: `branch.noCopy` where there is none to copy. */
export function teamCopier(
  tools: TeamCopyTools,
  kind: Exclude<BranchTeam, 'none'>,
  projectId: string | undefined,
): TeamCopier {
  const { target } = tools;
  if (target === '' || target === 'local') {
    throw new AppError(
      'branch.noCopy',
      'This library is not connected to a Postgres that can be copied.',
    );
  }
  return kind === 'schema' ? schemaCopier(tools) : neonCopier(tools, projectId);
}

function schemaCopier({ target, withTeam }: TeamCopyTools): TeamCopier {
  const schemaOf = (copy: TeamCopy) => {
    if (copy.kind !== 'schema') throw new Error('This copy is not a schema.');
    return schemaNameSchema.parse(copy.schema);
  };
  return {
    plan: (id) => ({ kind: 'schema', schema: `trendroom_branch_${id}` }),
    estimate: () => withTeam(teamSize),
    make: async (copy) => {
      await withTeam((db) => copySchema(db, schemaOf(copy)));
      const address = new URL(target);
      address.searchParams.set('schema', schemaOf(copy));
      return address.href;
    },
    // Its events first: what a failure leaves is still listed.
    remove: (copy) =>
      withTeam(async (db) => {
        await dropSchema(db, growthCopyName(schemaOf(copy)));
        await dropSchema(db, schemaOf(copy));
      }),
    list: async () =>
      (await withTeam(branchSchemas)).map(({ schema, bytes }) => ({
        ...{ name: schema, team: 'schema', sizeBytes: bytes },
      })),
  };
}

function neonCopier(
  { host, secrets, target, neonAddress }: TeamCopyTools,
  projectId = '',
): TeamCopier {
  const api = async (project: string, signal?: AbortSignal) => {
    if (!host.networkAllowed) {
      throw new AppError('network.notAllowed', 'Offline mode is on: Neon cannot be reached.');
    }
    const key = await secrets.get(neonKeyName, neonOrigin);
    if (key === undefined) throw new AppError('branch.neon', 'The Neon API key is missing.');
    if (project === '') throw new AppError('usage.invalid', 'The Neon project ID is missing.');
    return createNeonApi({
      ...{ projectId: project, key, signal },
      ...(neonAddress !== undefined && { address: neonAddress }),
    });
  };
  const placeOf = (copy: TeamCopy) => {
    if (copy.kind !== 'neon') throw new Error('This copy is not a Neon branch.');
    return copy;
  };
  return {
    plan: (id) => ({ kind: 'neon', projectId, name: `${neonPrefix}${id}` }),
    // It is copied when it is written to: making it takes neither time nor room.
    estimate: () => Promise.resolve(undefined),
    make: async (copy, signal) => {
      const { projectId: project, name } = placeOf(copy);
      const made = await (await api(project, signal)).create(
        name,
        parsePostgresAddress(target).host,
      );
      const address = new URL(target);
      // Roles, passwords and the database's name are those of the parent.
      address.hostname = made.host;
      return address.href;
    },
    remove: async (copy) => {
      const { projectId: project, name } = placeOf(copy);
      await (await api(project)).remove(name);
    },
    list: async () =>
      (await (await api(projectId)).list(neonPrefix)).map(({ name, logical_size = 0 }) => ({
        ...{ name, team: 'neon', sizeBytes: logical_size },
      })),
  };
}
