import type { Endpoints } from '../team/index.ts';
import { api } from './implementer.ts';

/** The team's servers. */
export function endpointHandlers(team: Endpoints) {
  const { endpoints } = api;
  return {
    list: endpoints.list.handler(() => team.list()),
    add: endpoints.add.handler(({ input: { key, ...fields }, signal }) =>
      team.add(fields, key, signal),
    ),
    change: endpoints.change.handler(({ input: { id, fields, key } }) =>
      team.change(id, fields, key),
    ),
    remove: endpoints.remove.handler(({ input }) => ({ removed: team.remove(input.id) })),
    check: endpoints.check.handler(({ input, signal }) => team.check(input.id, signal)),
    approve: endpoints.approve.handler(({ input }) => team.approve(input.id, input.approved)),
  };
}
