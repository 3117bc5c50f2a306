import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema } from './common.ts';
import { jobIdSchema } from './ids.ts';
import { jobSchema, jobStateSchema } from './jobs.ts';

/** The work that Trendroom does by itself. */
export const scheduleKindSchema = z.enum([
  'sync',
  'checkEndpoints',
  'reindex',
  'backup',
  'verify',
  'observe',
  'report',
]);
export type ScheduleKind = z.infer<typeof scheduleKindSchema>;

export const scheduleRunSchema = z.object({
  /** The job that did it; the queue has the rest of its story. */
  jobId: jobIdSchema,
  /** When it was due; a run by hand is due when it is queued. */
  dueAtMs: instantMsSchema,
  startedAtMs: instantMsSchema.optional(),
  finishedAtMs: instantMsSchema.optional(),
  state: jobStateSchema,
  /** `caughtUp`: due while the machine slept or the program was closed. */
  reason: z.enum(['onTime', 'caughtUp', 'byHand']),
  /** What was done, or what went wrong; empty before the end. */
  summary: z.string(),
});
export type ScheduleRun = z.infer<typeof scheduleRunSchema>;

export const scheduleSchema = z.object({
  kind: scheduleKindSchema,
  /** What it does, in words. */
  title: z.string(),
  /** Five fields, in local time: minute hour day month weekday. */
  cron: z.string(),
  enabled: z.boolean(),
  nextAtMs: instantMsSchema.optional(),
  /** What happened to the plan since the program started, in a sentence; until the next run. */
  notice: z.string().optional(),
  /** The newest first, at most 20, while the queue remembers them. */
  runs: z.array(scheduleRunSchema),
});
export type Schedule = z.infer<typeof scheduleSchema>;

const base = oc.errors(contractErrors);

export const schedulesContract = {
  list: base
    .route({ method: 'GET', path: '/schedules', summary: 'List schedules and their last runs' })
    .output(z.object({ schedules: z.array(scheduleSchema) })),
  set: base
    .route({ method: 'POST', path: '/schedules/{kind}', summary: 'Change a schedule' })
    .input(
      z.object({
        kind: scheduleKindSchema,
        cron: z.string().trim().min(1).max(100).optional(),
        enabled: z.boolean().optional(),
      }),
    )
    .output(scheduleSchema),
  run: base
    .route({ method: 'POST', path: '/schedules/{kind}/run', summary: 'Run a schedule now' })
    .input(z.object({ kind: scheduleKindSchema }))
    .output(jobSchema),
};
