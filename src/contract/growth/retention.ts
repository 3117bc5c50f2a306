import { z } from 'zod';

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
