import type { TeamWorkers } from '../sync/index.ts';
import { api, stream } from './implementer.ts';

/** The team's workers and their queue. */
export function workersHandlers(team: TeamWorkers) {
  const { workers } = api;
  return {
    get: workers.get.handler(() => team.get()),
    watch: workers.watch.handler(({ signal }) => stream(team.watch(signal))),
    approve: workers.approve.handler(({ input }) => team.approve(input.approved)),
    retryDead: workers.retryDead.handler(async ({ input }) => ({
      retried: await team.retryDead(input.ids),
    })),
    removeDead: workers.removeDead.handler(async ({ input }) => ({
      removed: await team.removeDead(input.ids),
    })),
    work: workers.work.handler(({ input, signal }) => stream(team.work(input, signal))),
  };
}
