import { toAppError } from '../base/index.ts';
import type { Comparisons, Endpoints, RequestSets, Switches } from '../remote/index.ts';
import { api, stream } from './implementer.ts';

export interface EndpointTools {
  endpoints: Endpoints;
  switches: Switches;
}

/** The team's servers. */
export function endpointHandlers({ endpoints: team, switches }: EndpointTools) {
  const { endpoints } = api;
  return {
    list: endpoints.list.handler(() => team.list()),
    add: endpoints.add.handler(({ input: { key, ...fields }, signal }) =>
      team.add(fields, key, signal),
    ),
    change: endpoints.change.handler(({ input: { id, fields, key } }) =>
      team.change(id, fields, key),
    ),
    remove: endpoints.remove.handler(async ({ input }) => ({
      removed: await team.remove(input.id),
    })),
    check: endpoints.check.handler(({ input, signal }) => team.check(input.id, signal)),
    approve: endpoints.approve.handler(({ input }) => team.approve(input.id, input.approved)),
    prefer: endpoints.prefer.handler(({ input }) => {
      switches.prefer(input.id);
      return team.get(input.id);
    }),
    switches: endpoints.switches.handler(() => ({ switches: switches.list() })),
    rollBack: endpoints.rollBack.handler(({ input }) =>
      team.get(switches.rollBack(input.switchId)),
    ),
  };
}

/** Saved requests. */
export function requestSetHandlers(sets: RequestSets, comparisons: Comparisons) {
  const { requestSets } = api;
  return {
    list: requestSets.list.handler(() => ({ sets: sets.list() })),
    create: requestSets.create.handler(({ input: { requests, ...set } }) =>
      sets.create(set, requests),
    ),
    takeFromBatch: requestSets.takeFromBatch.handler(({ input: { name, batchId, requests } }) =>
      sets.takeFromBatch(name, batchId, requests),
    ),
    requests: requestSets.requests.handler(({ input: { id, ...page } }) => sets.requests(id, page)),
    remove: requestSets.remove.handler(({ input }) => {
      comparisons.refuseRunning(input.id);
      return { removed: sets.remove(input.id) };
    }),
  };
}

export interface ComparisonTools {
  comparisons: Comparisons;
  /** Begins to run jobs in this process. Errors: `library.inUse`. */
  startJobs(): void;
}

/** Two servers asked for the same requests. */
export function comparisonHandlers({ comparisons: team, startJobs }: ComparisonTools) {
  const { comparisons } = api;
  return {
    start: comparisons.start.handler(async ({ input: { setId, from, to } }) => {
      const comparison = await team.start(setId, from, to);
      try {
        startJobs();
      } catch (error) {
        // The process that runs the library's jobs runs this one.
        if (toAppError(error).code !== 'library.inUse') throw error;
      }
      return comparison;
    }),
    list: comparisons.list.handler(() => ({ comparisons: team.list() })),
    get: comparisons.get.handler(({ input }) => team.get(input.id)),
    pairs: comparisons.pairs.handler(({ input: { id, ...page } }) => team.pairs(id, page)),
    watch: comparisons.watch.handler(({ input, signal }) => stream(team.watch(input.id, signal))),
    cancel: comparisons.cancel.handler(({ input }) => team.cancel(input.id)),
    decide: comparisons.decide.handler(({ input }) => team.decide(input.id, input.keep)),
    remove: comparisons.remove.handler(async ({ input }) => ({
      removed: await team.remove(input.id),
    })),
  };
}
