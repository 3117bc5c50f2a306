import type { VideoId } from '../../contract/index.ts';

/** Address of a video's file at the host that served this page. */
export function mediaUrl(
  videoId: VideoId,
  file: 'original' | 'poster' | 'sprite' | 'waveform',
): string {
  return `/media/${encodeURIComponent(videoId)}/${file}`;
}

/** Address of the keyframe that is on screen at a time of the video. */
export function frameUrl(videoId: VideoId, atMs: number): string {
  return `/media/${encodeURIComponent(videoId)}/frame?atMs=${Math.max(0, Math.round(atMs))}`;
}
