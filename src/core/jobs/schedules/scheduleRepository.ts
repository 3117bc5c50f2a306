import { eq } from 'drizzle-orm';
import type { ScheduleKind } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { schedules } from '../../db/index.ts';

/** What the user changed of a schedule, and up to when its due times were looked at. */
export interface StoredSchedule {
  cron?: string;
  enabled?: boolean;
  seenUntilMs?: number;
}

export function getSchedule({ db }: Library, kind: ScheduleKind): StoredSchedule {
  const row = db.select().from(schedules).where(eq(schedules.kind, kind)).get();
  if (row === undefined) return {};
  const { cron, enabled, seenUntilMs } = row;
  return {
    ...(cron !== null && { cron }),
    ...(enabled !== null && { enabled }),
    ...(seenUntilMs !== null && { seenUntilMs }),
  };
}

export function setSchedule({ db }: Library, kind: ScheduleKind, change: StoredSchedule): void {
  if (Object.keys(change).length === 0) return;
  db.insert(schedules)
    .values({ kind, ...change })
    .onConflictDoUpdate({ target: schedules.kind, set: change })
    .run();
}
