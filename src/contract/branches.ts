import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema } from './common.ts';
import { branchIdSchema, experimentIdSchema } from './ids.ts';
import { sharedKindSchema } from './sharing.ts';

const count = z.number().int().nonnegative();

/**
 * What is copied of the team's database: nothing, its tables into a schema of their own, or all of
 * it by a branch at Neon.
 */
export const branchTeamSchema = z.enum(['none', 'schema', 'neon']);
export type BranchTeam = z.infer<typeof branchTeamSchema>;

export const branchSchema = z.object({
  id: branchIdSchema,
  name: z.string(),
  /** What it is for; may be empty. */
  purpose: z.string(),
  createdAtMs: instantMsSchema,
  team: branchTeamSchema,
  /** It was made for this experiment, with a copy of all experiments and events. */
  experimentId: experimentIdSchema.optional(),
  /** `unfinished`: a making or a removing was broken off; only removing it is left. */
  state: z.enum(['making', 'ready', 'unfinished']),
  /** This device works on it now. */
  open: z.boolean(),
  /** Of its databases; stored files are shared with the library. */
  sizeBytes: count,
  /** Changes that the library does not have, and changes of the library that it does not have. */
  ahead: count.optional(),
  behind: count.optional(),
});
export type Branch = z.infer<typeof branchSchema>;

/** A copy in the team's database that no branch of this library belongs to. */
export const branchLeftoverSchema = z.object({
  /** Of the schema, or of the branch at Neon. */
  name: z.string(),
  team: branchTeamSchema.exclude(['none']),
  sizeBytes: count,
});
export type BranchLeftover = z.infer<typeof branchLeftoverSchema>;

export const branchEstimateSchema = z.object({
  /** Of this library's database, which is copied. */
  databaseBytes: count,
  /** Files that are shared with the branch, and what a copy of them would take. */
  mediaFiles: count,
  mediaBytes: count,
  /** False on a disk without hard links: the files are then copied, too. */
  mediaShared: z.boolean(),
  teamBytes: count.optional(),
  teamRows: count.optional(),
  /** Roughly, on a common machine. */
  seconds: z.number().nonnegative(),
  freeBytes: count,
});
export type BranchEstimate = z.infer<typeof branchEstimateSchema>;

export const branchChangeSchema = z.object({
  /** Names the change: `kind id`. */
  key: z.string(),
  kind: sharedKindSchema,
  id: z.string(),
  /** What people know it by. */
  label: z.string(),
  how: z.enum(['added', 'changed', 'removed']),
  fields: z.array(z.string()),
  /** Short texts as they were and are. */
  texts: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
  /** A change of a video's chunks stands for so many of them. */
  records: count,
  /** The library has changed it, too, since the branch was made. */
  conflict: z.boolean(),
});
export type BranchChange = z.infer<typeof branchChangeSchema>;

export const branchComparisonSchema = z.object({
  ahead: count,
  behind: count,
  /** The first of them, at most as many as asked for. */
  changes: z.array(branchChangeSchema),
});
export type BranchComparison = z.infer<typeof branchComparisonSchema>;

export const branchEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    step: z.enum(['database', 'media', 'team']),
    done: count,
    total: count,
  }),
  z.object({ type: z.literal('done'), branch: branchSchema }),
]);
export type BranchEvent = z.infer<typeof branchEventSchema>;

const base = oc.errors(contractErrors);
const byId = z.object({ id: branchIdSchema });
const teamChoice = {
  team: branchTeamSchema.default('none'),
  /** Of Neon. */
  projectId: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional(),
};

export const branchesContract = {
  list: base.route({ method: 'GET', path: '/branches', summary: 'List branches' }).output(
    z.object({
      branches: z.array(branchSchema),
      /** Whether the keychain holds a key of Neon's API. */
      hasNeonKey: z.boolean(),
    }),
  ),
  estimate: base
    .route({ method: 'GET', path: '/branches/estimate', summary: 'Estimate the size of a branch' })
    .input(z.object(teamChoice))
    .output(branchEstimateSchema),
  create: base
    .route({ method: 'POST', path: '/branches', summary: 'Create a branch' })
    .input(
      z.object({
        name: z.string().trim().min(1).max(100),
        purpose: z.string().trim().max(1_000).default(''),
        ...teamChoice,
        /** Makes it for this experiment, with a copy of all experiments and events; left out: without. */
        experimentId: experimentIdSchema.optional(),
        /** Of Neon's API; kept in the keychain. */
        neonKey: z.string().min(1).max(1_000).optional(),
      }),
    )
    .output(eventIterator(branchEventSchema)),
  open: base
    .route({ method: 'POST', path: '/branches/{id}/open', summary: 'Open a branch' })
    .input(byId)
    .output(branchSchema),
  leave: base
    .route({
      method: 'POST',
      path: '/branches/leave',
      summary: 'Leave the branch and return to the library',
    })
    .output(z.object({ left: z.boolean() })),
  compare: base
    .route({
      method: 'GET',
      path: '/branches/{id}/compare',
      summary: 'Compare a branch with the library',
    })
    .input(byId.extend({ limit: z.coerce.number().int().min(1).max(10_000).default(1_000) }))
    .output(branchComparisonSchema),
  keep: base
    .route({
      method: 'POST',
      path: '/branches/{id}/keep',
      summary: 'Merge changes of a branch into the library',
    })
    .input(
      byId.extend({
        /** Keys of the comparison; left out: all of them. */
        keys: z.array(z.string().max(300)).max(3_000).optional(),
        /** Also what the library has changed since: the branch's wins. */
        overwrite: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        kept: count,
        /** Left as the library has them, because both have changed them. */
        conflicts: count,
        failed: z.array(z.object({ key: z.string(), message: z.string() })),
      }),
    ),
  remove: base
    .route({ method: 'DELETE', path: '/branches/{id}', summary: 'Delete a branch' })
    .input(byId)
    .output(z.object({ removed: z.boolean() })),
  leftovers: base
    .route({
      method: 'GET',
      path: '/branches/leftovers',
      summary: 'List copies in the team database that belong to no branch of this library',
    })
    .input(z.object({ projectId: teamChoice.projectId }))
    .output(z.object({ leftovers: z.array(branchLeftoverSchema) })),
  removeLeftover: base
    .route({
      method: 'POST',
      path: '/branches/leftovers/remove',
      summary: 'Delete such a copy from the team database',
    })
    .input(
      z.object({
        name: z.string().max(100),
        team: branchTeamSchema.exclude(['none']),
        projectId: teamChoice.projectId,
      }),
    )
    .output(z.object({ removed: z.boolean() })),
};
