import { useState } from 'react';
import type { VideoId } from '../../../contract/index.ts';
import { mediaUrl } from './mediaUrl.ts';

/**
 * The address that a player plays. It stays while it plays, because a new one begins the video
 * anew; after a failure it is made again, since the old one may have expired.
 */
export function usePlayedUrl(videoId: VideoId, failed: boolean): string {
  const url = mediaUrl(videoId, 'original');
  const [kept, keep] = useState({ videoId, url });
  if (kept.videoId === videoId && (kept.url === url || !failed)) return kept.url;
  keep({ videoId, url });
  return url;
}
