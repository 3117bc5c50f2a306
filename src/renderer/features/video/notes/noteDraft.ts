import { create } from 'zustand';
import type { VideoId } from '../../../../contract/index.ts';
import type { Marks } from '../playback/marks.ts';

/** Where the note that is being written belongs. */
export interface NoteDraft {
  videoId: VideoId;
  startMs: number;
  /** After `startMs`; left out for a note at a moment. */
  endMs?: number;
  text: string;
}

/** Outlives the panel: another tab may be looked at in between, and nothing typed is lost. */
export const useNoteDraft = create<{ draft: NoteDraft | undefined }>()(() => ({
  draft: undefined,
}));

/** The place of a new note: the marked span when both marks are set, else where playback is. */
export function placeOfNote(
  { inMs, outMs }: Marks,
  timeMs: number,
): Pick<NoteDraft, 'startMs' | 'endMs'> {
  if (inMs !== undefined && outMs !== undefined && outMs > inMs) {
    return { startMs: inMs, endMs: outMs };
  }
  return { startMs: Math.max(0, Math.round(timeMs)) };
}
