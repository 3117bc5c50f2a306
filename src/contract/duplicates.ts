import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema, timeMsSchema } from './common.ts';
import { duplicateGroupIdSchema, videoIdSchema } from './ids.ts';
import { jobSchema } from './jobs.ts';

/** By what videos are known as copies of one another: docs/duplicates.md. */
export const duplicateSignSchema = z.enum(['picture', 'sound', 'text']);
export type DuplicateSign = z.infer<typeof duplicateSignSchema>;

export const duplicateVideoSchema = z.object({
  videoId: videoIdSchema,
  title: z.string(),
  channel: z.string().optional(),
  platform: z.string().optional(),
  publishedAtMs: instantMsSchema.optional(),
  durationMs: timeMsSchema,
  views: z.number().int().nonnegative().optional(),
  /** 0 to 1, with the video of the group that it is most like. */
  likeness: z.number(),
  hasFile: z.boolean(),
  hasPoster: z.boolean(),
});
export type DuplicateVideo = z.infer<typeof duplicateVideoSchema>;

export const duplicateGroupSchema = z.object({
  id: duplicateGroupIdSchema,
  /** The first published first; those without a date last. */
  videos: z.array(duplicateVideoSchema),
  /** 0 to 1, the mean of its videos. */
  likeness: z.number(),
  by: z.array(duplicateSignSchema),
  /** The first published of those whose publication is known. */
  original: videoIdSchema.optional(),
});
export type DuplicateGroup = z.infer<typeof duplicateGroupSchema>;

export const duplicateListSchema = z.object({
  /** Those with most videos first. */
  groups: z.array(duplicateGroupSchema),
  total: z.number().int().nonnegative(),
  basis: z.object({
    /** Videos that were compared when groups were found last. */
    compared: z.number().int().nonnegative(),
    /** Videos whose pictures and sound were not looked at yet. */
    withoutPrints: z.number().int().nonnegative(),
    /** Left out before groups were found. */
    madeAtMs: instantMsSchema.optional(),
  }),
});
export type DuplicateList = z.infer<typeof duplicateListSchema>;

const base = oc.errors(contractErrors);

export const duplicatesContract = {
  list: base
    .route({
      method: 'GET',
      path: '/duplicates',
      summary: 'List groups of reposts and near-duplicates',
    })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(100) }))
    .output(duplicateListSchema),
  of: base
    .route({
      method: 'GET',
      path: '/videos/{videoId}/duplicates',
      summary: 'Get the group of reposts that a video is in',
    })
    .input(z.object({ videoId: videoIdSchema }))
    .output(z.object({ group: duplicateGroupSchema.optional() })),
  find: base
    .route({ method: 'POST', path: '/duplicates/find', summary: 'Find reposts: a job' })
    .output(jobSchema),
};
