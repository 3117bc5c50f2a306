import type { JobDto, JobId, Schedule, ScheduleKind } from '../../../contract/index.ts';
import { type Clock, jobMessages, type Logger, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { JobQueue } from '../queue/jobQueue.ts';
import { runNow } from '../runNow.ts';
import { keepLatestJobs } from '../store/latestJobs.ts';
import { intervalMs, lastDueMs, nextDueMs } from './cronTimes.ts';
import { type ScheduledRun, scheduleRuns } from './scheduledRun.ts';
import { getSchedule, setSchedule } from './scheduleRepository.ts';

export type Schedules = ReturnType<typeof createSchedules>;

export interface ScheduleTask {
  title: string;
  /** Five fields, local time. */
  defaultCron: string;
  enabledByDefault: boolean;
  /** Of the jobs that it queues. */
  jobKind: string;
  /** False when a due time is to pass without a job, and without a word of it. */
  hasWork?(): boolean | Promise<boolean>;
  /** Queues the work, or gives the job that is queued for it already. */
  enqueue(run: ScheduledRun): JobId;
}

export interface SchedulesOptions {
  library: Library;
  clock: Clock;
  logger: Logger;
  queue: JobQueue;
  tasks: Record<ScheduleKind, ScheduleTask>;
}

/** A sleeping machine's timers wait too: looking often is how its waking is noticed. */
const maxWaitMs = 60_000;
const runsShown = 20;
/** A sync every quarter of an hour must not crowd other work out of the queue's history. */
const runsKept = 100;

/**
 * Work that is done by itself. A schedule only queues its job when it is due: the queue runs it,
 * tries it again and keeps its history. What was due while the machine slept or the program was
 * closed is caught up once; a job that has not ended is not queued again, and the due time passes.
 * A clock that goes back a little repeats nothing; one that goes back further than the schedule's
 * interval has it planned anew, or nothing would run until that time comes again. Nothing is queued before `start`, which only the process
 * that holds the library's runner lock calls.
 */
export function createSchedules({ library, clock, logger, queue, tasks }: SchedulesOptions) {
  let timer: NodeJS.Timeout | undefined;
  let state: 'new' | 'started' | 'disposed' = 'new';
  const kinds = Object.keys(tasks) as ScheduleKind[];
  /** What the user should know of a plan, until its next run. */
  const notices = new Map<ScheduleKind, string>();

  const settingsOf = (kind: ScheduleKind) => {
    const { defaultCron, enabledByDefault } = tasks[kind];
    return { cron: defaultCron, enabled: enabledByDefault, ...getSchedule(library, kind) };
  };
  const described = (kind: ScheduleKind): Schedule => {
    const { cron, enabled } = settingsOf(kind);
    const nextAtMs = enabled ? nextDueMs(cron, clock.nowMs()) : undefined;
    const notice = notices.get(kind);
    return {
      kind,
      title: tasks[kind].title,
      cron,
      enabled,
      ...(nextAtMs !== undefined && { nextAtMs }),
      ...(notice !== undefined && { notice }),
      runs: scheduleRuns(library, tasks[kind].jobKind, runsShown),
    };
  };

  /** Never rejects: a job that cannot be queued now is a line in the log, and the next time comes. */
  const enqueueDue = async (kind: ScheduleKind, run: ScheduledRun): Promise<void> => {
    try {
      const isWanted = (await tasks[kind].hasWork?.()) ?? true;
      if (!isWanted || state !== 'started') return;
      tasks[kind].enqueue(run);
      keepLatestJobs(library, { kind: tasks[kind].jobKind, keep: runsKept });
    } catch (error) {
      const { code, message } = toAppError(error);
      logger.warn('a schedule could not queue its job', { kind, code, message });
    }
  };

  /** Up to when due times were looked at, never later than a clock that is right could have said. */
  const seenUntil = (kind: ScheduleKind, nowMs: number): number => {
    const { cron, seenUntilMs } = settingsOf(kind);
    const isPlausible = seenUntilMs !== undefined && seenUntilMs <= nowMs + intervalMs(cron, nowMs);
    if (isPlausible) return seenUntilMs;
    setSchedule(library, kind, { seenUntilMs: nowMs });
    if (seenUntilMs !== undefined) {
      logger.warn('the clock was set back: a schedule is planned anew', { kind, seenUntilMs });
      notices.set(kind, jobMessages.schedules.replanned);
    }
    return nowMs;
  };

  /** Queues what is due; gives how long until the next look. Only due times are written down. */
  const look = (): number => {
    const nowMs = clock.nowMs();
    const waits = kinds.map((kind) => {
      const { cron, enabled } = settingsOf(kind);
      const seenUntilMs = seenUntil(kind, nowMs);
      // A clock that went back must not make a time due twice.
      if (!enabled || nowMs < seenUntilMs) return maxWaitMs;
      const dueAtMs = lastDueMs(cron, { afterMs: seenUntilMs, untilMs: nowMs });
      if (dueAtMs !== undefined) {
        notices.delete(kind);
        setSchedule(library, kind, { seenUntilMs: nowMs });
        const reason = nowMs - dueAtMs > maxWaitMs ? 'caughtUp' : 'onTime';
        void enqueueDue(kind, { dueAtMs, reason });
      }
      return (nextDueMs(cron, nowMs) ?? Infinity) - nowMs;
    });
    return Math.max(100, Math.min(maxWaitMs, ...waits));
  };
  const tick = (): void => {
    let waitMs = maxWaitMs;
    try {
      waitMs = look();
    } catch (error) {
      // A busy database: the due times wait for the next look.
      logger.warn('the schedules could not be read', { message: toAppError(error).message });
    }
    timer = setTimeout(tick, waitMs);
    timer.unref();
  };

  return {
    list: (): Schedule[] => kinds.map(described),
    /** Errors: `schedule.invalid`; then nothing is changed. */
    set: (kind: ScheduleKind, change: { cron?: string; enabled?: boolean }): Schedule => {
      if (change.cron !== undefined) nextDueMs(change.cron, clock.nowMs());
      // Due times of the old pattern, or while it was off, are not caught up.
      setSchedule(library, kind, { ...change, seenUntilMs: clock.nowMs() });
      if (state === 'started') {
        clearTimeout(timer);
        tick();
      }
      return described(kind);
    },
    /**
     * Queues it now, whether it is switched on or not. Work that is queued already is hastened
     * instead. Errors: those of the task, such as `sharing.notConnected`.
     */
    run: (kind: ScheduleKind): JobDto =>
      runNow(queue, tasks[kind].enqueue({ dueAtMs: clock.nowMs(), reason: 'byHand' })),
    start: (): void => {
      if (state !== 'new') return;
      state = 'started';
      tick();
    },
    dispose: (): void => {
      state = 'disposed';
      clearTimeout(timer);
    },
  };
}
