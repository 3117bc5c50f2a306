import { rmSync } from 'node:fs';
import { eq, inArray } from 'drizzle-orm';
import type { ContentHash, DraftId, JobId, VideoId } from '../../../contract/index.ts';
import { AppError, entryBelow } from '../../base/index.ts';
import type { Library, LibraryDatabase } from '../../db/index.ts';
import { drafts, jobs, makeDurable, mediaFiles, videos } from '../../db/index.ts';
import { storedPath } from '../media/storedFile.ts';

type MediaFile = typeof mediaFiles.$inferSelect;

/**
 * Removes a video with everything that was read from it, its ended jobs, and the stored files
 * that no other video uses; an original that was left in place stays there. A draft loses its
 * citations of the video, and goes when it has no other: it would prove nothing.
 *
 * Rows go first, in one transaction, which a loss of power does not take back once files go. A crash
 * before the files are gone, or a file that another program holds open, leaves files without rows:
 * `verify` names them, and taking the same video in again uses them. Returns what the disk got back.
 * Errors: `video.notFound`; `video.inUse` while a job of the video has not ended, because it
 * would write of a video that is gone.
 */
export function removeVideo(library: Library, id: VideoId): { freedBytes: number } {
  const { db, directory } = library;
  const removed = db.transaction(
    () => {
      const video = db
        .select({ contentHash: videos.contentHash })
        .from(videos)
        .where(eq(videos.id, id))
        .get();
      if (video === undefined) throw new AppError('video.notFound', `Video ${id} not found.`);
      const jobIds = takeJobs(db, id);
      const hashes = [video.contentHash, ...storedFor(db, id)];
      const citing = citingDrafts(db, id);
      db.delete(videos).where(eq(videos.id, id)).run();
      removeUnproven(db, citing);
      return { jobIds, files: takeUnused(db, hashes) };
    },
    { behavior: 'immediate' },
  );
  makeDurable(directory);
  for (const jobId of removed.jobIds) tryRemove(() => entryBelow(directory, 'work', jobId));
  const freed = removed.files.filter(
    ({ storage, contentHash, extension }) =>
      storage !== 'reference' && tryRemove(() => storedPath(directory, contentHash, extension)),
  );
  return { freedBytes: freed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
}

/** A failed job of the video could be retried, a done one be opened: both lead nowhere now. */
function takeJobs(db: LibraryDatabase, id: VideoId): JobId[] {
  const own = db
    .select({ id: jobs.id, state: jobs.state })
    .from(jobs)
    .where(eq(jobs.videoId, id))
    .all();
  const ended = ['done', 'failed', 'cancelled'];
  if (!own.every(({ state }) => ended.includes(state))) {
    throw new AppError('video.inUse', 'A job of this video is not finished.');
  }
  db.delete(jobs).where(eq(jobs.videoId, id)).run();
  return own.map((job) => job.id);
}

function storedFor({ $client }: LibraryDatabase, id: VideoId): ContentHash[] {
  return $client
    .prepare<[VideoId, VideoId], ContentHash>(
      `SELECT content_hash FROM video_media WHERE video_id = ?
       UNION SELECT content_hash FROM keyframes WHERE video_id = ?`,
    )
    .pluck()
    .all(id, id);
}

function citingDrafts({ $client }: LibraryDatabase, id: VideoId): DraftId[] {
  return $client
    .prepare<[VideoId], DraftId>('SELECT DISTINCT draft_id FROM citations WHERE video_id = ?')
    .pluck()
    .all(id);
}

/** Removes those of the drafts that cite nothing any more. */
function removeUnproven(db: LibraryDatabase, draftIds: readonly DraftId[]): void {
  const unproven = db.$client
    .prepare<[string], DraftId>(
      `SELECT value FROM json_each(?)
       WHERE NOT EXISTS (SELECT 1 FROM citations WHERE draft_id = value)`,
    )
    .pluck()
    .all(JSON.stringify(draftIds));
  db.delete(drafts).where(inArray(drafts.id, unproven)).run();
}

/** Takes the rows away of those files that nothing names any more. */
function takeUnused(db: LibraryDatabase, hashes: readonly ContentHash[]): MediaFile[] {
  const unused = db.$client
    .prepare<[string], ContentHash>(
      `SELECT DISTINCT value FROM json_each(?)
       WHERE NOT EXISTS (SELECT 1 FROM video_media WHERE content_hash = value)
         AND NOT EXISTS (SELECT 1 FROM keyframes WHERE content_hash = value)
         AND NOT EXISTS (SELECT 1 FROM videos WHERE content_hash = value)`,
    )
    .pluck()
    .all(JSON.stringify(hashes));
  return db.delete(mediaFiles).where(inArray(mediaFiles.contentHash, unused)).returning().all();
}

/** False when it stays: another program has it open (Windows), or it does not lie in the library. */
function tryRemove(path: () => string): boolean {
  try {
    rmSync(path(), { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}
