import { access } from 'node:fs/promises';
import type { ContentHash, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { pathOf } from '../media/mediaStore.ts';
import { findVideoFile } from '../media/videoFile.ts';
import { getVideo } from './videoRepository.ts';

/**
 * Of the file that a video was ingested from: one that was a record first is known by another hash.
 * Errors: `video.notFound`.
 */
export function originalHash(library: Library, videoId: VideoId): ContentHash {
  const { contentHash } = findVideoFile(library, videoId, 'original') ?? getVideo(library, videoId);
  return contentHash;
}

/** Where that file is; undefined while it is away: it may come back. Errors: `video.notFound`. */
export async function presentOriginal(
  library: Library,
  videoId: VideoId,
): Promise<string | undefined> {
  const path = pathOf(library, originalHash(library, videoId));
  return access(path).then(
    () => path,
    () => undefined,
  );
}
