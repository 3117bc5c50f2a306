import type { Schedules } from '../jobs/index.ts';
import { api } from './implementer.ts';

export interface ScheduleTools {
  schedules: Schedules;
  /** Begins to run jobs in this process. Errors: `library.inUse`. */
  startJobs(): void;
}

/** What Trendroom does by itself. */
export function scheduleHandlers({ schedules: team, startJobs }: ScheduleTools) {
  const { schedules } = api;
  return {
    list: schedules.list.handler(() => ({ schedules: team.list() })),
    set: schedules.set.handler(({ input: { kind, cron, enabled } }) =>
      team.set(kind, {
        ...(cron !== undefined && { cron }),
        ...(enabled !== undefined && { enabled }),
      }),
    ),
    run: schedules.run.handler(({ input }) => {
      startJobs();
      return team.run(input.kind);
    }),
  };
}
