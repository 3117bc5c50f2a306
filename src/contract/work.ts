import { oc } from '@orpc/contract';
import { z } from 'zod';
import { batchSchema } from './batches.ts';
import { contractErrors, errorSchema, instantMsSchema, videoFiltersSchema } from './common.ts';
import { briefSchema } from './drafts.ts';
import type { EndpointRole } from './endpoints.ts';
import { batchIdSchema, endpointIdSchema, videoIdSchema } from './ids.ts';
import { workPlaceSchema } from './workers.ts';

/** Heavy work of the library that servers do, and whose answers the library takes in. */
export const workKindSchema = z.enum(['embed', 'drafts', 'transcribe', 'describe']);
export type WorkKind = z.infer<typeof workKindSchema>;
/** Which servers do it. */
export const roleOfWork = {
  embed: 'embedding',
  drafts: 'chat',
  transcribe: 'transcription',
  describe: 'vision',
} as const satisfies Record<WorkKind, EndpointRole>;

/** Which videos; of them only what the work has not done yet is asked for. */
export const workSelectionSchema = z.discriminatedUnion('of', [
  z.object({ of: z.literal('everything') }),
  z.object({ of: z.literal('videos'), videoIds: z.array(videoIdSchema).min(1).max(10_000) }),
  /** As the list of the library filters; a channel is the filter of that name. */
  z.object({
    of: z.literal('filter'),
    text: z.string().max(500).optional(),
    filters: videoFiltersSchema.default({}),
  }),
]);
export type WorkSelection = z.infer<typeof workSelectionSchema>;

/** Where it is done; the setting of its kind when left out. */
const place = workPlaceSchema.optional();
export const workRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('embed'), place, selection: workSelectionSchema }),
  z.object({
    kind: z.literal('transcribe'),
    place,
    selection: workSelectionSchema,
    /** True: also where captions came with the video, whose words give way. */
    overCaptions: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('describe'), place, selection: workSelectionSchema }),
  z.object({
    kind: z.literal('drafts'),
    place,
    brief: briefSchema.omit({ count: true }),
    /** How many are asked for; what the judge refuses is not asked for again. */
    variants: z.number().int().min(1).max(1_000),
  }),
]);
export type WorkRequest = z.infer<typeof workRequestSchema>;

const count = z.number().int().nonnegative();

/** What a work would do and send; making a plan sends nothing of the library. */
export const workPlanSchema = z.object({
  kind: workKindSchema,
  place: workPlaceSchema,
  /** The server that is asked first; absent when it is done here or nobody can be asked. */
  server: z
    .object({
      id: endpointIdSchema,
      name: z.string(),
      url: z.string(),
      model: z.string(),
      /** Whether the user has agreed that texts are sent there. */
      approved: z.boolean(),
    })
    .optional(),
  /** Requests, and the things of the library that they are about. */
  rows: count,
  items: count,
  videos: count,
  /** What is left out, and why, in words. */
  leftOut: z.array(z.object({ words: z.string(), items: count })),
  /** What would leave this machine: characters of text, length of sound, pictures. */
  characters: count,
  soundMs: count,
  pictures: count,
  /**
   * About how many tokens the text is, and what it costs by the server's price; absent: no price.
   */
  tokens: count,
  cost: z.number().nonnegative().optional(),
  /** What happens with the answers, in words. */
  outcome: z.string(),
  /** The first request as it would leave, at most 4,000 characters of it. */
  first: z.string().optional(),
  /** Why it cannot be started as it is. */
  problem: errorSchema.optional(),
});
export type WorkPlan = z.infer<typeof workPlanSchema>;

/** A work that changed a video. */
export const videoWorkSchema = z.object({
  batchId: batchIdSchema,
  kind: workKindSchema,
  name: z.string(),
  /** The model that made it, as the server named it. */
  model: z.string().optional(),
  appliedAtMs: instantMsSchema,
  /** How many things of the video it made. */
  items: count,
});
export type VideoWork = z.infer<typeof videoWorkSchema>;

const base = oc.errors(contractErrors);

export const workContract = {
  plan: base
    .route({ method: 'POST', path: '/work/plan', summary: 'Preview the requests of a task' })
    .input(workRequestSchema)
    .output(workPlanSchema),
  start: base
    .route({ method: 'POST', path: '/work', summary: 'Start a task of the library on servers' })
    .input(workRequestSchema)
    .output(
      z.object({
        /** Absent when there was nothing to ask for, or this machine does it by itself. */
        batch: batchSchema.optional(),
        /** What was started, in words. */
        words: z.string(),
      }),
    ),
  ofVideo: base
    .route({
      method: 'GET',
      path: '/videos/{videoId}/work',
      summary: 'List tasks that changed a video',
    })
    .input(z.object({ videoId: videoIdSchema }))
    .output(z.object({ works: z.array(videoWorkSchema) })),
};
