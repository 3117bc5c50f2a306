import type { Sharing } from '../sync/index.ts';
import { api, stream } from './implementer.ts';

/** What the team shares. */
export function sharingHandlers(shared: Sharing) {
  const { sharing } = api;
  return {
    status: sharing.status.handler(() => shared.status()),
    connect: sharing.connect.handler(({ input }) => shared.connect(input)),
    disconnect: sharing.disconnect.handler(() => shared.disconnect()),
    sync: sharing.sync.handler(({ signal }) => stream(shared.sync(signal))),
    conflicts: sharing.conflicts.handler(({ input }) => ({
      conflicts: shared.conflicts(input.limit),
    })),
    settle: sharing.settle.handler(({ input }) => shared.settle(input)),
    search: sharing.search.handler(({ input, signal }) => shared.search(input, signal)),
  };
}
