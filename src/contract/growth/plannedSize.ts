import { z } from 'zod';

export const planInputSchema = z.object({
  /** The control's mean: a share for a proportion. */
  baseline: z.number(),
  /** Of one unit; a proportion has its own. */
  sd: z.number().positive().optional(),
  /** Relative, positive or negative. */
  minimumEffect: z.number().min(-1).max(100),
  alpha: z.number().gt(0).max(0.5).default(0.05),
  power: z.number().gt(0).lt(1).default(0.8),
  variants: z.number().int().min(1).max(50).default(1),
  /** Units of all arms together. */
  unitsPerDay: z.number().positive().optional(),
});
export type PlanInput = z.infer<typeof planInputSchema>;

const sizeSchema = z.object({
  unitsPerArm: z.number(),
  units: z.number(),
  days: z.number().optional(),
});

export const plannedSizeSchema = z.object({
  /** For one look at the end. */
  fixed: sizeSchema,
  /** For looks at any time, with the always-valid interval narrowest at `units`. */
  sequential: sizeSchema.extend({ nStar: z.number() }),
});
export type PlannedSize = z.infer<typeof plannedSizeSchema>;
