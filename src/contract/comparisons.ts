import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { batchKindSchema } from './batchKinds.ts';
import { batchRequestSchema } from './batchRequests.ts';
import { contractErrors, errorSchema, instantMsSchema } from './common.ts';
import { batchIdSchema, comparisonIdSchema, endpointIdSchema, requestSetIdSchema } from './ids.ts';

/** Most requests of one set: a comparison asks two servers for each, one at a time. */
export const maxSetRequests = 500;

const count = z.number().int().nonnegative();
const nameSchema = z.string().trim().min(1).max(200);

/** Real requests under a name, to ask models for before one takes another's place. */
export const requestSetSchema = z.object({
  id: requestSetIdSchema,
  name: z.string(),
  kind: batchKindSchema,
  requests: count,
  createdAtMs: instantMsSchema,
});
export type RequestSet = z.infer<typeof requestSetSchema>;

/** One server's answer to a request of a comparison. */
export const comparedAnswerSchema = z.object({
  /** By OpenAI's form and the request's own schema. */
  valid: z.boolean(),
  /** What it answered, at most 20,000 letters; or why that does not fit or there is nothing. */
  text: z.string(),
  latencyMs: z.number().nonnegative(),
  outputTokens: count,
  /** The model that made it, as the server named it. */
  model: z.string(),
});
export type ComparedAnswer = z.infer<typeof comparedAnswerSchema>;

export const comparedPairSchema = z.object({
  customId: z.string(),
  request: batchRequestSchema.shape.body,
  from: comparedAnswerSchema,
  to: comparedAnswerSchema,
  /**
   * 0 to 1: equal fields of JSON, words in common, or the cosine of vectors; absent unless both
   * answers are valid.
   */
  agreement: z.number().min(0).max(1).optional(),
});
export type ComparedPair = z.infer<typeof comparedPairSchema>;

/** A server of a comparison as it was then, and how it did. */
export const comparedSideSchema = z.object({
  endpointId: endpointIdSchema,
  name: z.string(),
  model: z.string(),
  valid: count,
  /** Median and 95th of 100 of its times to answer. */
  p50Ms: z.number().nonnegative(),
  p95Ms: z.number().nonnegative(),
  outputTokens: count,
});
export type ComparedSide = z.infer<typeof comparedSideSchema>;

/** What was answered is kept, whatever the state. */
export const comparisonStateSchema = z.enum(['running', 'paused', 'done', 'cancelled', 'failed']);
export type ComparisonState = z.infer<typeof comparisonStateSchema>;

export const comparisonSchema = z.object({
  id: comparisonIdSchema,
  setId: requestSetIdSchema,
  setName: z.string(),
  kind: batchKindSchema,
  state: comparisonStateSchema,
  requests: count,
  /** Requests that both were asked for. */
  compared: count,
  /** The server that is asked now. */
  from: comparedSideSchema,
  /** The one that may take its place. */
  to: comparedSideSchema,
  /** Mean of the pairs of which both are valid; absent when there is none. */
  agreement: z.number().min(0).max(1).optional(),
  startedAtMs: instantMsSchema,
  finishedAtMs: instantMsSchema.optional(),
  error: errorSchema.optional(),
  decision: z.object({ kept: z.enum(['from', 'to']), atMs: instantMsSchema }).optional(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

const base = oc.errors(contractErrors);
const bySet = z.object({ id: requestSetIdSchema });
const byComparison = z.object({ id: comparisonIdSchema });
const page = {
  offset: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
};

export const requestSetsContract = {
  list: base
    .route({
      method: 'GET',
      path: '/request-sets',
      summary: 'List request sets, newest first',
    })
    .output(z.object({ sets: z.array(requestSetSchema) })),
  create: base
    .route({ method: 'POST', path: '/request-sets', summary: 'Save requests as a set' })
    .input(
      z.object({
        name: nameSchema,
        kind: batchKindSchema,
        requests: z.array(batchRequestSchema).min(1).max(maxSetRequests),
      }),
    )
    .output(requestSetSchema),
  takeFromBatch: base
    .route({
      method: 'POST',
      path: '/request-sets/from-batch',
      summary: 'Save requests sampled from a batch as a set',
    })
    .input(
      z.object({
        name: nameSchema,
        batchId: batchIdSchema,
        requests: z.number().int().min(1).max(maxSetRequests).default(50),
      }),
    )
    .output(requestSetSchema),
  requests: base
    .route({
      method: 'GET',
      path: '/request-sets/{id}/requests',
      summary: 'List the requests of a set',
    })
    .input(bySet.extend(page))
    .output(z.object({ requests: z.array(batchRequestSchema), total: count })),
  remove: base
    .route({
      method: 'DELETE',
      path: '/request-sets/{id}',
      summary: 'Remove a request set and its comparisons',
    })
    .input(bySet)
    .output(z.object({ removed: z.boolean() })),
};

export const comparisonsContract = {
  start: base
    .route({
      method: 'POST',
      path: '/comparisons',
      summary: 'Compare two servers on a request set',
    })
    .input(z.object({ setId: requestSetIdSchema, from: endpointIdSchema, to: endpointIdSchema }))
    .output(comparisonSchema),
  list: base
    .route({ method: 'GET', path: '/comparisons', summary: 'List comparisons, newest first' })
    .output(z.object({ comparisons: z.array(comparisonSchema) })),
  get: base
    .route({ method: 'GET', path: '/comparisons/{id}', summary: 'Get a comparison' })
    .input(byComparison)
    .output(comparisonSchema),
  pairs: base
    .route({
      method: 'GET',
      path: '/comparisons/{id}/pairs',
      summary: 'List the pairs of responses in order',
    })
    .input(
      byComparison.extend({
        /** `different`: the two do not agree wholly; `invalid`: one of them does not fit. */
        show: z.enum(['all', 'different', 'invalid']).default('all'),
        ...page,
      }),
    )
    .output(z.object({ pairs: z.array(comparedPairSchema), total: count })),
  watch: base
    .route({
      method: 'GET',
      path: '/comparisons/{id}/watch',
      summary: 'Stream the progress of a comparison until it finishes',
    })
    .input(byComparison)
    .output(eventIterator(comparisonSchema)),
  cancel: base
    .route({ method: 'POST', path: '/comparisons/{id}/cancel', summary: 'Cancel a comparison' })
    .input(byComparison)
    .output(comparisonSchema),
  decide: base
    .route({
      method: 'POST',
      path: '/comparisons/{id}/decide',
      summary: 'Switch to the candidate server, or keep the current one',
    })
    .input(byComparison.extend({ keep: z.enum(['from', 'to']) }))
    .output(comparisonSchema),
  remove: base
    .route({ method: 'DELETE', path: '/comparisons/{id}', summary: 'Remove a comparison' })
    .input(byComparison)
    .output(z.object({ removed: z.boolean() })),
};
