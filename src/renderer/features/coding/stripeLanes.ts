import type { Span } from '../video/playback/spanAt.ts';

/** Each span in the first lane that is free where it begins; given in the order of their starts. */
export function stripeLanes(spans: readonly Span[]): number[] {
  const endsMs: number[] = [];
  return spans.map(({ startMs, endMs }) => {
    const free = endsMs.findIndex((busyUntilMs) => busyUntilMs <= startMs);
    const lane = free < 0 ? endsMs.length : free;
    endsMs[lane] = endMs;
    return lane;
  });
}
