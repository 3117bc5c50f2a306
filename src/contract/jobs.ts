import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, errorSchema, instantMsSchema, warningSchema } from './common.ts';
import { jobIdSchema, videoIdSchema } from './ids.ts';

export const jobStateSchema = z.enum([
  'waiting',
  'running',
  'paused',
  'done',
  'failed',
  'cancelled',
]);
export type JobState = z.infer<typeof jobStateSchema>;

export const stageStateSchema = z.enum(['waiting', 'running', 'done', 'failed']);
export type StageState = z.infer<typeof stageStateSchema>;

export const jobSchema = z.object({
  id: jobIdSchema,
  kind: z.string(),
  /** What the job works on, for people: a file name, a model. */
  label: z.string(),
  state: jobStateSchema,
  /** 0 to 1 over all stages, and over the children of a job that has some. */
  fraction: z.number().min(0).max(1),
  timeLeftMs: z.number().nonnegative().optional(),
  attempts: z.number().int().nonnegative(),
  /** When a failed attempt will be tried again by itself. */
  retryAtMs: instantMsSchema.optional(),
  /** A waiting job does not begin before. */
  notBeforeMs: instantMsSchema.optional(),
  /** What it works on, by id; of the jobs of a kind with one key, only one has not ended. */
  dedupeKey: z.string().optional(),
  /** The job that queued this one; cancelling it cancels this one. */
  parentId: jobIdSchema.optional(),
  /** All that the job led to: the jobs it queued, and those that they queued. */
  children: z
    .object({
      total: z.number().int().nonnegative(),
      done: z.number().int().nonnegative(),
      failed: z.number().int().nonnegative(),
      cancelled: z.number().int().nonnegative(),
    })
    .optional(),
  stages: z.array(
    z.object({
      name: z.string(),
      state: stageStateSchema,
      fraction: z.number().min(0).max(1),
      /** What the stage says of its work: how many of how many, and in words. */
      detail: z
        .object({
          done: z.number().nonnegative().optional(),
          total: z.number().nonnegative().optional(),
          text: z.string().optional(),
        })
        .optional(),
      durationMs: z.number().nonnegative().optional(),
    }),
  ),
  videoId: videoIdSchema.optional(),
  error: errorSchema.optional(),
  warnings: z.array(warningSchema),
  createdAtMs: instantMsSchema,
  startedAtMs: instantMsSchema.optional(),
  finishedAtMs: instantMsSchema.optional(),
});
export type JobDto = z.infer<typeof jobSchema>;

const base = oc.errors(contractErrors);
const byId = z.object({ jobId: jobIdSchema });

export const jobsContract = {
  list: base
    .route({ method: 'GET', path: '/jobs', summary: 'List jobs, newest first' })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(10_000).default(200) }))
    .output(
      z.object({
        jobs: z.array(jobSchema),
        /** Of all jobs, also those beyond the limit. */
        counts: z.record(jobStateSchema, z.number().int().nonnegative()),
      }),
    ),
  watch: base
    .route({ method: 'GET', path: '/jobs/watch', summary: 'Stream changes of jobs' })
    .output(eventIterator(jobSchema)),
  cancel: base
    .route({ method: 'POST', path: '/jobs/{jobId}/cancel', summary: 'Cancel a job' })
    .input(byId)
    .output(jobSchema),
  retry: base
    .route({
      method: 'POST',
      path: '/jobs/{jobId}/retry',
      summary: 'Retry a failed or cancelled job',
    })
    .input(
      byId.extend({
        /** True: answer when the job has ended; false: when it is queued. */
        wait: z.boolean().default(false),
      }),
    )
    .output(jobSchema),
  pause: base
    .route({ method: 'POST', path: '/jobs/{jobId}/pause', summary: 'Pause a job' })
    .input(byId)
    .output(jobSchema),
  resume: base
    .route({ method: 'POST', path: '/jobs/{jobId}/resume', summary: 'Resume a paused job' })
    .input(byId)
    .output(jobSchema),
};
