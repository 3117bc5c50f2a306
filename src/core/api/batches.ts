import type { Batches } from '../remote/index.ts';
import { api, stream } from './implementer.ts';

export interface BatchTools {
  batches: Batches;
  /** Begins to run jobs in this process. Errors: `library.inUse`. */
  startJobs(): void;
}

/** Batches for the team's servers. They run in the process that runs the library's jobs. */
export function batchHandlers({ batches: team, startJobs }: BatchTools) {
  const { batches } = api;
  return {
    create: batches.create.handler(({ input: { requests, ...batch } }) =>
      team.create(batch, requests),
    ),
    list: batches.list.handler(({ input }) => ({ batches: team.list(input.limit) })),
    get: batches.get.handler(async ({ input: { id }, signal }) => ({
      ...team.get(id),
      errors: await team.errors(id, signal),
    })),
    rows: batches.rows.handler(({ input: { id, ...page } }) => team.rows(id, page)),
    pause: batches.pause.handler(({ input }) => team.pause(input.id)),
    resume: batches.resume.handler(({ input }) => team.resume(input.id)),
    cancel: batches.cancel.handler(({ input }) => team.cancel(input.id)),
    retry: batches.retry.handler(({ input }) => team.retry(input.id)),
    takeResults: batches.takeResults.handler(({ input }) =>
      team.takeResults(input.id, input.results),
    ),
    remove: batches.remove.handler(async ({ input }) => ({ removed: await team.remove(input.id) })),
    watch: batches.watch.handler(({ input, signal }) => {
      if (input?.run === true) startJobs();
      return stream(team.watch(signal));
    }),
  };
}
