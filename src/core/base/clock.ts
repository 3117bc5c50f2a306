/** The time, replaceable so that back-off and time left can be tested without waiting. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
}

/**
 * Time that only passes, whatever is done to the computer's clock: for waits and rates within one
 * process. Never stored, and compared only with itself.
 */
export const steadyClock: Clock = { nowMs: () => performance.timeOrigin + performance.now() };

export const systemClock: Clock = { nowMs: () => Date.now() };
