import { z } from 'zod';

const countSchema = z.number().int().nonnegative();
const priorSchema = z.object({ mean: z.number(), sd: z.number().positive() });
const shareSchema = z.number().gt(0).lt(1);

export const experimentMetricSchema = z.object({
  kind: z.enum(['proportion', 'mean', 'ratio', 'quantile']),
  higherIsBetter: z.boolean().default(true),
});
export type ExperimentMetric = z.infer<typeof experimentMetricSchema>;

/** What was counted of one arm. Which fields a metric needs stands in docs/experiments.md. */
export const experimentArmSchema = z.object({
  /** Units: people, posts or slots. */
  n: countSchema,
  sum: z.number().optional(),
  sumSquares: z.number().nonnegative().optional(),
  /** Of a ratio: the same of its denominator, and of numerator times denominator. */
  denominatorSum: z.number().optional(),
  denominatorSumSquares: z.number().nonnegative().optional(),
  sumProducts: z.number().optional(),
  /** Of a quantile: its value and the values that bound it at 95 %. */
  value: z.number().optional(),
  low: z.number().optional(),
  high: z.number().optional(),
  /** The same units before the experiment, for CUPED. */
  cuped: z
    .object({ sum: z.number(), sumSquares: z.number().nonnegative(), sumProducts: z.number() })
    .optional(),
  /** What a unit of this arm costs, in any currency: cheaper variants may be kept. */
  cost: z.number().nonnegative().optional(),
});
export type ExperimentArm = z.infer<typeof experimentArmSchema>;

const variantSchema = experimentArmSchema.extend({ id: z.string().min(1).max(200) });

/** When a verdict may be given, and what it takes. */
export const decisionRuleSchema = z.object({
  alpha: shareSchema.max(0.5).default(0.05),
  /** Relative; the smallest lift that is worth acting on. */
  minimumEffect: z.number().nonnegative().optional(),
  minUnits: countSchema.default(150),
  minDays: z.number().nonnegative().default(3),
  /** A variant is killed when the chance that it loses is at least so large. */
  loseLine: z.number().gt(0.5).lt(1).default(0.95),
});
export type DecisionRule = z.infer<typeof decisionRuleSchema>;

export const evaluationInputSchema = z.object({
  metric: experimentMetricSchema,
  control: experimentArmSchema,
  variants: z.array(variantSchema).min(1).max(50),
  /** Shares that were meant: control first, in the order of the variants; or by `control` and ids. */
  allocation: z
    .union([z.array(z.number().positive()), z.record(z.string(), z.number().positive())])
    .optional(),
  /** Units of both arms at which the always-valid interval is narrowest. */
  sequential: z.object({ nStar: z.number().positive() }).optional(),
  /** Of the lift, such as N(0, 0.3^2); left out: flat. */
  prior: priorSchema.optional(),
  alpha: decisionRuleSchema.shape.alpha,
  minimumEffect: decisionRuleSchema.shape.minimumEffect,
  minUnits: decisionRuleSchema.shape.minUnits,
  minDays: decisionRuleSchema.shape.minDays,
  loseLine: decisionRuleSchema.shape.loseLine,
  /** How long the experiment has run. */
  days: z.number().nonnegative().optional(),
  /** Units that saw more than one arm. */
  multipleExposures: countSchema.optional(),
  guardrails: z
    .array(
      z.object({
        name: z.string().min(1).max(200),
        metric: experimentMetricSchema,
        control: experimentArmSchema,
        variants: z.array(variantSchema).min(1).max(50),
      }),
    )
    .max(50)
    .default([]),
});
export type EvaluationInput = z.infer<typeof evaluationInputSchema>;

export const decisionSchema = z.enum(['invalid', 'kill', 'scale', 'keep', 'inconclusive']);
export type Decision = z.infer<typeof decisionSchema>;

export const intervalSchema = z.tuple([z.number(), z.number()]);

/** What is estimated of a variant against the control; lifts are relative. */
export const liftEstimateSchema = z.object({
  lift: z.number(),
  /** For one look at a planned size. */
  interval: intervalSchema,
  /** Valid at every look together. */
  sequentialInterval: intervalSchema.optional(),
  chanceToWin: z.number(),
  /** Expected loss in lift of choosing the variant, and of ignoring it. */
  risk: z.object({ choose: z.number(), ignore: z.number() }),
  pValue: z.number(),
  sequentialPValue: z.number().optional(),
});
export type LiftEstimate = z.infer<typeof liftEstimateSchema>;

const verdictSchema = z.object({ decision: decisionSchema, reasons: z.array(z.string()) });

/** A variant without an estimate has a reason that says why. */
export const evaluatedVariantSchema = liftEstimateSchema
  .partial()
  .extend({ id: z.string(), ...verdictSchema.shape })
  .extend({
    /** By Holm, for all variants. */
    adjustedPValue: z.number().optional(),
    theta: z.number().optional(),
  });
export type EvaluatedVariant = z.infer<typeof evaluatedVariantSchema>;

export const evaluatedGuardrailSchema = z.object({
  name: z.string(),
  variantId: z.string(),
  lift: z.number().optional(),
  interval: intervalSchema.optional(),
  /** Of harm, one-sided, by Benjamini and Hochberg over all guardrails and variants. */
  adjustedPValue: z.number().optional(),
  isHarmed: z.boolean(),
  /** Why it could not be told. */
  problem: z.string().optional(),
});
export type EvaluatedGuardrail = z.infer<typeof evaluatedGuardrailSchema>;

export const evaluationSchema = z.object({
  ...verdictSchema.shape,
  variants: z.array(evaluatedVariantSchema),
  /** The variant that the decision is about, where it is one. */
  winner: z.string().optional(),
  srm: z.object({ pValue: z.number(), isMismatch: z.boolean() }).optional(),
  guardrails: z.array(evaluatedGuardrailSchema),
  /** The inputs of the decision. */
  rule: decisionRuleSchema.extend({
    days: z.number().optional(),
    isSequential: z.boolean(),
    prior: priorSchema.optional(),
  }),
});
export type Evaluation = z.infer<typeof evaluationSchema>;
