import type { Library } from '../library/index.ts';
import { compareServers, type Endpoints, type MediaFiles } from '../team/index.ts';
import { api, stream } from './implementer.ts';

/** The team's servers. */
export function endpointHandlers(
  team: Endpoints,
  { library, media }: { library: Library; media: MediaFiles },
) {
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
    prefer: endpoints.prefer.handler(({ input }) => team.prefer(input.id)),
    compare: endpoints.compare.handler(({ input, signal }) =>
      stream(compareServers({ library, servers: team.servers, media }, input, signal)),
    ),
    approve: endpoints.approve.handler(({ input }) => team.approve(input.id, input.approved)),
  };
}
