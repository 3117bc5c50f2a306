const everyMs = 100;

/**
 * Lets through the first call, then one in a tenth of a second: a message to another process for
 * each frame costs more than it tells.
 */
export function seldom(tell: (fraction: number) => void): (fraction: number) => void {
  let toldAtMs = Number.NEGATIVE_INFINITY;
  return (fraction) => {
    const nowMs = performance.now();
    if (nowMs - toldAtMs < everyMs) return;
    toldAtMs = nowMs;
    tell(fraction);
  };
}
