import { and, asc, desc, eq, lte } from 'drizzle-orm';
import type { ContentHash, VideoId } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { keyframes, type MediaRole, mediaFiles, videoMedia } from '../../db/index.ts';
import { mediaPath } from './mediaStore.ts';

/** One file of a video, wherever its bytes are. */
export interface VideoFile {
  path: string;
  contentHash: ContentHash;
  /** With the dot, lower case. */
  extension: string;
  /** False for an original that was left where it is: its owner may change it. */
  kept: boolean;
}

/** The first file that a video has in that role; undefined when it has none. */
export function findVideoFile(
  library: Library,
  videoId: VideoId,
  role: Exclude<MediaRole, 'keyframe'>,
): VideoFile | undefined {
  const row = library.db
    .select({ file: mediaFiles })
    .from(videoMedia)
    .innerJoin(mediaFiles, eq(mediaFiles.contentHash, videoMedia.contentHash))
    .where(and(eq(videoMedia.videoId, videoId), eq(videoMedia.role, role)))
    .orderBy(asc(videoMedia.position))
    .limit(1)
    .get();
  return row && toVideoFile(library, row.file, role);
}

/** The keyframe on screen at a time: the last one at or before it, else the first. */
export function findKeyframe(
  library: Library,
  videoId: VideoId,
  atMs: number,
): VideoFile | undefined {
  const frames = () =>
    library.db
      .select({ file: mediaFiles })
      .from(keyframes)
      .innerJoin(mediaFiles, eq(mediaFiles.contentHash, keyframes.contentHash))
      .$dynamic();
  const ofVideo = eq(keyframes.videoId, videoId);
  const row =
    frames()
      .where(and(ofVideo, lte(keyframes.atMs, atMs)))
      .orderBy(desc(keyframes.atMs))
      .limit(1)
      .get() ?? frames().where(ofVideo).orderBy(asc(keyframes.atMs)).limit(1).get();
  return row && toVideoFile(library, row.file, 'keyframe');
}

/** Only originals are left outside: what was made from one lies in the store. */
function toVideoFile(
  library: Library,
  row: typeof mediaFiles.$inferSelect,
  role: MediaRole,
): VideoFile {
  if (role !== 'original' && row.storage === 'reference') {
    throw new AppError('library.corrupt', `The library has a ${role} outside of its folder.`);
  }
  return {
    path: mediaPath(library, row),
    contentHash: row.contentHash,
    extension: row.extension,
    kept: row.storage !== 'reference',
  };
}
