import { and, asc, eq } from 'drizzle-orm';
import type { PictureDescription, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { keyframes, pictureDescriptions, shots } from '../../db/index.ts';

/** In the order of their times. */
export function getPictureDescriptions({ db }: Library, videoId: VideoId): PictureDescription[] {
  return db
    .select()
    .from(pictureDescriptions)
    .where(eq(pictureDescriptions.videoId, videoId))
    .orderBy(asc(pictureDescriptions.atMs))
    .all()
    .map(({ videoId: _, ...description }) => description);
}

/** In place of what was said of the same picture before. */
export function putPictureDescription(
  { db }: Library,
  videoId: VideoId,
  { atMs, startMs, endMs, text, model }: PictureDescription,
): void {
  db.insert(pictureDescriptions)
    .values({ videoId, atMs, startMs, endMs, text, model })
    .onConflictDoUpdate({
      target: [pictureDescriptions.videoId, pictureDescriptions.atMs],
      set: { startMs, endMs, text, model },
    })
    .run();
}

export interface PictureOfVideo {
  videoId: VideoId;
  atMs: number;
  /** Of its shot. */
  startMs: number;
  endMs: number;
  /** The model that described it, if one did. */
  describedBy: string | null;
}

/** The keyframes of the library, or of one video, by video and time. */
export function listPictures({ db }: Library, videoId?: VideoId): PictureOfVideo[] {
  return db
    .select({
      videoId: keyframes.videoId,
      atMs: keyframes.atMs,
      startMs: shots.startMs,
      endMs: shots.endMs,
      describedBy: pictureDescriptions.model,
    })
    .from(keyframes)
    .innerJoin(
      shots,
      and(eq(shots.videoId, keyframes.videoId), eq(shots.position, keyframes.shotPosition)),
    )
    .leftJoin(
      pictureDescriptions,
      and(
        eq(pictureDescriptions.videoId, keyframes.videoId),
        eq(pictureDescriptions.atMs, keyframes.atMs),
      ),
    )
    .where(videoId === undefined ? undefined : eq(keyframes.videoId, videoId))
    .orderBy(asc(keyframes.videoId), asc(keyframes.atMs))
    .all();
}
