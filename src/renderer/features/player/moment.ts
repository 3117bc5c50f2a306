import type { VideoId } from '../../../contract/index.ts';

/** A time in a video that can be shown and played in place. */
export interface Moment {
  videoId: VideoId;
  title: string;
  startMs: number;
  endMs: number;
}

/** Captions can be up for less time than a person needs to see anything. */
const minSpanMs = 1_500;

/** Names a moment among others; equal for moments of the same video and time. */
export function momentKey({ videoId, startMs, endMs }: Moment): string {
  return `${videoId}/${startMs}-${endMs}`;
}

/** Address of the screen that opens the video at the moment. */
export function momentAddress({ videoId, startMs }: Pick<Moment, 'videoId' | 'startMs'>): string {
  return `/video/${encodeURIComponent(videoId)}?t=${Math.round(startMs)}`;
}

/** Where playing of a moment begins and ends: the moment itself, or longer when it is too short. */
export function spanOf({ startMs, endMs }: Moment): { startMs: number; endMs: number } {
  return { startMs, endMs: Math.max(endMs, startMs + minSpanMs) };
}

/** Address of the search for moments like this one. */
export function likeAddress({ videoId, startMs }: Pick<Moment, 'videoId' | 'startMs'>): string {
  return `/search?like=${encodeURIComponent(videoId)}@${Math.round(startMs) / 1_000}`;
}
