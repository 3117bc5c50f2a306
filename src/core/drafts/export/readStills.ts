import type { Citation } from '../../../contract/index.ts';
import { AppError, readInputFile } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { findKeyframe } from '../../library/index.ts';

/** A keyframe of a short video has some 30 kB. */
const maxStillBytes = 2_000_000;
/** Of one page: it is sent as one message, and by post. */
const maxPageBytes = 12_000_000;
const jpegStart = Buffer.from([0xff, 0xd8, 0xff]);

/** Names a moment's still. */
export function stillKey({ videoId, startMs }: Pick<Citation, 'videoId' | 'startMs'>): string {
  return `${videoId} ${startMs}`;
}

/**
 * The pictures that are on screen at the cited seconds, as data URIs by {@link stillKey}. One that
 * is missing, is no JPEG, or would make the page too large is left out.
 */
export async function readStills(
  library: Library,
  citations: readonly Pick<Citation, 'videoId' | 'startMs'>[],
): Promise<Map<string, string>> {
  const stills = new Map<string, string>();
  let left = maxPageBytes;
  for (const citation of citations) {
    const key = stillKey(citation);
    const file = findKeyframe(library, citation.videoId, citation.startMs);
    if (stills.has(key) || file === undefined) continue;
    const maxBytes = Math.min(maxStillBytes, left);
    const bytes = await bytesUnlessBroken(file.path, maxBytes);
    if (bytes === undefined || !bytes.subarray(0, jpegStart.length).equals(jpegStart)) continue;
    left -= bytes.length;
    stills.set(key, `data:image/jpeg;base64,${bytes.toString('base64')}`);
  }
  return stills;
}

async function bytesUnlessBroken(path: string, maxBytes: number): Promise<Buffer | undefined> {
  try {
    return (await readInputFile(path, { maxBytes })).bytes;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
