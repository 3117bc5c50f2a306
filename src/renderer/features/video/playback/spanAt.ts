/** Part of a video; sorted lists of these do not overlap, or only by a little. */
export interface Span {
  startMs: number;
  endMs: number;
}

/** Index of the last span that has begun at a time; -1 before the first. Binary search. */
export function lastBegun(spans: readonly Span[], timeMs: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span !== undefined && span.startMs <= timeMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Index of the span that is on at a time, or that ended less than `lingerMs` ago, so that a mark
 * does not flicker in the pauses between words; -1 when none is.
 */
export function spanAt(spans: readonly Span[], timeMs: number, lingerMs = 0): number {
  const index = lastBegun(spans, timeMs);
  const span = spans[index];
  return span !== undefined && timeMs < span.endMs + lingerMs ? index : -1;
}

/** Start of the shot before or after a time; going back from within a shot goes to its start. */
export function neighbourShotMs(
  shots: readonly Span[],
  timeMs: number,
  direction: 'before' | 'after',
): number | undefined {
  // Just after a cut, back means the shot before.
  const settledMs = 400;
  const index = lastBegun(shots, timeMs);
  if (direction === 'after') return shots[index + 1]?.startMs;
  const here = shots[index];
  if (here !== undefined && timeMs - here.startMs > settledMs) return here.startMs;
  return shots[Math.max(0, index - 1)]?.startMs;
}
