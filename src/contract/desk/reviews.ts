import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors } from '../common.ts';
import { videoIdSchema } from '../ids.ts';
import { ratingSchema, reviewStatusSchema, tagSchema } from './reviewValues.ts';

/** What a person decided about a video. Empty for one that nobody has reviewed. */
export const reviewSchema = z.object({
  status: reviewStatusSchema.optional(),
  rating: ratingSchema.optional(),
  /** By name. Those that came with the post are the video's own `tags`. */
  tags: z.array(z.string()),
});
export type ReviewDto = z.infer<typeof reviewSchema>;

const base = oc.errors(contractErrors);

export const reviewsContract = {
  set: base
    .route({
      method: 'PATCH',
      path: '/videos/{videoId}/review',
      summary: 'Set the status, rating and tags of a video; null takes one away',
    })
    .input(
      z.object({
        videoId: videoIdSchema,
        status: reviewStatusSchema.nullable().optional(),
        rating: ratingSchema.nullable().optional(),
        addTags: z.array(tagSchema).max(100).default([]),
        removeTags: z.array(tagSchema).max(100).default([]),
      }),
    )
    .output(
      z.object({
        videoId: videoIdSchema,
        /** What it was, so that it can be set again. */
        before: reviewSchema,
        review: reviewSchema,
      }),
    ),
};
