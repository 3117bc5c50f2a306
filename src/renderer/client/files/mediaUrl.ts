import type { VideoId } from '../../../contract/index.ts';

/** What the loopback host wants in these addresses; Electron's host wants nothing. */
let mediaPass: string | undefined;

/** Addresses that are made from now on carry this pass. */
export function setMediaPass(pass: string): void {
  mediaPass = pass;
}

/** Address of a video's file at the host that served this page. */
export function mediaUrl(
  videoId: VideoId,
  file: 'original' | 'poster' | 'sprite' | 'waveform',
): string {
  return addressOf(videoId, file, {});
}

/** Address of the keyframe that is on screen at a time of the video. */
export function frameUrl(videoId: VideoId, atMs: number): string {
  return addressOf(videoId, 'frame', { atMs: `${Math.max(0, Math.round(atMs))}` });
}

function addressOf(videoId: VideoId, file: string, query: Record<string, string>): string {
  const search = new URLSearchParams({
    ...query,
    ...(mediaPass !== undefined && { pass: mediaPass }),
  });
  const path = `/media/${encodeURIComponent(videoId)}/${file}`;
  return search.size === 0 ? path : `${path}?${search}`;
}
