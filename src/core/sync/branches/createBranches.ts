import { statSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Branch,
  BranchComparison,
  BranchEstimate,
  BranchEvent,
  BranchId,
  BranchLeftover,
} from '../../../contract/index.ts';
import { AppError, AsyncQueue, toAppError } from '../../base/index.ts';
import {
  type BranchTools,
  copierOf,
  findBranch,
  refuseOnBranch,
  type TeamChoice,
} from './branchTools.ts';
import {
  branchFolder,
  type StoredBranch,
  setOpenBranch,
  storedBranches,
} from './copy/branchFolder.ts';
import { branchBytes } from './copy/copyLibrary.ts';
import { estimateBranch } from './estimateBranch.ts';
import { type KeepChoice, type KeepResult, keepBranch } from './keepBranch.ts';
import { makeBranch, type NewBranch, takeAway } from './makeBranch.ts';
import { neonOrigin } from './neonApi.ts';
import { openSides } from './openSides.ts';
import { readComparison } from './readComparison.ts';
import { neonKeyName } from './teamCopies.ts';

export type Branches = ReturnType<typeof createBranches>;

/**
 * Copies of a library to try things on: made, worked on, compared, kept in part, thrown away. Each
 * has a copy of the library and, if wanted, one of the team's database, with which alone it syncs.
 */
export function createBranches(tools: BranchTools) {
  const { library, place, logger } = tools;
  const { origin } = place;
  let making: BranchId | undefined;
  /** Comparing reads every record, so what came of it is kept until one side changes. */
  const compared = new Map<
    BranchId,
    { stamp: string; counts: { ahead: number; behind: number } }
  >();

  const compare = async (
    id: BranchId,
    options: { limit: number; signal?: AbortSignal | undefined },
  ): Promise<BranchComparison> => {
    return readComparison(tools, findBranch(tools, id), options);
  };
  const countsOf = async (id: BranchId): Promise<{ ahead?: number; behind?: number }> => {
    const stamp = [origin, branchFolder(origin, id)].map(stampOf).join(' ');
    const known = compared.get(id);
    if (known?.stamp === stamp) return known.counts;
    try {
      const { ahead, behind } = await compare(id, { limit: 0 });
      const counts = { ahead, behind };
      compared.set(id, { stamp, counts });
      return counts;
    } catch (error) {
      logger.warn('a branch could not be compared', { id, message: toAppError(error).message });
      return {};
    }
  };
  /** Without `ahead` and `behind`, which a comparison of both sides tells. */
  const summaryOf = (branch: StoredBranch): Branch => {
    const { id, name, purpose, createdAtMs, team, state, experimentId } = branch;
    return {
      ...{ id, name, purpose, createdAtMs, team: team?.kind ?? 'none' },
      ...(experimentId !== undefined && { experimentId }),
      state: state === 'ready' ? 'ready' : id === making ? 'making' : 'unfinished',
      open: place.branch?.id === id,
      sizeBytes: branchBytes(branchFolder(origin, id)),
    };
  };
  const described = async (branch: StoredBranch): Promise<Branch> => ({
    ...summaryOf(branch),
    ...(branch.state === 'ready' && (await countsOf(branch.id))),
  });
  const make = async (
    input: NewBranch,
    events: AsyncQueue<BranchEvent>,
    signal: AbortSignal | undefined,
  ): Promise<void> => {
    try {
      const made = await makeBranch(tools, input, {
        onBegun: ({ id }) => {
          making = id;
        },
        onProgress: (event) => events.push(event),
        signal,
      });
      events.push({ type: 'done', branch: await described(made) });
    } finally {
      making = undefined;
    }
  };
  /** The next app works there; this one ends. */
  const goTo = (id: BranchId | undefined): void => {
    tools.holdLibrary();
    setOpenBranch(origin, id);
    tools.onPlaceChanged();
  };

  return {
    list: async (): Promise<{ branches: Branch[]; hasNeonKey: boolean }> => {
      const branches: Branch[] = [];
      // One after the other: each comparison reads both sides.
      for (const branch of storedBranches(origin)) branches.push(await described(branch));
      return {
        branches,
        hasNeonKey: (await tools.secrets.get(neonKeyName, neonOrigin)) !== undefined,
      };
    },
    estimate: (choice: TeamChoice): Promise<BranchEstimate> => estimateBranch(tools, choice),
    /**
     * Progress, then `done`. Errors: `library.inUse`, `branch.open`, `branch.noCopy`, `disk.full`.
     */
    create: (input: NewBranch, signal?: AbortSignal): AsyncIterable<BranchEvent> => {
      const events = new AsyncQueue<BranchEvent>();
      make(input, events, signal).then(
        () => events.end(),
        (error: unknown) => events.fail(error),
      );
      return events;
    },
    open: async (id: BranchId): Promise<Branch> => {
      const branch = findBranch(tools, id);
      // A branch that does not open is refused here, while the device is still on what works.
      openSides({ origin, library }, branch).close();
      if (place.branch?.id !== id) goTo(id);
      // The library of this app closes soon: no time to compare.
      return { ...summaryOf(branch), open: true };
    },
    leave: (): { left: boolean } => {
      if (place.branch === undefined) return { left: false };
      goTo(undefined);
      return { left: true };
    },
    compare,
    keep: (id: BranchId, choice: KeepChoice): Promise<KeepResult> => keepBranch(tools, id, choice),
    /** Errors: `branch.open` from a branch; those of the team's database, and it stays then. */
    remove: async (id: BranchId): Promise<boolean> => {
      refuseOnBranch(tools);
      const branch = findBranch(tools, id);
      if (making === id) throw new AppError('library.inUse', 'The branch is being created.');
      tools.holdLibrary();
      await takeAway(tools, branch);
      compared.delete(id);
      return true;
    },
    /** Copies in the team's database, and at Neon when a project is named, of no branch here. */
    leftovers: async (projectId?: string): Promise<BranchLeftover[]> => {
      refuseOnBranch(tools);
      const known = new Set(
        storedBranches(origin).flatMap(({ team }) =>
          team === undefined ? [] : [team.kind === 'schema' ? team.schema : team.name],
        ),
      );
      const cloudBranches = [
        ...(await copierOf(tools, 'schema').list()),
        ...(projectId === undefined ? [] : await copierOf(tools, 'neon', projectId).list()),
      ];
      return cloudBranches.filter(({ name }) => !known.has(name));
    },
    removeLeftover: async ({
      name,
      team,
      projectId = '',
    }: Pick<BranchLeftover, 'name' | 'team'> & Pick<TeamChoice, 'projectId'>): Promise<void> => {
      refuseOnBranch(tools);
      if (!/^trendroom(_branch_|-)[0-9a-f]{12}$/.test(name)) {
        throw new AppError('usage.invalid', `${name} is not a copy made by a branch.`);
      }
      const copy =
        team === 'schema'
          ? { kind: 'schema' as const, schema: name }
          : { kind: 'neon' as const, projectId, name };
      await copierOf(tools, team, projectId).remove(copy);
    },
  };
}

/** Changes with every commit. */
function stampOf(directory: string): string {
  return ['library.sqlite', 'library.sqlite-wal']
    .map((name) => {
      const file = statSync(join(directory, name), { throwIfNoEntry: false });
      return `${file?.size ?? 0}@${file?.mtimeMs ?? 0}`;
    })
    .join(' ');
}
