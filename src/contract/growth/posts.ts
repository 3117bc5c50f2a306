import { z } from 'zod';
import { videoIdSchema } from '../ids.ts';

const pairSchema = z.object({ control: videoIdSchema, variant: videoIdSchema });

/** Posts in pairs of neighbouring time slots, of which a coin chose the one with the variant. */
export const postPairsSchema = z.object({
  pairs: z.array(pairSchema).min(1).max(500),
  /** At which views are compared; left out: the greatest at which both posts of a pair were seen. */
  ageMs: z.number().positive().optional(),
  alpha: z.number().gt(0).lt(1).default(0.05),
});
type Parsed = z.infer<typeof postPairsSchema>;
export type PostPairs = Omit<Parsed, 'alpha'> & Partial<Pick<Parsed, 'alpha'>>;

export const comparedPostsSchema = z.object({
  pairs: z.array(
    pairSchema.extend({
      ageMs: z.number().optional(),
      controlViews: z.number().optional(),
      variantViews: z.number().optional(),
      /** Variant over control. */
      ratio: z.number().optional(),
      /** Why it is left out. */
      absent: z.string().optional(),
    }),
  ),
  /** Pairs that are compared. */
  n: z.number(),
  /** Of the geometric mean of the ratios, relative. */
  lift: z.number().optional(),
  interval: z.tuple([z.number(), z.number()]).optional(),
  /** By the coins alone; and the least that so many pairs can give. */
  pValue: z.number().optional(),
  leastPValue: z.number().optional(),
  /** What it says, and how weak that is. */
  reasons: z.array(z.string()),
});
export type ComparedPosts = z.infer<typeof comparedPostsSchema>;
