import type { Host } from '../host/index.ts';
import { api } from './implementer.ts';

/** What may be named, and dialogs of the host for pages that may name nothing. */
export function pathHandlers({ clientPaths }: Pick<Host, 'clientPaths'>) {
  return {
    access: api.paths.access.handler(() => clientPaths.access),
    choose: api.paths.choose.handler(async ({ input }) => ({
      paths: await clientPaths.choose(input),
    })),
  };
}
