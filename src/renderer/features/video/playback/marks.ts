import type { Span } from './spanAt.ts';

/** In and out, as set by a person; either may be missing. */
export interface Marks {
  inMs?: number;
  outMs?: number;
}

/** The marks with one set anew; the other one goes when it would be on the wrong side of it. */
export function withMark(marks: Marks, which: 'in' | 'out', atMs: number): Marks {
  const { inMs, outMs } = marks;
  if (which === 'in') return { inMs: atMs, ...(outMs !== undefined && outMs > atMs && { outMs }) };
  return { ...(inMs !== undefined && inMs < atMs && { inMs }), outMs: atMs };
}

/** The marked span; a missing mark is that end of the video. Undefined without any mark. */
export function markedSpan({ inMs, outMs }: Marks, durationMs: number): Span | undefined {
  if (inMs === undefined && outMs === undefined) return undefined;
  const startMs = inMs ?? 0;
  return { startMs, endMs: Math.max(startMs, outMs ?? durationMs) };
}

/**
 * Where looping goes on when playback has moved from one time to another: to the other end, when it
 * has just passed an end of the span; undefined while it goes on as it is. Who went past the span by
 * hand is left there.
 */
export function loopTarget(
  { startMs, endMs }: Span,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): number | undefined {
  if (endMs <= startMs) return undefined;
  if (fromMs < endMs && toMs >= endMs) return startMs;
  if (fromMs > startMs && toMs <= startMs && toMs < fromMs) return endMs;
  return undefined;
}
