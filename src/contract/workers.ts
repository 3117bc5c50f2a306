import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { batchPlaceSchema } from './batches.ts';
import { batchKindSchema } from './batchKinds.ts';
import { contractErrors, errorSchema, instantMsSchema } from './common.ts';

const count = z.number().int().nonnegative();

/** A machine that runs `trendroom worker`, as it last reported itself. */
export const teamWorkerSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  /** Kinds of rows that it can answer; a newer program may know more than this one. */
  kinds: z.array(z.string()),
  /** What answers them, in words. */
  answersWith: z.string(),
  /** False when it has said nothing for longer than a lease. */
  alive: z.boolean(),
  /** By the clock of the database. */
  seenMsAgo: count,
  startedAtMs: instantMsSchema,
  underWay: count,
  done: count,
  failed: count,
  rowsPerSecond: z.number().nonnegative(),
  /** The database role that it connects with. */
  role: z.string(),
});
export type TeamWorker = z.infer<typeof teamWorkerSchema>;

/** Rows of one kind in the queue. */
export const queueLengthSchema = z.object({
  kind: z.string(),
  waiting: count,
  /** Given to a worker. */
  underWay: count,
});
export type QueueLength = z.infer<typeof queueLengthSchema>;

/** A row that no worker could answer. */
export const deadLetterSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  batchId: z.string(),
  customId: z.string(),
  reason: z.string(),
  tries: count,
  diedAtMs: instantMsSchema,
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

export const workersStatusSchema = z.object({
  /** The address of the team's Postgres without its password. */
  target: z.string(),
  workspace: z.string(),
  /** Whether the user has agreed that texts of batches are put into the queue. */
  approved: z.boolean(),
  workers: z.array(teamWorkerSchema),
  queues: z.array(queueLengthSchema),
  dead: count,
  /** The newest of them. */
  deadLetters: z.array(deadLetterSchema),
});
export type WorkersStatus = z.infer<typeof workersStatusSchema>;

/** Kinds of rows that can go without media: the queue carries none. */
export const queuedKindSchema = batchKindSchema.exclude(['transcription']);
export type QueuedKind = z.infer<typeof queuedKindSchema>;

/** Where a worker answers: what a batch's place means, on the worker's machine. */
export const workPlaceSchema = batchPlaceSchema.exclude(['workers']);
export type WorkPlace = z.infer<typeof workPlaceSchema>;

export const workInputSchema = z.object({
  /** `postgres://user:password@host/database`. */
  target: z.string().min(1).max(2_000),
  /** Which of the database's workspaces; the first when left out. */
  workspace: z.string().trim().min(1).max(100).optional(),
  /** What the team calls this worker; its host name when left out. */
  name: z.string().trim().min(1).max(100).optional(),
  place: workPlaceSchema.default('remote-then-local'),
  /** Rows under way at a time; as many as answer well when left out. */
  concurrency: z.number().int().min(1).max(2_000).optional(),
  /** All that this machine can answer when left out. */
  kinds: z.array(queuedKindSchema).min(1).optional(),
  /** PEM of the authority that signed the database's certificate; empty for the system's. */
  caPem: z.string().max(100_000).optional(),
});
export type WorkInput = z.infer<typeof workInputSchema>;

export const workProgressSchema = z.object({
  workspace: z.string(),
  name: z.string(),
  kinds: z.array(queuedKindSchema),
  done: count,
  failed: count,
  underWay: count,
  rowsPerSecond: z.number().nonnegative(),
  /** Why it is not getting on: no model or server, no database; else absent. */
  waitingFor: errorSchema.optional(),
});
export type WorkProgress = z.infer<typeof workProgressSchema>;

const base = oc.errors(contractErrors);
const letters = z.object({
  /** All of them when left out. */
  ids: z.array(z.uuid()).min(1).max(1_000).optional(),
});

export const workersContract = {
  get: base
    .route({ method: 'GET', path: '/workers', summary: 'Get the team’s workers and their queue' })
    .output(workersStatusSchema),
  watch: base
    .route({
      method: 'GET',
      path: '/workers/watch',
      summary: 'Stream the workers and their queue as they change',
    })
    .output(eventIterator(workersStatusSchema)),
  approve: base
    .route({
      method: 'POST',
      path: '/workers/approve',
      summary: 'Approve sending the text of batches to the team queue, or withdraw the approval',
    })
    .input(z.object({ approved: z.boolean() }))
    .output(workersStatusSchema),
  retryDead: base
    .route({ method: 'POST', path: '/workers/dead/retry', summary: 'Retry dead letters' })
    .input(letters)
    .output(z.object({ retried: count })),
  removeDead: base
    .route({ method: 'POST', path: '/workers/dead/remove', summary: 'Remove dead letters' })
    .input(letters)
    .output(z.object({ removed: count })),
  work: base
    .route({
      method: 'POST',
      path: '/workers/work',
      summary: 'Run requests from the team queue on this computer until the stream is closed',
    })
    .input(workInputSchema)
    .output(eventIterator(workProgressSchema)),
};
