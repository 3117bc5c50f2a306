import { create } from 'zustand';
import type { VideoDetail, VideoId } from '../../../contract/index.ts';
import type { Marks } from '../video/playback/marks.ts';
import type { Span } from '../video/playback/spanAt.ts';
import { spanAt } from '../video/playback/spanAt.ts';

interface CodingPlace extends Span {
  videoId: VideoId;
}

/** The span that a code is being chosen for; undefined while none is. */
export const useCodingPlace = create<{ place: CodingPlace | undefined }>()(() => ({
  place: undefined,
}));

/** What a code is put on: the marked span when both marks are set, else the shot, else a second. */
export function spanToCode(
  { inMs, outMs }: Marks,
  timeMs: number,
  { shots, durationMs }: Pick<VideoDetail, 'shots' | 'durationMs'>,
): Span {
  if (inMs !== undefined && outMs !== undefined && outMs > inMs) {
    return { startMs: Math.round(inMs), endMs: Math.round(outMs) };
  }
  const shot = shots[spanAt(shots, timeMs)];
  if (shot !== undefined && shot.endMs > shot.startMs) {
    return { startMs: shot.startMs, endMs: shot.endMs };
  }
  const startMs = Math.max(0, Math.min(Math.round(timeMs), durationMs - 1_000));
  return { startMs, endMs: startMs + Math.min(1_000, Math.max(1, durationMs)) };
}
