import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema, timeMsSchema } from './common.ts';
import { answerIdSchema, modelIdSchema, videoIdSchema } from './ids.ts';
import { hookRuleSchema, voiceKindSchema } from './memory.ts';
import { chunkKindSchema } from './search.ts';

/** The longest question that is taken, in characters; of a longer one than that nothing is read. */
export const maxQuestionCharacters = 10_000;

const scopeFields = {
  platform: z.string().max(100).optional(),
  /** A channel's name. */
  channel: z.string().max(500).optional(),
  /** BCP 47. */
  language: z.string().max(35).optional(),
  publishedAfterMs: instantMsSchema.optional(),
  publishedBeforeMs: instantMsSchema.optional(),
};

/** Which videos a query is about: every given property must hold. */
export const askScopeSchema = z.object(scopeFields);
export type AskScope = z.infer<typeof askScopeSchema>;

const textSchema = z.string().trim().min(1).max(2_000);

export const rankedMetricSchema = z.enum([
  'views',
  'likes',
  'comments',
  'shares',
  'saves',
  'velocity',
  'outlier',
  /** When it was published: `most` is the newest. */
  'published',
]);
export type RankedMetric = z.infer<typeof rankedMetricSchema>;

export const countedSchema = z.enum(['videos', 'channels', 'comments', 'platforms', 'languages']);

/**
 * What can be asked of a library: the whole of it. Code runs these, and nothing else; a question
 * becomes a few of them by rules, or by a language model that can write nothing else.
 */
export const planQuerySchema = z.discriminatedUnion('query', [
  /** Moments that speak of something. */
  z.object({
    query: z.literal('moments'),
    text: textSchema,
    /** Left out: all. */
    kinds: z.array(chunkKindSchema).min(1).optional(),
    ...scopeFields,
  }),
  /** How many, of all or of those that name `text`. */
  z.object({
    query: z.literal('count'),
    of: countedSchema,
    text: textSchema.optional(),
    ...scopeFields,
  }),
  /** The videos with most, or least, of something. */
  z.object({
    query: z.literal('topVideos'),
    by: rankedMetricSchema,
    order: z.enum(['most', 'least']).default('most'),
    limit: z.number().int().min(1).max(20).default(3),
    text: textSchema.optional(),
    ...scopeFields,
  }),
  /** What is usual for a channel. */
  z.object({ query: z.literal('channel'), name: z.string().trim().min(1).max(500) }),
  /** The measures of a video. */
  z.object({ query: z.literal('video'), video: z.string().trim().min(1).max(500) }),
  /** Topics by what they do. */
  z.object({
    query: z.literal('trends'),
    direction: z.enum(['rising', 'fading', 'all']),
    topic: z.string().trim().max(200).optional(),
    windowDays: z.number().int().min(1).max(365).default(28),
    platform: scopeFields.platform,
    language: scopeFields.language,
  }),
  /** How videos that open in each way have done. */
  z.object({ query: z.literal('patterns'), pattern: hookRuleSchema.optional() }),
  z.object({
    query: z.literal('shareOfVoice'),
    by: voiceKindSchema,
    order: z.enum(['mentions', 'views']).default('mentions'),
    ...scopeFields,
  }),
  /** Two channels, or two things that videos speak of, side by side. */
  z.object({
    query: z.literal('compare'),
    one: z.string().trim().min(1).max(200),
    other: z.string().trim().min(1).max(200),
    ...scopeFields,
  }),
]);
export type PlanQuery = z.infer<typeof planQuerySchema>;
export type PlanQueryName = PlanQuery['query'];

export const maxPlanQueries = 4;

/** A number of an answer. */
export const figureSchema = z.object({
  /** As it stands in the sentence. */
  text: z.string(),
  value: z.number(),
  unit: z.enum(['count', 'views', 'views-per-hour', 'ratio', 'share', 'score', 'days', 'date']),
  /** The span that it is known to. */
  low: z.number().optional(),
  high: z.number().optional(),
  /** How many it is of. */
  n: z.number().int().nonnegative().optional(),
});
export type Figure = z.infer<typeof figureSchema>;

const citedVideo = { videoId: videoIdSchema, title: z.string() };
const snapshotCounts = z.object({
  views: z.number().int().optional(),
  likes: z.number().int().optional(),
  comments: z.number().int().optional(),
  shares: z.number().int().optional(),
  saves: z.number().int().optional(),
});

/** What a sentence rests on. */
export const answerCitationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('moment'),
    ...citedVideo,
    channel: z.string().optional(),
    startMs: timeMsSchema,
    endMs: timeMsSchema,
    quote: z.string(),
    source: chunkKindSchema,
    /** False: the video is known by its metadata alone, there is nothing to play. */
    hasFile: z.boolean(),
  }),
  /** Counts of a video as they were seen at a moment. */
  z.object({
    kind: z.literal('snapshot'),
    ...citedVideo,
    observedAtMs: instantMsSchema,
    counts: snapshotCounts,
  }),
  /** A result of a query of the plan, with the videos that it counted, at most 50. */
  z.object({
    kind: z.literal('query'),
    /** Its place in the plan, from 0. */
    step: z.number().int().nonnegative(),
    /** How many rows it counted. */
    rows: z.number().int().nonnegative(),
    videos: z.array(z.object(citedVideo)).max(50),
  }),
  /** What was cited is not in the library any more. */
  z.object({ kind: z.literal('removed'), title: z.string() }),
]);
export type AnswerCitation = z.infer<typeof answerCitationSchema>;

export const answerSentenceSchema = z.object({
  text: z.string(),
  /** `query`: its numbers are a query's; `quote`: a moment as it is; `model`: in its own words. */
  origin: z.enum(['query', 'quote', 'model']),
  figures: z.array(figureSchema),
  citations: z.array(answerCitationSchema).min(1),
  /** How likely what is cited says it: 1 of what code wrote, a model's probability of its own. */
  support: z.number().min(0).max(1),
});
export type AnswerSentence = z.infer<typeof answerSentenceSchema>;

/** Why something was not answered. */
export const unsupportedReasonSchema = z.enum([
  'nothing-found',
  'unknown-words',
  'unknown-channel',
  'unknown-video',
  'no-snapshots',
  'too-few',
  'no-topics',
  /** Of what a model wrote: the moment does not say so. */
  'unsupported-claim',
  'made-up-number',
  'follows-video',
]);
export type UnsupportedReason = z.infer<typeof unsupportedReasonSchema>;

export const unsupportedSchema = z.object({
  text: z.string(),
  reason: unsupportedReasonSchema,
  /** What a person can do about it. */
  hint: z.string().optional(),
});
export type Unsupported = z.infer<typeof unsupportedSchema>;

export const answerModelSchema = z.object({
  name: z.string(),
  /** Tokens that it was given, and those of them that were computed for an earlier request. */
  promptTokens: z.number().int().nonnegative(),
  cachedTokens: z.number().int().nonnegative(),
});

export const answerSchema = z.object({
  id: answerIdSchema,
  /** The first answer of its conversation. */
  threadId: answerIdSchema,
  question: z.string(),
  askedAtMs: instantMsSchema,
  /** Only what was published and observed up to then counts. */
  asOfMs: instantMsSchema,
  plan: z.array(planQuerySchema),
  planner: z.enum(['rules', 'model']),
  sentences: z.array(answerSentenceSchema),
  unsupported: z.array(unsupportedSchema),
  /** Left out when no model took part. */
  model: answerModelSchema.optional(),
  /** Why no model took part, and what one would add. */
  note: z.string().optional(),
});
export type Answer = z.infer<typeof answerSchema>;

export const askRequestSchema = z.object({
  question: z.string().trim().min(1).max(maxQuestionCharacters),
  /** The answer that the question follows; the unique beginning of its id does. */
  followId: answerIdSchema.optional(),
  /** False: rules alone. */
  withModel: z.boolean().default(true),
  modelId: modelIdSchema.exactOptional(),
  /** Now, when left out. */
  asOfMs: instantMsSchema.optional(),
});
export type AskRequest = z.infer<typeof askRequestSchema>;

export const askEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), id: answerIdSchema, threadId: answerIdSchema }),
  /** A model reads the question, or writes. */
  z.object({ type: z.literal('working'), on: z.enum(['plan', 'queries', 'sentences']) }),
  z.object({
    type: z.literal('plan'),
    plan: z.array(planQuerySchema),
    planner: answerSchema.shape.planner,
  }),
  z.object({ type: z.literal('sentence'), sentence: answerSentenceSchema }),
  /** The whole answer, as it is stored; its sentences are in their order. */
  z.object({ type: z.literal('answer'), answer: answerSchema }),
]);
export type AskEvent = z.infer<typeof askEventSchema>;

export const askThreadSchema = z.object({
  id: answerIdSchema,
  /** Its first question. */
  question: z.string(),
  askedAtMs: instantMsSchema,
  answers: z.number().int().positive(),
});
export type AskThread = z.infer<typeof askThreadSchema>;

const base = oc.errors(contractErrors);

export const askContract = {
  ask: base
    .route({ method: 'POST', path: '/ask', summary: 'Answer a question from the library' })
    .input(askRequestSchema)
    .output(eventIterator(askEventSchema)),
  threads: base
    .route({ method: 'GET', path: '/ask', summary: 'List conversations, newest first' })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }))
    .output(z.object({ threads: z.array(askThreadSchema) })),
  thread: base
    .route({
      method: 'GET',
      path: '/ask/{threadId}',
      summary: 'Get the answers of a conversation, oldest first',
    })
    .input(z.object({ threadId: answerIdSchema }))
    .output(z.object({ answers: z.array(answerSchema) })),
  remove: base
    .route({ method: 'DELETE', path: '/ask/{threadId}', summary: 'Remove a conversation' })
    .input(z.object({ threadId: answerIdSchema }))
    .output(z.object({ removedAnswers: z.number().int().nonnegative() })),
};
