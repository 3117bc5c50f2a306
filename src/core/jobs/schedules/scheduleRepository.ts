import { and, desc, eq, lt } from 'drizzle-orm';
import type { ScheduleKind, ScheduleRun } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { scheduleRuns, schedules } from '../../db/index.ts';

const runsKept = 100;

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

/** Keeps that a run began; gives its number. Only the newest hundred of a kind are kept. */
export function beginScheduleRun(
  { db }: Library,
  run: Pick<ScheduleRun, 'dueAtMs' | 'startedAtMs' | 'reason'> & { kind: ScheduleKind },
): number {
  return db.transaction((tx) => {
    const { id } = tx
      .insert(scheduleRuns)
      .values({ ...run, outcome: 'running', words: '' })
      .returning({ id: scheduleRuns.id })
      .get();
    const ofKind = eq(scheduleRuns.kind, run.kind);
    const oldestKept = tx
      .select({ id: scheduleRuns.id })
      .from(scheduleRuns)
      .where(ofKind)
      .orderBy(desc(scheduleRuns.id))
      .limit(1)
      .offset(runsKept - 1)
      .get();
    if (oldestKept !== undefined) {
      tx.delete(scheduleRuns)
        .where(and(ofKind, lt(scheduleRuns.id, oldestKept.id)))
        .run();
    }
    return id;
  });
}

export function endScheduleRun(
  { db }: Library,
  id: number,
  end: Pick<ScheduleRun, 'outcome' | 'words'> & { finishedAtMs: number },
): void {
  db.update(scheduleRuns).set(end).where(eq(scheduleRuns.id, id)).run();
}

/** Runs that were under way when the program ended; only for the process that may run them. */
export function interruptScheduleRuns({ db }: Library, words: string): void {
  db.update(scheduleRuns)
    .set({ outcome: 'interrupted', words })
    .where(eq(scheduleRuns.outcome, 'running'))
    .run();
}

/** Newest first. */
export function listScheduleRuns(
  { db }: Library,
  kind: ScheduleKind,
  limit: number,
): ScheduleRun[] {
  return db
    .select()
    .from(scheduleRuns)
    .where(eq(scheduleRuns.kind, kind))
    .orderBy(desc(scheduleRuns.id))
    .limit(limit)
    .all()
    .map(({ kind: _, finishedAtMs, ...run }) => ({
      ...run,
      ...(finishedAtMs !== null && { finishedAtMs }),
    }));
}
