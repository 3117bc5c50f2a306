import type { Branches } from '../sync/index.ts';
import { api, stream } from './implementer.ts';

/** Copies of the library to try things on. */
export function branchHandlers(team: Branches) {
  const { branches } = api;
  return {
    list: branches.list.handler(() => team.list()),
    estimate: branches.estimate.handler(({ input }) => team.estimate(input)),
    create: branches.create.handler(({ input, signal }) => stream(team.create(input, signal))),
    open: branches.open.handler(({ input }) => team.open(input.id)),
    leave: branches.leave.handler(() => team.leave()),
    compare: branches.compare.handler(({ input: { id, limit }, signal }) =>
      team.compare(id, { limit, signal }),
    ),
    keep: branches.keep.handler(({ input: { id, ...choice }, signal }) =>
      team.keep(id, { ...choice, signal }),
    ),
    remove: branches.remove.handler(async ({ input }) => ({
      removed: await team.remove(input.id),
    })),
    leftovers: branches.leftovers.handler(async ({ input }) => ({
      leftovers: await team.leftovers(input.projectId),
    })),
    removeLeftover: branches.removeLeftover.handler(async ({ input }) => {
      await team.removeLeftover(input);
      return { removed: true };
    }),
  };
}
