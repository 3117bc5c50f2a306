import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors } from './common.ts';

/**
 * How keys and values are kept: `q8_0` takes 53 % of the memory of `f16`; `q4_0`, whose keys stay in
 * `q8_0`, 41 %.
 */
export const kvTypeSchema = z.enum(['f16', 'q8_0', 'q4_0']);
export type KvType = z.infer<typeof kvTypeSchema>;

/** Counts of values up to each bound, in Prometheus' cumulative form. Bounds are in seconds. */
export const histogramSchema = z.object({
  buckets: z.array(z.object({ upToSeconds: z.number(), count: z.number().int() })),
  sumSeconds: z.number(),
  count: z.number().int(),
});
export type Histogram = z.infer<typeof histogramSchema>;

/** What the memory of a model and its KV cache will be, before it is loaded. */
export const memoryPlanSchema = z.object({
  modelId: z.string(),
  modelBytes: z.number(),
  kvType: kvTypeSchema,
  /** Tokens whose keys and values the pool holds. */
  poolTokens: z.number().int(),
  poolBytes: z.number(),
  /** What the same pool would take more in `f16`. */
  savedBytes: z.number(),
  bytesPerToken: z.number(),
  /** Longest prompt with its answer: bounded by the model, and by the pool when that is smaller. */
  maxRequestTokens: z.number().int(),
  freeBytes: z.number(),
  /** Whether model and pool fit in the memory that is free now. */
  fits: z.boolean(),
});
export type MemoryPlan = z.infer<typeof memoryPlanSchema>;

/** The engine at one moment. Counts of the time since its process started. */
export const engineStatsSchema = z.object({
  /** `stopped`: no process runs; it starts with the next call. All counts are then 0. */
  state: z.enum(['stopped', 'idle', 'busy']),
  /** The one that was used last; plan and blocks are of it, counts are of all. */
  model: z.object({ id: z.string(), path: z.string() }).nullable(),
  /** Loaded beside it, ready to answer, the most recently used one first. */
  otherModels: z.array(z.object({ id: z.string(), modelBytes: z.number(), poolBytes: z.number() })),
  /** `cpu`, `cuda`, `vulkan` or `metal`. */
  backend: z.string(),
  threads: z.number().int(),
  uptimeMs: z.number(),
  plan: memoryPlanSchema.nullable(),
  blocks: z.object({
    tokensPerBlock: z.number().int(),
    total: z.number().int(),
    /** Held by requests that run, each block counted once. */
    used: z.number().int(),
    /** Of the used ones, those that several requests hold. */
    shared: z.number().int(),
    /** Held by no request, kept because a later prompt may begin the same. */
    cached: z.number().int(),
    free: z.number().int(),
  }),
  /** Cells of the running requests' blocks that hold no token, as a share of them: 0 to 1. */
  kvWasteRatio: z.number(),
  requests: z.object({
    running: z.number().int(),
    waiting: z.number().int(),
    finished: z.number().int(),
    failed: z.number().int(),
    cancelled: z.number().int(),
    preemptions: z.number().int(),
  }),
  prefixCache: z.object({
    /** Prompt tokens that were looked up, and those of them that were found. */
    queriedTokens: z.number().int(),
    hitTokens: z.number().int(),
    savedPrefixes: z.number().int(),
    savedBytes: z.number(),
  }),
  tokens: z.object({
    prompt: z.number().int(),
    generated: z.number().int(),
    embedded: z.number().int(),
    /** Of a text that repeats itself: guessed ahead and computed with the next one. */
    drafted: z.number().int(),
    /** Of those, what the model would have written. */
    draftsAccepted: z.number().int(),
    /** Over the last ten seconds. */
    promptPerSecond: z.number(),
    generatedPerSecond: z.number(),
  }),
  timeToFirstToken: histogramSchema,
  timePerOutputToken: histogramSchema,
  requestDuration: histogramSchema,
  /** Things the user should know, in words: a GPU that failed, a model that cannot share. */
  notices: z.array(z.string()),
});
export type EngineStats = z.infer<typeof engineStatsSchema>;

const base = oc.errors(contractErrors);

export const engineContract = {
  stats: base
    .route({ method: 'GET', path: '/engine', summary: 'Get engine statistics' })
    .output(engineStatsSchema),
  watch: base
    .route({
      method: 'GET',
      path: '/engine/watch',
      summary: 'Stream engine statistics every second',
    })
    .output(eventIterator(engineStatsSchema)),
  plan: base
    .route({ method: 'GET', path: '/engine/plan', summary: 'Estimate the memory of a model' })
    .input(
      z.object({
        /** 0: planned from the free memory; left out: as in the settings. */
        poolTokens: z.coerce.number().int().min(0).max(4_194_304).exactOptional(),
        kvType: kvTypeSchema.exactOptional(),
      }),
    )
    .output(memoryPlanSchema),
};
