import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema } from './common.ts';
import { videoIdSchema } from './ids.ts';

/** A number with the span that it is known to; docs/measures.md says what the span is of each. */
export const estimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });
export type Estimate = z.infer<typeof estimateSchema>;

/** What a video's views are compared with. A name stays what it is: a change gets a new one. */
export const outlierDefinitionSchema = z.enum([
  'channel-median-same-age-v1',
  'mean-of-ten-neighbours-v1',
  'channel-median-minus-one-v1',
  'median-of-30-days-x100-v1',
]);
export type OutlierDefinition = z.infer<typeof outlierDefinitionSchema>;
export const defaultOutlierDefinition = 'channel-median-same-age-v1' satisfies OutlierDefinition;

/** Why a measure has no value. */
export const absenceSchema = z.enum([
  'no-snapshots',
  'one-snapshot',
  'snapshots-too-close',
  'views-fell',
  'no-views',
  'no-publication-date',
  'no-channel',
  'too-few-videos',
  'median-is-zero',
  'no-interactions',
  'no-followers',
  'half-before-first-snapshot',
  'no-half-life',
]);
export type Absence = z.infer<typeof absenceSchema>;

/** Views over what is usual: `low` to `high` is the 95 % bootstrap interval, with rounding. */
export const outlierScoreSchema = z.object({
  score: z.number(),
  low: z.number(),
  high: z.number(),
  /** How many other videos it was compared with. */
  n: z.number().int().nonnegative(),
  definition: outlierDefinitionSchema,
});
export type OutlierScore = z.infer<typeof outlierScoreSchema>;

/** Views an hour between two snapshots. */
export const velocitySchema = estimateSchema.extend({
  fromMs: instantMsSchema,
  toMs: instantMsSchema,
});
export type Velocity = z.infer<typeof velocitySchema>;

/** What is counted over what. */
export const engagementVariantSchema = z.enum([
  'interactions-per-view',
  'likes-per-view',
  'comments-per-view',
  'shares-per-view',
  'saves-per-view',
  'interactions-per-follower',
]);
export type EngagementVariant = z.infer<typeof engagementVariantSchema>;

export const engagementSchema = estimateSchema.extend({
  /** The counts that the platform told and that are in the sum. */
  counted: z.array(z.enum(['likes', 'comments', 'shares', 'saves'])),
  observedAtMs: instantMsSchema,
});
export type Engagement = z.infer<typeof engagementSchema>;

/** The age at half of all engagement so far, between the two snapshots around it. */
export const halfLifeSchema = z.object({
  valueMs: z.number(),
  lowMs: z.number(),
  highMs: z.number(),
  basis: z.enum(['interactions', 'views']),
});
export type HalfLife = z.infer<typeof halfLifeSchema>;

/** A measure, or why there is none. */
const measured = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.object({ value: schema }), z.object({ absent: absenceSchema })]);

export const videoMeasuresSchema = z.object({
  videoId: videoIdSchema,
  asOfMs: instantMsSchema,
  /** Snapshots up to then that tell views, and those dated later, which nothing here uses. */
  snapshots: z.number().int().nonnegative(),
  laterSnapshots: z.number().int().nonnegative(),
  velocity: measured(velocitySchema),
  outliers: z.array(
    z.object({ definition: outlierDefinitionSchema, result: measured(outlierScoreSchema) }),
  ),
  engagement: z.array(
    z.object({ variant: engagementVariantSchema, result: measured(engagementSchema) }),
  ),
  halfLife: measured(halfLifeSchema),
  /** 2^(-age / half-life). */
  freshness: measured(estimateSchema),
});
export type VideoMeasures = z.infer<typeof videoMeasuresSchema>;

export const outlierVideoSchema = outlierScoreSchema.extend({
  videoId: videoIdSchema,
  /** The platform's own id of the post. */
  externalId: z.string().optional(),
  title: z.string(),
  channel: z.string().optional(),
  platform: z.string().optional(),
  views: z.number().int().nonnegative(),
  observedAtMs: instantMsSchema,
});
export type OutlierVideo = z.infer<typeof outlierVideoSchema>;

/** What can be named: see `shareOfVoice`. */
export const voiceKindSchema = z.enum(['channel', 'product', 'sound', 'tag']);
export type VoiceKind = z.infer<typeof voiceKindSchema>;

export const shareOfVoiceSchema = z.object({
  /** Videos that name one of the kind, and their views: what the shares are of. */
  videos: z.number().int().nonnegative(),
  views: z.number().nonnegative(),
  voices: z.array(
    z.object({
      name: z.string(),
      mentions: z.number().int().positive(),
      mentionShare: estimateSchema,
      views: z.number().nonnegative(),
      /** Left out when no video has views. */
      viewShare: estimateSchema.optional(),
    }),
  ),
});
export type ShareOfVoice = z.infer<typeof shareOfVoiceSchema>;

const base = oc.errors(contractErrors);

export const memoryContract = {
  outliers: base
    .route({
      method: 'GET',
      path: '/memory/outliers',
      summary: 'List videos by their outlier score, highest first',
    })
    .input(
      z.object({
        definition: outlierDefinitionSchema.default(defaultOutlierDefinition),
        /** Its name. */
        channel: z.string().trim().min(1).max(500).optional(),
        /** Only snapshots up to then count; now when left out. */
        asOfMs: z.coerce.number().int().optional(),
        limit: z.coerce.number().int().min(1).max(1_000).default(20),
      }),
    )
    .output(
      z.object({
        asOfMs: instantMsSchema,
        videos: z.array(outlierVideoSchema),
        /** How many videos have a score, and how many have none, by the reason. */
        scored: z.number().int().nonnegative(),
        absent: z.partialRecord(absenceSchema, z.number().int().positive()),
      }),
    ),
  measures: base
    .route({
      method: 'GET',
      path: '/memory/measures/{videoId}',
      summary: 'Get the measures of a video, each with its interval',
    })
    .input(z.object({ videoId: videoIdSchema, asOfMs: z.coerce.number().int().optional() }))
    .output(videoMeasuresSchema),
  refresh: base
    .route({
      method: 'POST',
      path: '/memory/refresh',
      summary: 'Measure what has changed, so that lists show and sort it; waits until it is done',
    })
    .output(z.object({ measured: z.boolean() })),
  shareOfVoice: base
    .route({
      method: 'GET',
      path: '/memory/share-of-voice',
      summary: 'Get the share of each channel, product, sound or tag, by mentions and by views',
    })
    .input(
      z.object({
        by: voiceKindSchema,
        platform: z.string().trim().min(1).max(100).optional(),
        publishedAfterMs: z.coerce.number().int().optional(),
        publishedBeforeMs: z.coerce.number().int().optional(),
        asOfMs: z.coerce.number().int().optional(),
        limit: z.coerce.number().int().min(1).max(1_000).default(20),
      }),
    )
    .output(shareOfVoiceSchema.extend({ asOfMs: instantMsSchema })),
};
