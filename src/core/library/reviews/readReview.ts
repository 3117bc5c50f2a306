import { z } from 'zod';
import { type ReviewDto, ratingSchema, reviewStatusSchema } from '../../../contract/index.ts';

/** Tags of the video `v` by name, as a JSON list. */
export const tagsSql = `(SELECT json_group_array(tag) FROM (
  SELECT t.tag FROM video_tags t WHERE t.video_id = v.id ORDER BY t.tag_key))`;

const tagsSchema = z.array(z.string());

/** A stored review; a value of another version or of a damaged library is none. */
export function readReview(row: {
  status: string | null;
  rating: number | null;
  tags: string;
}): ReviewDto {
  const status = reviewStatusSchema.safeParse(row.status).data;
  const rating = ratingSchema.safeParse(row.rating).data;
  return {
    ...(status !== undefined && { status }),
    ...(rating !== undefined && { rating }),
    tags: tagsSchema.parse(JSON.parse(row.tags)),
  };
}

/** False when nothing was decided. */
export function isReviewed({ status, rating, tags }: ReviewDto): boolean {
  return status !== undefined || rating !== undefined || tags.length > 0;
}
