/** How fast J and L play, press by press: as in editing programs. */
const speeds = [1, 2, 4] as const;

/**
 * The speed after one more press of J (-1) or L (1). Negative is backwards, 0 stands still. A press
 * in the way that it already goes is faster, up to four times; one in the other way turns round.
 */
export function nextSpeed(now: number, direction: 1 | -1): number {
  const sameWay = now * direction > 0 ? Math.abs(now) : 0;
  return direction * (speeds.find((speed) => speed > sameWay) ?? 4);
}

/**
 * Playing backwards: browsers only play forwards, so the picture is sought, as often as it can be,
 * to where it would be by now.
 */
export interface Reverse {
  fromMs: number;
  /** By the clock that only passes, when it was at `fromMs`. */
  sinceMs: number;
  /** Above 0; 1 is the speed it was recorded at. */
  speed: number;
}

/** Where playing backwards is by now; 0 when it has come to the beginning. */
export function reversedMs({ fromMs, sinceMs, speed }: Reverse, nowMs: number): number {
  return Math.max(0, fromMs - (nowMs - sinceMs) * speed);
}
