import type {
  Batch,
  Branch,
  Endpoint,
  Schedule,
  SharingStatus,
  WorkersStatus,
} from '../../../contract/index.ts';
import { teamMessages } from '../../messages/team/team.ts';

/** The state of a section, for its tab. */
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
    if (contract?.state === 'unreachable') return [teamMessages.sectionStates.unreachable(name)];
    if (contract?.state === 'unfit') return [teamMessages.sectionStates.unfit(name)];
    return approvedAtMs === undefined ? [teamMessages.sectionStates.notApproved(name)] : [];
  });
  return stateOf(countOf(endpoints.length, teamMessages.sectionStates.servers), needs);
}

/** Batches that have not ended; those that wait for something need a person. */
export function batchesState(batches: readonly Batch[]): SectionState {
  const open = batches.filter(({ state }) => state === 'running' || state === 'paused');
  const needs = open.flatMap(({ name, state, waitingFor }) =>
    state === 'running' && waitingFor !== undefined
      ? [teamMessages.sectionStates.waiting(name)]
      : [],
  );
  return stateOf(countOf(open.length, teamMessages.sectionStates.active), needs);
}

/** Workers online; lost ones and requests that failed on every worker need a person. */
export function workersState({ workers, dead }: WorkersStatus): SectionState {
  const alive = workers.filter((worker) => worker.alive);
  const lost = workers.flatMap((worker) =>
    worker.alive ? [] : [teamMessages.sectionStates.lost(worker.name)],
  );
  const needs = dead === 0 ? lost : [teamMessages.sectionStates.failedRequests(dead), ...lost];
  return stateOf(countOf(alive.length, teamMessages.sectionStates.workers), needs);
}

/** Changes that the team lacks; texts edited on two computers need a person. */
export function sharingState(status: SharingStatus): SectionState {
  const { connected, pending, conflicts, role } = status;
  if (!connected) return {};
  const needs = [
    ...(conflicts > 0 ? [teamMessages.sectionStates.conflicts(conflicts)] : []),
    ...(role === 'viewer' && pending > 0 ? [teamMessages.sectionStates.readOnly] : []),
  ];
  return stateOf(countOf(pending, teamMessages.sectionStates.changesToSend), needs);
}

/** Branches; those that were not made or removed to their end need a person. */
export function branchesState(branches: readonly Branch[]): SectionState {
  const needs = branches.flatMap(({ name, state }) =>
    state === 'unfinished' ? [teamMessages.sectionStates.unfinished(name)] : [],
  );
  return stateOf(countOf(branches.length, teamMessages.sectionStates.branches), needs);
}

/** Schedules that failed when they ran last need a person. */
export function schedulesState(schedules: readonly Schedule[]): SectionState {
  const needs = schedules.flatMap(({ title, enabled, runs: [last] }) =>
    enabled && last?.state === 'failed' ? [teamMessages.sectionStates.failed(title)] : [],
  );
  return stateOf(undefined, needs);
}

function countOf(number: number, words: (count: number) => string): SectionState['count'] {
  return number === 0 ? undefined : { number, words: words(number) };
}

function stateOf(count: SectionState['count'], needs: readonly string[]): SectionState {
  const [first, ...more] = needs;
  return {
    ...(count !== undefined && { count }),
    ...(first !== undefined && {
      needs: more.length === 0 ? first : teamMessages.sectionStates.andMore(first, more.length),
    }),
  };
}
