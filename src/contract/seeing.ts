import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, timeMsSchema } from './common.ts';
import { videoIdSchema } from './ids.ts';
import { jobSchema } from './jobs.ts';

/** A thing that a model saw in a video's pictures. */
export const seenThingSchema = z.object({
  /** As the model calls it, such as `cell phone`. */
  kind: z.string(),
  startMs: timeMsSchema,
  endMs: timeMsSchema,
  /** 0 to 1, on the frame at `atMs`, where it is surest. */
  confidence: z.number(),
  atMs: timeMsSchema,
  /** Where it is on that frame: left, top, right, bottom, as shares of the picture. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
});
export type SeenThing = z.infer<typeof seenThingSchema>;

/** One of a video's main colours. */
export const pictureColourSchema = z.object({
  /** `#rrggbb`. */
  hex: z.string(),
  /** Of the pixels, 0 to 1. */
  share: z.number(),
});
export type PictureColour = z.infer<typeof pictureColourSchema>;

/** What was measured on a video's pictures, without any model. */
export const videoLookSchema = z.object({
  /** 0 (black) to 1 (white). */
  brightness: z.number(),
  /** Mean change between pictures half a second apart, 0 to 1; cuts left out. */
  motion: z.number(),
  /** The largest first. */
  colours: z.array(pictureColourSchema),
  shots: z.number().int().nonnegative(),
  /** Mean length of a shot. */
  shotMs: timeMsSchema.optional(),
  /** Whether a model has looked; what it saw is in `seen`. */
  isSeen: z.boolean(),
  /** Frames that were sampled for it, and those that it looked at. */
  sampledFrames: z.number().int().nonnegative(),
  keptFrames: z.number().int().nonnegative(),
});
export type VideoLook = z.infer<typeof videoLookSchema>;

export const seeingContract = {
  look: oc
    .errors(contractErrors)
    .route({
      method: 'POST',
      path: '/look',
      summary: 'Look at the pictures of a video again, or of all not looked at yet: a job',
    })
    .input(z.object({ videoId: videoIdSchema.optional() }))
    .output(jobSchema),
};
