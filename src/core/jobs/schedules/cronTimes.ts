import { Cron } from 'croner';
import { AppError } from '../../base/index.ts';

/**
 * When a pattern of five fields (minute hour day month weekday, local time) is due next after a
 * time; undefined for never. Error: `schedule.invalid`.
 */
export function nextDueMs(pattern: string, afterMs: number): number | undefined {
  return parse(pattern).nextRun(new Date(afterMs))?.getTime();
}

/** The newest due time after `afterMs` up to `untilMs`; undefined when there is none. */
export function lastDueMs(
  pattern: string,
  { afterMs, untilMs }: { afterMs: number; untilMs: number },
): number | undefined {
  // The next second: a run that is due at this very moment counts.
  const [previous] = parse(pattern).previousRuns(1, new Date(untilMs + 1_000));
  const dueMs = previous?.getTime();
  return dueMs !== undefined && dueMs > afterMs && dueMs <= untilMs ? dueMs : undefined;
}

const maxIntervalMs = 7 * 24 * 60 * 60 * 1_000;

/** The time between two due times from `atMs` on, at most a week. Error: `schedule.invalid`. */
export function intervalMs(pattern: string, atMs: number): number {
  const [first, second] = parse(pattern).nextRuns(2, new Date(atMs));
  if (first === undefined || second === undefined) return maxIntervalMs;
  return Math.min(maxIntervalMs, second.getTime() - first.getTime());
}

function parse(pattern: string): Cron {
  try {
    if (pattern.trim().split(/\s+/).length !== 5) throw new Error('it does not have five fields');
    return new Cron(pattern, { paused: true, mode: '5-part' });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AppError('schedule.invalid', `“${pattern}” is not a valid schedule: ${why}`, {
      cause: error,
    });
  }
}
