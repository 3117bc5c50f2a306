import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, errorSchema, instantMsSchema, timeMsSchema } from './common.ts';
import { contentHashSchema } from './ids.ts';
import { jobSchema } from './jobs.ts';

const count = z.number().int().nonnegative();

/** What one sync did. */
export const syncCountsSchema = z.object({
  pushed: count,
  pulled: count,
  /** Rows of the team that no Trendroom would have written: passed over. */
  refused: count,
  /** Rows of kinds that only a later Trendroom knows: left where they are for its time. */
  newer: count.optional(),
  /** Records with clocks from the future, its own or others', which were dated anew. */
  future: count.optional(),
  /** How far this computer's clock is ahead of the team's database; negative: behind. */
  clockAheadMs: z.number().int().optional(),
});
export type SyncCounts = z.infer<typeof syncCountsSchema>;

export const sharingStatusSchema = z.object({
  connected: z.boolean(),
  /** `local`, or the address of the team's Postgres without its password. */
  target: z.string().optional(),
  lastSyncAtMs: instantMsSchema.optional(),
  /** What the last finished sync did, while the queue remembers it. */
  lastSync: syncCountsSchema.optional(),
  /** True: only the authority that came with the connection is trusted, not the system's. */
  hasOwnCa: z.boolean(),
  /** Shared records that this machine knows, its own and others'. */
  records: count,
  /** Changes that the team does not have yet. */
  pending: count,
  conflicts: count,
  /**
   * What the team's database let this device's person do at the last sync; absent before the first.
   * Changes of a `viewer` wait on this device (`pending`) until the role is another.
   */
  role: z.enum(['owner', 'editor', 'viewer']).optional(),
  /** False where the system has no keychain: the password is then kept until the program ends. */
  passwordPersists: z.boolean(),
});
export type SharingStatus = z.infer<typeof sharingStatusSchema>;

/** One version of a text, by the clock and the device that wrote it. */
export const textVersionSchema = z.object({
  /** Hybrid logical clock: milliseconds * 1000 + counter. */
  hlc: z.number().int().nonnegative(),
  deviceId: z.string().max(64),
});

const writtenSchema = textVersionSchema.extend({
  /** As text; the value of a field that is none is JSON. */
  value: z.string(),
  writtenAtMs: instantMsSchema,
  /** What the device calls itself; absent when it did not say. */
  deviceName: z.string().optional(),
  /** True for what was written on this device. */
  isLocal: z.boolean(),
});
export type TextVersion = z.infer<typeof writtenSchema>;

/** What a record is of. */
export const sharedKindSchema = z.enum([
  'video',
  'transcript',
  'chunk',
  'hook',
  'draft',
  'metric',
  'collection',
  'membership',
  'device',
]);

export const sharingConflictSchema = z.object({
  kind: sharedKindSchema,
  id: z.string(),
  /** What people know it by: a video's title, a collection's name; may be empty. */
  label: z.string(),
  field: z.string(),
  /** What is shown now: the newest. */
  kept: writtenSchema,
  /** What others wrote at the same time. Writing the field again settles it. */
  others: z.array(writtenSchema),
});
export type SharingConflict = z.infer<typeof sharingConflictSchema>;

/** A chunk that this library itself does not have. */
export const teamHitSchema = z.object({
  from: z.literal('team'),
  contentHash: contentHashSchema,
  title: z.string(),
  channel: z.string().optional(),
  kind: z.string(),
  startMs: timeMsSchema,
  endMs: timeMsSchema,
  text: z.string(),
});
export type TeamHit = z.infer<typeof teamHitSchema>;

const base = oc.errors(contractErrors);

export const sharingContract = {
  status: base
    .route({ method: 'GET', path: '/sharing', summary: 'Get the sharing status' })
    .output(sharingStatusSchema),
  connect: base
    .route({ method: 'POST', path: '/sharing/connect', summary: 'Connect to a team database' })
    .input(
      z.object({
        /** `local` for a database on this disk, or `postgres://user:password@host/database`. */
        target: z.string().min(1).max(2_000),
        /** Which of the database's workspaces; the first when left out. */
        workspace: z.string().trim().min(1).max(100).optional(),
        /** PEM of the authority that signed the server's certificate; left out: the system's. */
        caPem: z.string().max(100_000).optional(),
      }),
    )
    .output(sharingStatusSchema),
  disconnect: base
    .route({
      method: 'POST',
      path: '/sharing/disconnect',
      summary: 'Stop sharing and delete the saved password; shared data stays',
    })
    .output(sharingStatusSchema),
  sync: base
    .route({ method: 'POST', path: '/sharing/sync', summary: 'Queue a sync; one runs at a time' })
    .output(jobSchema),
  conflicts: base
    .route({
      method: 'GET',
      path: '/sharing/conflicts',
      summary: 'List conflicts: text edited on two computers at once',
    })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(100) }))
    .output(z.object({ conflicts: z.array(sharingConflictSchema) })),
  settle: base
    .route({
      method: 'POST',
      path: '/sharing/conflicts/settle',
      summary: 'Resolve a conflict with one of its versions or another text',
    })
    .input(
      z.object({
        kind: sharedKindSchema,
        id: z.string().min(1).max(200),
        field: z.string().min(1).max(64),
        value: z.string().max(150_000),
        /** All versions that the person saw; with one more there, nothing is written. */
        seen: z.array(textVersionSchema).min(1).max(1_000),
      }),
    )
    .output(sharingStatusSchema),
  search: base
    .route({
      method: 'GET',
      path: '/sharing/search',
      summary: 'Search moments that only teammates have',
    })
    .input(
      z.object({
        query: z.string().trim().min(1).max(500),
        limit: z.coerce.number().int().min(1).max(100).default(20),
      }),
    )
    .output(
      z.object({
        hits: z.array(teamHitSchema),
        /** `local`: the team was not reached; words of what was pulled earlier. */
        searched: z.enum(['team', 'local']),
        /** Why the team was not searched. */
        problem: errorSchema.optional(),
        meaningSearched: z.boolean(),
      }),
    ),
};
