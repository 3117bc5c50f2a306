import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { batchKindSchema } from './batchKinds.ts';
import { batchRequestSchema, batchRequestsSchema } from './batchRequests.ts';
import { contractErrors, errorSchema, instantMsSchema } from './common.ts';
import { batchIdSchema, endpointIdSchema, uploadIdSchema } from './ids.ts';
import { jsonObjectSchema, jsonSchema } from './json.ts';

/**
 * Where a batch runs: on this machine's engine, on the team's servers, there while they answer, or
 * on the machines that take rows from the team's queue.
 */
export const batchPlaceSchema = z.enum(['local', 'remote', 'remote-then-local', 'workers']);
export type BatchPlace = z.infer<typeof batchPlaceSchema>;

export const batchStateSchema = z.enum(['running', 'paused', 'cancelled', 'done']);
export type BatchState = z.infer<typeof batchStateSchema>;

/**
 * `rejected`: the answer did not fit its schema, also after it was told so; a person decides.
 * `failed`: the request was refused or the attempts are used up.
 */
export const batchRowStateSchema = z.enum(['waiting', 'done', 'failed', 'rejected', 'cancelled']);
export type BatchRowState = z.infer<typeof batchRowStateSchema>;

export const batchProgressSchema = z.object({
  rows: z.number().int().nonnegative(),
  waiting: z.number().int().nonnegative(),
  done: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
  rejected: z.number().int().nonnegative(),
  cancelled: z.number().int().nonnegative(),
  inputTokens: z.number().int().nonnegative(),
  outputTokens: z.number().int().nonnegative(),
  /** By the prices of the endpoints that answered; absent when none is priced. */
  cost: z.number().nonnegative().optional(),
  /** While it runs: rows a second over the last minute, and the time left at that pace. */
  rowsPerSecond: z.number().nonnegative().optional(),
  remainingMs: z.number().int().nonnegative().optional(),
  /** Requests under way now, and how many the servers take well at a time. */
  inFlight: z.number().int().nonnegative(),
  concurrency: z.number().int().nonnegative(),
});
export type BatchProgress = z.infer<typeof batchProgressSchema>;

export const batchSchema = z.object({
  id: batchIdSchema,
  name: z.string(),
  kind: batchKindSchema,
  place: batchPlaceSchema,
  state: batchStateSchema,
  createdAtMs: instantMsSchema,
  finishedAtMs: instantMsSchema.optional(),
  progress: batchProgressSchema,
  /** Why a running batch is not getting on: no server, not approved, offline; else absent. */
  waitingFor: errorSchema.optional(),
});
export type Batch = z.infer<typeof batchSchema>;

/** Errors of one cause. */
export const batchErrorGroupSchema = z.object({
  state: z.enum(['failed', 'rejected']),
  code: z.string(),
  message: z.string(),
  rows: z.number().int().positive(),
  /** Some of them. */
  customIds: z.array(z.string()),
});
export type BatchErrorGroup = z.infer<typeof batchErrorGroupSchema>;

export const batchRowSchema = z.object({
  customId: z.string(),
  state: batchRowStateSchema,
  attempts: z.number().int().nonnegative(),
  request: jsonObjectSchema,
  /** The server's answer, valid by the schema that asked for it; of `rejected` rows the refused one. */
  response: jsonSchema.optional(),
  /** The model that made it, as the server named it. */
  model: z.string().optional(),
  endpointId: endpointIdSchema.optional(),
  errorCode: z.string().optional(),
  errorMessage: z.string().optional(),
  /** What became of the answer in the library, in words; rows of library work alone have it. */
  outcome: z.string().optional(),
  finishedAtMs: instantMsSchema.optional(),
});
export type BatchRow = z.infer<typeof batchRowSchema>;

/** An answer that was made elsewhere, such as by `vllm run-batch`: its body, or why there is none. */
export const batchResultSchema = z.object({
  customId: batchRequestSchema.shape.customId,
  body: jsonSchema.optional(),
  error: z.string().max(2_000).optional(),
});
export type BatchResult = z.infer<typeof batchResultSchema>;

/** The message of a refused input is read by people: exactly one source, with its kind. */
function refuseUnclearRequests(
  { requests, uploadId, kind }: { requests?: unknown; uploadId?: unknown; kind?: unknown },
  { addIssue }: { addIssue(issue: { code: 'custom'; message: string }): void },
): void {
  if ((requests === undefined) === (uploadId === undefined)) {
    addIssue({ code: 'custom', message: 'Give either requests or uploadId.' });
  } else if (requests !== undefined && kind === undefined) {
    addIssue({ code: 'custom', message: 'Requests need a kind.' });
  }
}

const base = oc.errors(contractErrors);
const byId = z.object({ id: batchIdSchema });

export const batchesContract = {
  create: base
    .route({ method: 'POST', path: '/batches', summary: 'Create a batch of requests' })
    .input(
      z
        .object({
          name: z.string().trim().min(1).max(200),
          /** Required with `requests`; with `uploadId` it is the kind of lines without a url. */
          kind: batchKindSchema.optional(),
          place: batchPlaceSchema.default('remote'),
          /** Nothing is sent before it is resumed. */
          paused: z.boolean().default(false),
          requests: batchRequestsSchema.optional(),
          /** An OpenAI batch file (JSONL) that was sent to `/uploads`. It is removed afterwards. */
          uploadId: uploadIdSchema.optional(),
        })
        .superRefine(refuseUnclearRequests),
    )
    .output(batchSchema),
  list: base
    .route({ method: 'GET', path: '/batches', summary: 'List batches, newest first' })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }))
    .output(z.object({ batches: z.array(batchSchema) })),
  get: base
    .route({ method: 'GET', path: '/batches/{id}', summary: 'Get a batch and its errors' })
    .input(byId)
    .output(z.object({ batch: batchSchema, errors: z.array(batchErrorGroupSchema) })),
  rows: base
    .route({
      method: 'GET',
      path: '/batches/{id}/rows',
      summary: 'List the requests of a batch in order',
    })
    .input(
      byId.extend({
        state: batchRowStateSchema.optional(),
        offset: z.coerce.number().int().nonnegative().default(0),
        limit: z.coerce.number().int().min(1).max(1_000).default(100),
      }),
    )
    .output(z.object({ rows: z.array(batchRowSchema), total: z.number().int().nonnegative() })),
  pause: base
    .route({ method: 'POST', path: '/batches/{id}/pause', summary: 'Pause a batch' })
    .input(byId)
    .output(batchSchema),
  resume: base
    .route({ method: 'POST', path: '/batches/{id}/resume', summary: 'Resume a paused batch' })
    .input(byId)
    .output(batchSchema),
  cancel: base
    .route({ method: 'POST', path: '/batches/{id}/cancel', summary: 'Cancel pending requests' })
    .input(byId)
    .output(batchSchema),
  retry: base
    .route({
      method: 'POST',
      path: '/batches/{id}/retry',
      summary: 'Retry failed and rejected requests',
    })
    .input(byId)
    .output(batchSchema),
  takeResults: base
    .route({
      method: 'POST',
      path: '/batches/{id}/results',
      summary: 'Import results produced by another program',
    })
    .input(byId.extend({ results: z.array(batchResultSchema).min(1).max(1_000) }))
    .output(
      z.object({
        /** Of rows that were not done. */
        stored: z.number().int().nonnegative(),
        batch: batchSchema,
      }),
    ),
  remove: base
    .route({ method: 'DELETE', path: '/batches/{id}', summary: 'Remove a finished batch' })
    .input(byId)
    .output(z.object({ removed: z.boolean() })),
  watch: base
    .route({ method: 'GET', path: '/batches/watch', summary: 'Stream batches as they change' })
    .input(
      z
        .object({
          /** Runs the library's batches in the process that answers. Errors: `library.inUse`. */
          run: z.stringbool().or(z.boolean()).default(false),
        })
        .optional(),
    )
    .output(eventIterator(z.object({ batches: z.array(batchSchema) }))),
};
