import type { VideoId } from '../../../contract/index.ts';

/** Names a video, and a time in it, for Trendroom itself: `trendroom://video/ID?t=12.5`. */
export function videoLink(videoId: VideoId, startMs?: number): string {
  const time = startMs === undefined ? '' : `?t=${Number((startMs / 1_000).toFixed(2))}`;
  return `trendroom://video/${encodeURIComponent(videoId)}${time}`;
}
