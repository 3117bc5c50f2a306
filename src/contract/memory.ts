import { oc } from '@orpc/contract';
import { z } from 'zod';
import { asOfMsSchema, contractErrors, instantMsSchema, timeMsSchema } from './common.ts';
import { channelIdSchema, codeIdSchema, videoIdSchema } from './ids.ts';

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
/** Those that lists can show: plain multiples of what is usual. */
export const listedOutlierDefinitionSchema = outlierDefinitionSchema.extract([
  'channel-median-same-age-v1',
  'mean-of-ten-neighbours-v1',
]);
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
  'too-few-at-same-age',
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

/** How a video opens, as rules in English tell; several may hold. */
export const hookRuleSchema = z.enum([
  'question',
  'how-to',
  'second-person',
  'negation',
  'urgency',
  'number',
  'contrast',
  'confession',
  'command',
  'promise',
  'story',
  'surprise',
  'point-of-view',
]);
export type HookRule = z.infer<typeof hookRuleSchema>;
export const hookRulesVersion = 'hook-rules-en-v1';

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
  /** How it opens. Left out when it has no English words to judge by. */
  opening: z
    .object({
      text: z.string(),
      source: z.enum(['hook', 'transcript', 'title']),
      patterns: z.array(hookRuleSchema),
      /** The version of the rules. */
      rules: z.string(),
    })
    .optional(),
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

/** How the outlier scores of some videos compare with those of the others. */
export const comparedScoresSchema = z.object({
  /** Videos of the group that have a score. */
  n: z.number().int().nonnegative(),
  /** Of their outlier scores, with its 95 % bootstrap interval; from five videos on. */
  median: estimateSchema.optional(),
  /** Of the others. */
  others: estimateSchema.optional(),
  /** The chance that one of the group has a higher score than one of the others. */
  superiority: z.number().optional(),
  /** Mann-Whitney, two-sided; and as adjusted for all tests by Benjamini and Hochberg. */
  p: z.number().optional(),
  adjustedP: z.number().optional(),
  /** True when the adjusted p is at most .05. */
  differs: z.boolean().optional(),
});
export type ComparedScores = z.infer<typeof comparedScoresSchema>;

/** Of the videos that open so, against those that do not. */
export const patternRecordSchema = comparedScoresSchema.extend({
  pattern: hookRuleSchema,
  /** Left out: all platforms. */
  platform: z.string().optional(),
});
export type PatternRecord = z.infer<typeof patternRecordSchema>;

export const patternRecordsSchema = z.object({
  /** The version of the rules. */
  rules: z.string(),
  definition: outlierDefinitionSchema,
  asOfMs: instantMsSchema,
  /** Videos with an English opening and a score, and those that were left out. */
  videos: z.number().int().nonnegative(),
  left: z.object({
    noScore: z.number().int().nonnegative(),
    noOpening: z.number().int().nonnegative(),
    notEnglish: z.number().int().nonnegative(),
  }),
  /** How many tests the p-values are adjusted for. */
  tests: z.number().int().nonnegative(),
  records: z.array(patternRecordSchema),
});
export type PatternRecords = z.infer<typeof patternRecordsSchema>;

/** Of the videos that have the code or one below it, against the other coded videos. */
export const codeRecordSchema = comparedScoresSchema.extend({
  codeId: codeIdSchema,
  code: z.string(),
  colour: z.string(),
});
export type CodeRecord = z.infer<typeof codeRecordSchema>;

export const codeRecordsSchema = z.object({
  definition: outlierDefinitionSchema,
  asOfMs: instantMsSchema,
  /** Videos with a coded span and an outlier score, and those that have no score. */
  videos: z.number().int().nonnegative(),
  noScore: z.number().int().nonnegative(),
  /** How many tests the p-values are adjusted for. */
  tests: z.number().int().nonnegative(),
  /** In the order of the codebook; those of no such video are left out. */
  records: z.array(codeRecordSchema),
});
export type CodeRecords = z.infer<typeof codeRecordsSchema>;

export const channelVideoSchema = z.object({
  videoId: videoIdSchema,
  title: z.string(),
  publishedAtMs: instantMsSchema.optional(),
  views: z.number().int().nonnegative().optional(),
  velocity: velocitySchema.optional(),
  outlier: outlierScoreSchema.optional(),
});
export type ChannelVideo = z.infer<typeof channelVideoSchema>;

export const channelMeasuresSchema = z.object({
  id: channelIdSchema,
  name: z.string(),
  platform: z.string(),
  url: z.string().optional(),
  /** As last told. */
  followers: z.number().int().nonnegative().optional(),
  asOfMs: instantMsSchema,
  videos: z.number().int().nonnegative(),
  /** Those of which views are known. */
  observedVideos: z.number().int().nonnegative(),
  /** The sum of their newest views. */
  views: z.number().nonnegative(),
  /** Of their newest views, whatever their age; from five videos on. */
  medianViews: estimateSchema.optional(),
  /** Of the scores in `list`. */
  definition: outlierDefinitionSchema,
  /** The newest 500 videos, newest first. */
  list: z.array(channelVideoSchema),
});
export type ChannelMeasures = z.infer<typeof channelMeasuresSchema>;

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
        asOfMs: asOfMsSchema.optional(),
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
    .input(z.object({ videoId: videoIdSchema, asOfMs: asOfMsSchema.optional() }))
    .output(videoMeasuresSchema),
  channel: base
    .route({
      method: 'GET',
      path: '/memory/channels/{channelId}',
      summary: 'Get a channel, what is usual for it, and how its videos compare',
    })
    .input(z.object({ channelId: channelIdSchema, asOfMs: asOfMsSchema.optional() }))
    .output(channelMeasuresSchema),
  patterns: base
    .route({
      method: 'GET',
      path: '/memory/patterns',
      summary: 'Get how videos that open in each way have done',
    })
    .input(
      z.object({
        definition: outlierDefinitionSchema.default(defaultOutlierDefinition),
        asOfMs: asOfMsSchema.optional(),
      }),
    )
    .output(patternRecordsSchema),
  codes: base
    .route({
      method: 'GET',
      path: '/memory/codes',
      summary: 'Get how videos that have each code have done',
    })
    .input(
      z.object({
        definition: outlierDefinitionSchema.default(defaultOutlierDefinition),
        asOfMs: asOfMsSchema.optional(),
        /** Only spans that begin before this time of their video. */
        withinMs: z.coerce.number().pipe(timeMsSchema).optional(),
        /** Only videos that have this code as well, under the same condition. */
        withCodeId: codeIdSchema.optional(),
      }),
    )
    .output(codeRecordsSchema),
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
        asOfMs: asOfMsSchema.optional(),
        limit: z.coerce.number().int().min(1).max(1_000).default(20),
      }),
    )
    .output(shareOfVoiceSchema.extend({ asOfMs: instantMsSchema })),
};
