/**
 * The seconds of a video, counted from 0, that a span covers: those whose middle is in it. A span
 * between two middles is in the second where its own middle is, so that none is lost.
 */
export function secondsOf({ startMs, endMs }: { startMs: number; endMs: number }): number[] {
  const first = Math.ceil((startMs - 500) / 1_000);
  const end = Math.ceil((endMs - 500) / 1_000);
  if (first >= end) return [Math.floor((startMs + endMs) / 2_000)];
  return Array.from({ length: end - first }, (_, index) => first + index);
}
