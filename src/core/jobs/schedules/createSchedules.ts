import type { Schedule, ScheduleKind, ScheduleRun } from '../../../contract/index.ts';
import { AppError, type Clock, type Logger, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { lastDueMs, nextDueMs } from './cronTimes.ts';
import {
  beginScheduleRun,
  endScheduleRun,
  getSchedule,
  interruptScheduleRuns,
  listScheduleRuns,
  setSchedule,
} from './scheduleRepository.ts';

export type Schedules = ReturnType<typeof createSchedules>;

export interface ScheduleTask {
  title: string;
  /** Five fields, local time. */
  defaultCron: string;
  enabledByDefault: boolean;
  /** False when a due time is to pass without a run, and without a word of it. */
  hasWork?(): boolean;
  /** Gives words of what was done. */
  run(signal: AbortSignal): Promise<string>;
}

export interface SchedulesOptions {
  library: Library;
  clock: Clock;
  logger: Logger;
  tasks: Record<ScheduleKind, ScheduleTask>;
}

/** A sleeping machine's timers wait too: looking often is how its waking is noticed. */
const maxWaitMs = 60_000;
const runsShown = 20;

/**
 * Work that is done by itself. What was due while the machine slept or the program was closed is
 * caught up once; a kind that still runs is not begun again, and its due time passes. A clock that
 * goes back repeats nothing. Nothing runs before `start`, which only the process that holds the
 * library's runner lock calls.
 */
export function createSchedules({ library, clock, logger, tasks }: SchedulesOptions) {
  const running = new Map<ScheduleKind, Promise<void>>();
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let isStarted = false;
  const kinds = Object.keys(tasks) as ScheduleKind[];

  const settingsOf = (kind: ScheduleKind) => {
    const { defaultCron, enabledByDefault } = tasks[kind];
    return { cron: defaultCron, enabled: enabledByDefault, ...getSchedule(library, kind) };
  };
  const described = (kind: ScheduleKind): Schedule => {
    const { cron, enabled } = settingsOf(kind);
    const nextAtMs = enabled ? nextDueMs(cron, clock.nowMs()) : undefined;
    return {
      kind,
      title: tasks[kind].title,
      cron,
      enabled,
      ...(nextAtMs !== undefined && { nextAtMs }),
      runs: listScheduleRuns(library, kind, runsShown),
    };
  };

  const begin = (kind: ScheduleKind, dueAtMs: number, reason: ScheduleRun['reason']): void => {
    const id = beginScheduleRun(library, { kind, dueAtMs, startedAtMs: clock.nowMs(), reason });
    const work = tasks[kind]
      .run(stop.signal)
      .then(
        (words) => ({ outcome: 'done' as const, words }),
        (error: unknown) => {
          const { message, code } = toAppError(error);
          logger.warn('a schedule failed', { kind, code });
          const outcome = stop.signal.aborted ? ('interrupted' as const) : ('failed' as const);
          return { outcome, words: message };
        },
      )
      .then((end) => endScheduleRun(library, id, { ...end, finishedAtMs: clock.nowMs() }))
      .finally(() => running.delete(kind));
    running.set(kind, work);
  };

  /** Begins what is due; gives how long until the next look. Only due times are written down. */
  const look = (): number => {
    const nowMs = clock.nowMs();
    const waits = kinds.map((kind) => {
      const { cron, enabled, seenUntilMs } = settingsOf(kind);
      if (seenUntilMs === undefined) setSchedule(library, kind, { seenUntilMs: nowMs });
      // A clock that went back must not make a time due twice.
      if (!enabled || nowMs < (seenUntilMs ?? nowMs)) return maxWaitMs;
      const dueMs = lastDueMs(cron, { afterMs: seenUntilMs ?? nowMs, untilMs: nowMs });
      if (dueMs !== undefined) {
        setSchedule(library, kind, { seenUntilMs: nowMs });
        const reason = nowMs - dueMs > maxWaitMs ? 'caughtUp' : 'onTime';
        const isWanted = tasks[kind].hasWork?.() ?? true;
        if (isWanted && !running.has(kind)) begin(kind, dueMs, reason);
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
      if (isStarted) {
        clearTimeout(timer);
        tick();
      }
      return described(kind);
    },
    /** Begins a run now, whether it is switched on or not. Error: `schedule.running`. */
    run: async (kind: ScheduleKind): Promise<Schedule> => {
      if (running.has(kind))
        throw new AppError('schedule.running', `“${tasks[kind].title}” is running.`);
      begin(kind, clock.nowMs(), 'byHand');
      await running.get(kind);
      return described(kind);
    },
    start: (): void => {
      if (isStarted) return;
      isStarted = true;
      interruptScheduleRuns(library, 'The program ended in the middle. Run it again.');
      tick();
    },
    dispose: async (): Promise<void> => {
      clearTimeout(timer);
      stop.abort(new AppError('job.cancelled', 'The program was closed in the middle.'));
      await Promise.all(running.values());
    },
  };
}
