import { z } from 'zod';

const armSchema = z.object({
  n: z.number(),
  nStar: z.number().optional(),
  value: z.number().optional(),
  low: z.number().optional(),
  high: z.number().optional(),
  sum: z.number().optional(),
  sumSquares: z.number().optional(),
  denominatorSum: z.number().optional(),
  denominatorSumSquares: z.number().optional(),
  sumProducts: z.number().optional(),
  cuped: z.object({ sum: z.number(), sumSquares: z.number(), sumProducts: z.number() }).optional(),
});
export type OracleArm = z.infer<typeof armSchema>;

const groupSchema = z.object({
  durations: z.array(z.number()),
  observed: z.array(z.boolean()),
});

/** What both the oracle and our own functions are asked. */
export const oracleCaseSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('arms'),
    metric: z.enum(['proportion', 'mean', 'ratio', 'quantile']),
    control: armSchema,
    variant: armSchema,
    alpha: z.number(),
    nStar: z.number(),
    prior: z.object({ mean: z.number(), sd: z.number() }),
  }),
  z.object({
    kind: z.literal('ratioOfArms'),
    units: z.array(z.number()),
    shares: z.array(z.number()),
  }),
  z.object({ kind: z.literal('survival'), alpha: z.number(), groups: z.array(groupSchema) }),
]);
export type OracleCase = z.infer<typeof oracleCaseSchema>;

/** A fixture: cases with what the oracle answered, in the oracle's own shape. */
export const oracleFixtureSchema = z.object({
  madeWith: z.string(),
  cases: z.array(z.object({ asked: oracleCaseSchema, answered: z.json() })),
});
