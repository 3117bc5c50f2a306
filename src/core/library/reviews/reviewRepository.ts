import type { ReviewDto, ReviewStatus, VideoId } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { readReview, tagsSql } from './readReview.ts';
import { tagKey } from './tagKey.ts';

/** Most tags of one video: more than these describe nothing. */
const maxTags = 200;

/** What is decided anew; null takes it away, what is left out stays. */
interface ReviewChange {
  status?: ReviewStatus | null | undefined;
  /** 1 to 5. */
  rating?: number | null | undefined;
  addTags?: readonly string[];
  removeTags?: readonly string[];
}

/** Decides about a video. Returns what it was and what it is. Errors: `video.notFound`, `usage.invalid`. */
export function setReview(
  library: Library,
  videoId: VideoId,
  change: ReviewChange,
): { videoId: VideoId; before: ReviewDto; review: ReviewDto } {
  const { $client } = library.db;
  return library.db.transaction(
    () => {
      const before = getReview(library, videoId);
      const { status = before.status ?? null, rating = before.rating ?? null } = change;
      $client
        .prepare(
          `INSERT INTO video_reviews (video_id, status, rating, changed_at_ms)
           VALUES (:videoId, :status, :rating, :nowMs) ON CONFLICT (video_id) DO UPDATE
           SET status = excluded.status, rating = excluded.rating,
             changed_at_ms = excluded.changed_at_ms`,
        )
        .run({ videoId, status, rating, nowMs: library.clock.nowMs() });
      const remove = $client.prepare('DELETE FROM video_tags WHERE video_id = ? AND tag_key = ?');
      for (const tag of change.removeTags ?? []) remove.run(videoId, tagKey(tag));
      // One that is there already stays as it was written first.
      const add = $client.prepare('INSERT OR IGNORE INTO video_tags VALUES (?, ?, ?)');
      for (const tag of change.addTags ?? []) add.run(videoId, tag, tagKey(tag));
      const review = getReview(library, videoId);
      if (review.tags.length > maxTags) {
        throw new AppError('usage.invalid', `A video has ${maxTags} tags at most.`);
      }
      return { videoId, before, review };
    },
    { behavior: 'immediate' },
  );
}

/** What was decided about a video. Errors: `video.notFound`. */
export function getReview({ db }: Library, videoId: VideoId): ReviewDto {
  const row = db.$client
    .prepare<[VideoId], { status: string | null; rating: number | null; tags: string }>(
      `SELECT vr.status, vr.rating, ${tagsSql} AS tags FROM videos v
       LEFT JOIN video_reviews vr ON vr.video_id = v.id WHERE v.id = ?`,
    )
    .get(videoId);
  if (row === undefined) throw new AppError('video.notFound', `Video ${videoId} not found.`);
  return readReview(row);
}
