import { rmSync } from 'node:fs';
import { and, eq, inArray } from 'drizzle-orm';
import type { VideoId } from '../../shared/index.ts';
import { AppError } from '../base/index.ts';
import { mediaPath } from './media/mediaStore.ts';
import type { Library } from './openLibrary.ts';
import { drafts, jobs, mediaFiles, videos } from './schema/index.ts';

/**
 * Removes a video with everything that was read from it, and the stored files that no other video
 * uses; an original that was left in place stays there. A draft that cited only this video goes
 * too: it would prove nothing. Rows go first, in one transaction: a crash before the files are
 * gone leaves orphans, which `verify` names.
 * Errors: `video.notFound`, `library.inUse` while a job works on the video.
 */
export function removeVideo(library: Library, id: VideoId): { freedBytes: number } {
  const unused = library.db.transaction(
    (tx) => {
      const busy = tx
        .select({ id: jobs.id })
        .from(jobs)
        .where(and(eq(jobs.videoId, id), inArray(jobs.state, ['waiting', 'running', 'paused'])))
        .get();
      if (busy !== undefined) {
        throw new AppError('library.inUse', 'A job still works on this video: cancel it first.');
      }
      const { $client } = library.db;
      const files = $client
        .prepare<[VideoId, VideoId], string>(
          `SELECT content_hash FROM video_media WHERE video_id = ?
           UNION SELECT content_hash FROM keyframes WHERE video_id = ?`,
        )
        .pluck()
        .all(id, id);
      const cited = $client
        .prepare<[VideoId], string>('SELECT DISTINCT draft_id FROM citations WHERE video_id = ?')
        .pluck()
        .all(id);
      const original = tx
        .select({ contentHash: videos.contentHash })
        .from(videos)
        .where(eq(videos.id, id))
        .get();
      if (original === undefined) throw new AppError('video.notFound', `There is no video ${id}.`);
      tx.delete(videos).where(eq(videos.id, id)).run();
      const unproven = $client
        .prepare<[string], (typeof drafts.$inferSelect)['id']>(
          `SELECT value FROM json_each(?)
           WHERE value NOT IN (SELECT draft_id FROM citations)`,
        )
        .pluck()
        .all(JSON.stringify(cited));
      if (unproven.length > 0) tx.delete(drafts).where(inArray(drafts.id, unproven)).run();
      const loose = $client
        .prepare<[string], (typeof mediaFiles.$inferSelect)['contentHash']>(
          `SELECT DISTINCT value FROM json_each(?)
           WHERE value NOT IN (SELECT content_hash FROM video_media)
             AND value NOT IN (SELECT content_hash FROM keyframes)
             AND value NOT IN (SELECT content_hash FROM videos)`,
        )
        .pluck()
        .all(JSON.stringify([...files, original.contentHash]));
      const rows = tx.select().from(mediaFiles).where(inArray(mediaFiles.contentHash, loose)).all();
      tx.delete(mediaFiles).where(inArray(mediaFiles.contentHash, loose)).run();
      return rows;
    },
    { behavior: 'immediate' },
  );
  const own = unused.filter(({ storage }) => storage !== 'reference');
  for (const row of own) rmSync(mediaPath(library, row), { force: true });
  return { freedBytes: own.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
}
