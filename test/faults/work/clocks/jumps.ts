import type { Chance } from '../../../fuzz/engine/chance.ts';

export const dayMs = 24 * 60 * 60_000;
/** Local noon of a day, so that cron patterns of local time mean the same everywhere. */
export const todayMs = new Date(2026, 4, 20, 12).getTime();
const wrong = [new Date(1970, 0, 2, 12).getTime(), new Date(2099, 5, 1, 12).getTime()];

/** Some times that a clock says one after the other; the right one comes last. */
export function jumps(chance: Chance): number[] {
  const times = Array.from({ length: 1 + chance.below(4) }, () =>
    chance.oneOf([...wrong, todayMs]),
  );
  return [...times, todayMs + dayMs];
}
