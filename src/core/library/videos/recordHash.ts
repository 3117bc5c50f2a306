import { createHash } from 'node:crypto';
import type { ContentHash } from '../../../contract/index.ts';

/**
 * Who a video is that is known by its metadata alone: the same on every device that imports the
 * same post. `id`: the platform's own, or the address where it tells none.
 */
export function recordHash(platform: string, id: string): ContentHash {
  const text = `trendroom record\n${platform}\n${id}`;
  return createHash('sha256').update(text).digest('hex') as ContentHash;
}
