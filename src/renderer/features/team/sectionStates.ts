import type {
  Batch,
  Branch,
  Endpoint,
  Fleet,
  Schedule,
  SharingStatus,
} from '../../../contract/index.ts';

/** How a section stands, for its tab. */
export interface SectionState {
  /** How many there are of what counts there, and the same in words; absent when there is none. */
  count?: { number: number; words: string };
  /** What needs a person, in words. */
  needs?: string;
}

/** Servers that cannot work, or that wait for the user's consent. */
export function serversState(endpoints: readonly Endpoint[]): SectionState {
  const needs = endpoints.flatMap(({ name, enabled, contract, approvedAtMs }) => {
    if (!enabled) return [];
    if (contract?.state === 'unreachable') return [`${name} is not reached`];
    if (contract?.state === 'unfit') return [`${name} does not fit its role`];
    return approvedAtMs === undefined ? [`${name} is sent nothing yet`] : [];
  });
  return stateOf(counted(endpoints.length, 'server', 'servers'), needs);
}

/** Batches that have not ended; those that wait for something need a person. */
export function batchesState(batches: readonly Batch[]): SectionState {
  const open = batches.filter(({ state }) => state === 'running' || state === 'paused');
  const needs = open.flatMap(({ name, state, waitingFor }) =>
    state === 'running' && waitingFor !== undefined ? [`${name} waits`] : [],
  );
  return stateOf(counted(open.length, 'not ended', 'not ended'), needs);
}

/** Machines that are there; lost ones and rows that none could answer need a person. */
export function workersState({ machines, dead }: Fleet): SectionState {
  const alive = machines.filter((machine) => machine.alive);
  const lost = machines.flatMap((machine) => (machine.alive ? [] : [`${machine.name} is lost`]));
  const rows = dead === 1 ? '1 row' : `${dead.toLocaleString('en')} rows`;
  const needs = dead === 0 ? lost : [`${rows} that no machine could answer`, ...lost];
  return stateOf(counted(alive.length, 'machine', 'machines'), needs);
}

/** Changes that the team lacks; texts that two desks edited need a person. */
export function sharingState(status: SharingStatus): SectionState {
  const { connected, pending, conflicts, role } = status;
  if (!connected) return {};
  const texts = conflicts === 1 ? '1 text was' : `${conflicts.toLocaleString('en')} texts were`;
  const needs = [
    ...(conflicts > 0 ? [`${texts} edited twice`] : []),
    ...(role === 'viewer' && pending > 0 ? ['You may read, not write'] : []),
  ];
  return stateOf(counted(pending, 'change to send', 'changes to send'), needs);
}

/** Branches; those that were not made or removed to their end need a person. */
export function branchesState(branches: readonly Branch[]): SectionState {
  const needs = branches.flatMap(({ name, state }) =>
    state === 'unfinished' ? [`${name} is unfinished`] : [],
  );
  return stateOf(counted(branches.length, 'branch', 'branches'), needs);
}

/** Schedules that failed when they ran last need a person. */
export function schedulesState(schedules: readonly Schedule[]): SectionState {
  const needs = schedules.flatMap(({ title, enabled, runs: [last] }) =>
    enabled && last?.outcome === 'failed' ? [`Failed: ${title}`] : [],
  );
  return stateOf(undefined, needs);
}

function counted(number: number, one: string, many: string): SectionState['count'] {
  if (number === 0) return undefined;
  return { number, words: `${number.toLocaleString('en')} ${number === 1 ? one : many}` };
}

function stateOf(count: SectionState['count'], needs: readonly string[]): SectionState {
  const [first, ...more] = needs;
  return {
    ...(count !== undefined && { count }),
    ...(first !== undefined && {
      needs: more.length === 0 ? first : `${first}, and ${more.length} more`,
    }),
  };
}
