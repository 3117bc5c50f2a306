import type { Schedules } from '../jobs/index.ts';
import { api } from './implementer.ts';

export interface ScheduleTools {
  schedules: Schedules;
  letJobsRun(): void;
}

/** What Trendroom does by itself. */
export function scheduleHandlers({ schedules: team, letJobsRun }: ScheduleTools) {
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
      letJobsRun();
      return team.run(input.kind);
    }),
  };
}
