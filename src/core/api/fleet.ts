import type { FleetOfTeam } from '../sync/index.ts';
import { api, stream } from './implementer.ts';

/** The team's workers and their queue. */
export function fleetHandlers(team: FleetOfTeam) {
  const { fleet } = api;
  return {
    get: fleet.get.handler(() => team.get()),
    watch: fleet.watch.handler(({ signal }) => stream(team.watch(signal))),
    approve: fleet.approve.handler(({ input }) => team.approve(input.approved)),
    retryDead: fleet.retryDead.handler(async ({ input }) => ({
      retried: await team.retryDead(input.ids),
    })),
    removeDead: fleet.removeDead.handler(async ({ input }) => ({
      removed: await team.removeDead(input.ids),
    })),
    work: fleet.work.handler(({ input, signal }) => stream(team.work(input, signal))),
  };
}
