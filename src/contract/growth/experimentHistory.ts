import { z } from 'zod';
import { instantMsSchema } from '../common.ts';
import { intervalSchema } from './evaluation.ts';

const countSchema = z.number().int().nonnegative();

const armCountSchema = z.object({
  /** Of the variant; the control is the first one. */
  id: z.string(),
  n: countSchema,
  /** Of a unit: a share, or a mean. Absent without units. */
  mean: z.number().optional(),
});

/** What was known at a time; every unit and event until then counts, and no later one. */
export const experimentPointSchema = z.object({
  atMs: instantMsSchema,
  arms: z.array(armCountSchema),
  /** Of the variants that could be told from the control by then. */
  estimates: z.array(
    z.object({
      id: z.string(),
      lift: z.number(),
      interval: intervalSchema,
      sequentialInterval: intervalSchema.optional(),
    }),
  ),
});
export type ExperimentPoint = z.infer<typeof experimentPointSchema>;

export const experimentHistorySchema = z.object({
  stepMs: z.number(),
  /** Oldest first; the last one is now, or the stop. None before the start. */
  points: z.array(experimentPointSchema),
  health: z.object({
    /** Units that saw several variants; they are left out. */
    several: countSchema,
    /** Units of a variant that the experiment does not have. */
    unknown: countSchema,
    /** Exposures that bots made; they are left out. */
    botExposures: countSchema,
    firstExposureAtMs: instantMsSchema.optional(),
    lastExposureAtMs: instantMsSchema.optional(),
  }),
});
export type ExperimentHistory = z.infer<typeof experimentHistorySchema>;
