import { oc } from '@orpc/contract';
import { z } from 'zod';
import { asOfMsSchema, contractErrors, instantMsSchema } from './common.ts';
import { topicIdSchema, videoIdSchema } from './ids.ts';
import { jobSchema } from './jobs.ts';
import { videoSummarySchema } from './videos.ts';

/** Where a topic is in its life; docs/trends.md has the rules. */
export const trendStageSchema = z.enum(['emerging', 'rising', 'peak', 'fading', 'evergreen']);
export type TrendStage = z.infer<typeof trendStageSchema>;

/** `vectors`: clusters of embeddings. `hashtags`: without an embedding model. */
export const topicSourceSchema = z.enum(['vectors', 'hashtags']);
export type TopicSource = z.infer<typeof topicSourceSchema>;

const countSchema = z.number().int().nonnegative();

/** Views an hour, between dated snapshots; the interval is what rounding by platforms leaves open. */
export const topicVelocitySchema = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  /** Videos with two snapshots to compare. */
  videos: countSchema,
});
export type TopicVelocity = z.infer<typeof topicVelocitySchema>;

export const burstSchema = z.object({
  sinceMs: instantMsSchema,
  /** Where its last bin ends; that of a burst under way is the moment that is looked at. */
  untilMs: instantMsSchema,
  /** How much likelier the posts are with the burst than without it, in nats. */
  weight: z.number(),
});
export type BurstDto = z.infer<typeof burstSchema>;

const evidenceSchema = z.object({
  videoId: videoIdSchema,
  title: z.string(),
  publishedAtMs: instantMsSchema.optional(),
  /** Views an hour. */
  velocity: z.number().optional(),
});

/** What several topics have in common. Its id is that of the largest of them. */
const themeSchema = z.object({ id: topicIdSchema, label: z.string() });

export const topicTrendSchema = z.object({
  id: topicIdSchema,
  label: z.string(),
  /** What sets its texts apart, the most telling first. */
  words: z.array(z.string()),
  isPinned: z.boolean(),
  /** Left out of a topic that is near no other one. */
  theme: themeSchema.optional(),
  /** The model that wrote the label; left out of one that is its words or that a person gave. */
  writtenBy: z.string().optional(),
  /** All of it up to the moment that is looked at. */
  videos: countSchema,
  /** Published within the period. */
  newVideos: countSchema,
  channels: countSchema,
  /** Left out while no video has two snapshots to compare. */
  velocity: topicVelocitySchema.optional(),
  /** The one under way. */
  burst: burstSchema.optional(),
  bursts: z.array(burstSchema),
  stage: trendStageSchema,
  /** Videos published in each bin from `bins.startMs` on. */
  posts: z.array(countSchema),
  /** The period's videos that gain most views an hour, else the newest. */
  evidence: z.array(evidenceSchema),
});
export type TopicTrend = z.infer<typeof topicTrendSchema>;

/** What the answer rests on, so that an empty one can say what is missing. */
export const trendBasisSchema = z.object({
  videos: countSchema,
  /** Videos whose publication is known. */
  dated: countSchema,
  /** Snapshots with views in the period, and videos with two of them to compare. */
  snapshots: countSchema,
  compared: countSchema,
  /** Videos in no topic. */
  unassigned: countSchema,
  /** Videos that no run has looked at. */
  unseen: countSchema,
  source: topicSourceSchema.optional(),
  /** Left out before topics were found. */
  madeAtMs: instantMsSchema.optional(),
  /** Videos that came from links: their counts can be observed. */
  observable: countSchema,
  /** Of the newest publication or snapshot, whatever moment is looked at. */
  newestMs: instantMsSchema.optional(),
});
export type TrendBasis = z.infer<typeof trendBasisSchema>;

const periodSchema = z.object({
  windowDays: z.coerce.number().int().min(1).max(365).default(28),
  /** Time travel: only what was published and observed up to then; now when left out. */
  asOfMs: asOfMsSchema.optional(),
  platform: z.string().max(100).optional(),
  language: z.string().max(35).optional(),
});

const binsSchema = z.object({ startMs: instantMsSchema, binMs: z.number().int().positive() });

const asked = {
  asOfMs: instantMsSchema,
  windowDays: z.number().int(),
  windowStartMs: instantMsSchema,
};

export const trendListSchema = z.object({
  ...asked,
  bins: binsSchema,
  /** Videos of all topics and none in each bin. */
  totals: z.array(countSchema),
  topics: z.array(topicTrendSchema),
  basis: trendBasisSchema,
});
export type TrendList = z.infer<typeof trendListSchema>;

export const topicVideoSchema = z.object({
  video: videoSummarySchema,
  /** Cosine with the centre of the topic; left out of one put there by hand or by a hashtag. */
  likeness: z.number().optional(),
  velocity: z.number().optional(),
  /** What is said and shown in its first three seconds. */
  hook: z.object({ said: z.string(), shown: z.string() }).optional(),
});
export type TopicVideo = z.infer<typeof topicVideoSchema>;

export const topicDetailSchema = z.object({
  ...asked,
  bins: binsSchema,
  totals: z.array(countSchema),
  topic: topicTrendSchema,
  /** Views gained in each bin by all of its videos; snapshots between them are joined evenly. */
  gains: z.array(z.number()),
  /** What the model read that wrote the label: its evidence. */
  writtenFrom: z.array(z.object({ videoId: videoIdSchema, title: z.string() })).default([]),
  /** Of its videos, the most used first. */
  hashtags: z.array(z.object({ tag: z.string(), videos: countSchema })),
  /** Those that gain most views an hour first, then the newest; at most 200. */
  topicVideos: z.array(topicVideoSchema),
});
export type TopicDetail = z.infer<typeof topicDetailSchema>;

export const topicSummarySchema = z.object({
  id: topicIdSchema,
  label: z.string(),
  /** Given by a person, instead of the words. */
  isRenamed: z.boolean(),
  words: z.array(z.string()),
  isPinned: z.boolean(),
  /** Left out of a topic that is near no other one. */
  theme: themeSchema.optional(),
  /** The model that wrote the label; left out of one that is its words or that a person gave. */
  writtenBy: z.string().optional(),
  videos: countSchema,
  /** Topics that a person merged into it. */
  merged: z.array(z.object({ id: topicIdSchema, label: z.string() })),
});
export type TopicSummary = z.infer<typeof topicSummarySchema>;

/** With Wilson's 95 % interval of its share of the cases. */
const outcomeSchema = z.object({ count: countSchema, low: z.number(), high: z.number() });

const outcomesSchema = z.object({
  of: countSchema,
  /** The next period's share of posts is above that of the period in which it was called. */
  rose: outcomeSchema,
  /** It is above the share before the period in which it was called. */
  stayed: outcomeSchema,
});
export type BacktestOutcomes = z.infer<typeof outcomesSchema>;

export const backtestSchema = z.object({
  windowDays: z.number().int(),
  /** The moments that were looked back to, and at each the topics with enough posts. */
  moments: z.array(z.object({ asOfMs: instantMsSchema, topics: countSchema })),
  /** Called emerging or rising. */
  called: outcomesSchema,
  /** Naive: more posts in the period than in the one before. */
  baseline: outcomesSchema,
  /** Every topic. */
  all: outcomesSchema,
});
export type Backtest = z.infer<typeof backtestSchema>;

const base = oc.errors(contractErrors);
const topicPath = z.object({ topicId: topicIdSchema });

export const trendsContract = {
  list: base
    .route({ method: 'GET', path: '/trends', summary: 'List topics with their trend' })
    .input(periodSchema)
    .output(trendListSchema),
  get: base
    .route({ method: 'GET', path: '/topics/{topicId}', summary: 'Get a topic with its videos' })
    .input(periodSchema.extend(topicPath.shape))
    .output(topicDetailSchema),
  backtest: base
    .route({
      method: 'GET',
      path: '/trends/backtest',
      summary: 'Tell how often topics that were called rising did rise',
    })
    .input(periodSchema.extend({ moments: z.coerce.number().int().min(1).max(52).default(12) }))
    .output(backtestSchema),
  topics: base
    .route({ method: 'GET', path: '/topics', summary: 'List topics, the largest first' })
    .output(z.object({ topics: z.array(topicSummarySchema), basis: trendBasisSchema })),
  findTopics: base
    .route({ method: 'POST', path: '/topics/find', summary: 'Find topics: a job' })
    /** Left out, new videos are put into the topics that are there unless too many are new. */
    .input(z.object({ anew: z.boolean().default(false) }))
    .output(jobSchema),
  edit: base
    .route({ method: 'PATCH', path: '/topics/{topicId}', summary: 'Rename or pin a topic' })
    .input(
      topicPath.extend({
        /** Empty: its words name it again. */
        name: z.string().trim().max(100).optional(),
        isPinned: z.boolean().optional(),
      }),
    )
    .output(topicSummarySchema),
  merge: base
    .route({
      method: 'POST',
      path: '/topics/{topicId}/merge',
      summary: 'Merge a topic into another; without `into` it is on its own again',
    })
    .input(topicPath.extend({ into: topicIdSchema.optional() }))
    .output(topicSummarySchema),
  split: base
    .route({
      method: 'POST',
      path: '/topics/{topicId}/split',
      summary: 'Put some videos of a topic into a new one',
    })
    .input(
      topicPath.extend({
        videoIds: z.array(videoIdSchema).min(1).max(10_000),
        name: z.string().trim().min(1).max(100).optional(),
      }),
    )
    .output(topicSummarySchema),
};
