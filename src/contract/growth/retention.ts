import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors } from '../common.ts';
import { experimentIdSchema } from '../ids.ts';

const timeSchema = z.number().nullable();

export const retentionSchema = z.object({
  groups: z.array(
    z.object({
      group: z.string(),
      n: z.number(),
      /** Units that ended; the others were still there when last seen. */
      ended: z.number(),
      /** The time after which half are left; null when more are left at the end. */
      median: timeSchema,
      medianInterval: z.tuple([timeSchema, timeSchema]),
      /** Share left after each time, with its 95 % pointwise band. */
      points: z.array(
        z.object({
          time: z.number(),
          atRisk: z.number(),
          ended: z.number(),
          survival: z.number(),
          low: z.number(),
          high: z.number(),
        }),
      ),
    }),
  ),
  logRank: z.object({ statistic: z.number(), degrees: z.number(), pValue: z.number() }).optional(),
  /** Why there is no log-rank test. */
  problem: z.string().optional(),
  /** Lines that were left out. */
  rejects: z.array(z.object({ line: z.number(), message: z.string() })),
  rejected: z.number(),
});
export type Retention = z.infer<typeof retentionSchema>;

const countSchema = z.number().int().nonnegative();

export const cohortRequestSchema = z.object({
  /** Its variants are compared; left out: the weeks (UTC, from Monday) in which people were first seen. */
  experimentId: experimentIdSchema.optional(),
  /** Who was not seen for so long has left. */
  goneAfterDays: z.coerce.number().int().min(1).max(90).default(14),
  /** How many of the last weeks are cohorts. */
  weeks: z.coerce.number().int().min(1).max(26).default(12),
});
export type CohortRequest = z.input<typeof cohortRequestSchema>;

/** Who came back, and for how long people stay, from the library's events. */
export const cohortsSchema = z.object({
  cohorts: z.array(
    z.object({
      /** The Monday of a week, or a variant. */
      cohort: z.string(),
      people: countSchema,
      /**
       * For each week since a person was first seen, the first being week 0: of the people for whom it is
       * over, those who did something in it.
       */
      weeks: z.array(z.object({ active: countSchema, of: countSchema })),
    }),
  ),
  /** Durations are whole days from the first to the last time a person was seen. */
  lifetimes: retentionSchema.omit({ rejects: true, rejected: true }),
  goneAfterDays: z.number(),
});
export type Cohorts = z.infer<typeof cohortsSchema>;

export const returnsRequestSchema = z.object({
  /** First notifications and views of the last so many days. */
  days: z.coerce.number().int().min(1).max(365).default(90),
});

const returnedSchema = z.object({
  returned: countSchema,
  /** People for whom that time is over. */
  of: countSchema,
  /** With Wilson's 95 % interval. */
  share: z.object({ value: z.number(), low: z.number(), high: z.number() }),
});

/** Who came back after a notification or a page; most people first, at most 50. */
export const returnsSchema = z.object({
  returns: z.array(
    z.object({
      after: z.enum(['push', 'view']),
      /** The campaign, or the page as its events call it. */
      name: z.string(),
      people: countSchema,
      withinDay: returnedSchema,
      withinWeek: returnedSchema,
    }),
  ),
});
export type Returns = z.infer<typeof returnsSchema>;

const base = oc.errors(contractErrors);

/** Longest CSV that is evaluated, in characters. */
export const maxLifetimesCharacters = 16_000_000;

export const retentionContract = {
  evaluate: base
    .route({
      ...{ method: 'POST', path: '/retention/evaluate' },
      summary:
        'Tell how long people stay, from a CSV with the columns group, duration and observed',
    })
    .input(z.object({ csv: z.string().max(maxLifetimesCharacters) }))
    .output(retentionSchema),
  cohorts: base
    .route({
      ...{ method: 'GET', path: '/retention/cohorts' },
      summary: 'Tell who came back and how long people stay, by week or by variant',
    })
    .input(cohortRequestSchema)
    .output(cohortsSchema),
  returns: base
    .route({
      ...{ method: 'GET', path: '/retention/returns' },
      summary: 'Tell who came back after each notification and page',
    })
    .input(returnsRequestSchema)
    .output(returnsSchema),
};

/** Of the units of an experiment by variant, in days from their exposure. */
export const experimentRetentionSchema = retentionSchema
  .omit({ rejects: true, rejected: true })
  .extend({
    /** Who was not heard of for so long has left. */
    goneDays: z.number(),
    /** Not all units were looked at. */
    isSampled: z.boolean(),
  });
export type ExperimentRetention = z.infer<typeof experimentRetentionSchema>;
