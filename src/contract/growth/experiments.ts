import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema } from '../common.ts';
import { hookPatternSchema } from '../drafts.ts';
import { draftIdSchema, experimentIdSchema } from '../ids.ts';
import { decisionSchema, evaluationInputSchema, evaluationSchema } from './evaluation.ts';
import { experimentHistorySchema } from './experimentHistory.ts';
import { planInputSchema, plannedSizeSchema } from './plannedSize.ts';
import { comparedPostsSchema, postPairsSchema } from './posts.ts';
import { experimentRetentionSchema } from './retention.ts';

const textSchema = z.string().trim().min(1).max(1_000);

/** What is measured of a unit after it saw its variant: an event, such as `click` or `conversion:signup`. */
const measureSchema = z.object({
  measure: z.string().trim().min(1).max(200),
  /** Whether it happened; how often; or the sum of its values. */
  of: z.enum(['share', 'count', 'value']).default('share'),
  higherIsBetter: z.boolean().default(true),
});
export type Measure = z.infer<typeof measureSchema>;

const specVariantSchema = z.object({
  /** `A` is the control. */
  id: z.string(),
  text: textSchema,
  /** The draft that it was made from, which may be gone. */
  draftId: draftIdSchema.optional(),
  /** Of that draft, when the experiment was made. */
  hookPattern: hookPatternSchema.optional(),
  topic: z.string().optional(),
  /** Of the units, relative to the others. */
  share: z.number().positive(),
});

export const experimentSpecSchema = z.object({
  name: textSchema,
  hypothesis: textSchema,
  unit: z.enum(['person', 'post', 'slot']),
  metric: measureSchema,
  /**
   * How units get their variant: each for itself, or of two neighbours (slots 1 and 2, 3 and 4, …) each another
   * one, in an order that is tossed for each pair. Left out: each for itself.
   */
  design: z.enum(['each', 'pairs']).optional(),
  /** Relative; the smallest lift that is worth acting on. */
  minimumEffect: z.number().gt(0).max(100),
  guardrails: z.array(measureSchema).max(20),
  variants: z.array(specVariantSchema).min(2).max(26),
  /** What the size is planned from: the control's mean, and its standard deviation unless a share. */
  baseline: z.number().positive(),
  sd: z.number().positive().optional(),
  unitsPerDay: z.number().positive().optional(),
  alpha: planInputSchema.shape.alpha,
  power: planInputSchema.shape.power,
});
export type ExperimentSpec = z.infer<typeof experimentSpecSchema>;

/** A new experiment: each variant is a draft or a text; the first one is the control. */
export const newExperimentSchema = experimentSpecSchema.omit({ variants: true }).extend({
  unit: experimentSpecSchema.shape.unit.default('person'),
  guardrails: experimentSpecSchema.shape.guardrails.default([]),
  variants: z
    .array(
      z
        .object({
          draftId: draftIdSchema.optional(),
          text: textSchema.optional(),
          share: z.number().positive().default(1),
        })
        .refine(({ draftId, text }) => draftId !== undefined || text !== undefined, {
          error: 'A variant needs a draft or a text.',
        }),
    )
    .min(2)
    .max(26),
});
export type NewExperiment = z.input<typeof newExperimentSchema>;

/** Frozen at the start: when to look and what a verdict takes. */
export const stopRuleSchema = z.object({
  unitsPerArm: z.number(),
  units: z.number(),
  nStar: z.number(),
  days: z.number().optional(),
  ...{ alpha: z.number(), minimumEffect: z.number(), minUnits: z.number() },
  ...{ minDays: z.number(), loseLine: z.number() },
});
export type StopRule = z.infer<typeof stopRuleSchema>;

/** What may change after the start; each change is a version. */
export const experimentChangeSchema = z.object({
  name: textSchema.optional(),
  hypothesis: textSchema.optional(),
  guardrails: experimentSpecSchema.shape.guardrails.optional(),
});
export type ExperimentChange = z.infer<typeof experimentChangeSchema>;

export const experimentDecisionSchema = z.object({
  /** Of the rule, or of the person who overruled it. */
  decision: decisionSchema,
  evaluation: evaluationSchema,
  overruled: z.object({ reason: textSchema }).optional(),
  decidedAtMs: instantMsSchema,
});
export type ExperimentDecision = z.infer<typeof experimentDecisionSchema>;

export const experimentStateSchema = z.enum(['draft', 'running', 'stopped', 'decided']);
export type ExperimentState = z.infer<typeof experimentStateSchema>;

export const experimentSchema = z.object({
  id: experimentIdSchema,
  state: experimentStateSchema,
  spec: experimentSpecSchema,
  createdAtMs: instantMsSchema,
  startedAtMs: instantMsSchema.optional(),
  stoppedAtMs: instantMsSchema.optional(),
  stopRule: stopRuleSchema.optional(),
  /** Oldest first; the last one is `spec`. */
  versions: z.array(
    z.object({ version: z.number(), writtenAtMs: instantMsSchema, spec: experimentSpecSchema }),
  ),
  /** Oldest first; the last one holds. */
  decisions: z.array(experimentDecisionSchema),
});
export type Experiment = z.infer<typeof experimentSchema>;

export const shownExperimentSchema = experimentSchema.extend({
  /** As it would be decided now; none before the start. */
  evaluation: evaluationSchema.optional(),
  /** Units that saw a variant that the experiment does not have. */
  unknownUnits: z.number(),
});
export type ShownExperiment = z.infer<typeof shownExperimentSchema>;

const base = oc.errors(contractErrors);
const which = z.object({ experimentId: experimentIdSchema });

export const experimentsContract = {
  list: base
    .route({ method: 'GET', path: '/experiments', summary: 'List experiments, newest first' })
    .output(z.object({ experiments: z.array(experimentSchema) })),
  create: base
    .route({ method: 'POST', path: '/experiments', summary: 'Create an experiment from drafts' })
    .input(newExperimentSchema)
    .output(experimentSchema),
  get: base
    .route({ method: 'GET', path: '/experiments/{experimentId}', summary: 'Get an experiment' })
    .input(which)
    .output(shownExperimentSchema),
  history: base
    .route({
      ...{ method: 'GET', path: '/experiments/{experimentId}/history' },
      summary: 'Tell what was estimated at each time, and whether the experiment is healthy',
    })
    .input(which)
    .output(experimentHistorySchema),
  edit: base
    .route({ method: 'PATCH', path: '/experiments/{experimentId}', summary: 'Edit an experiment' })
    .input(which.extend(experimentChangeSchema.shape))
    .output(experimentSchema),
  start: base
    .route({
      ...{ method: 'POST', path: '/experiments/{experimentId}/start' },
      summary: 'Start an experiment; its stop rule is frozen',
    })
    .input(which)
    .output(experimentSchema),
  stop: base
    .route({ method: 'POST', path: '/experiments/{experimentId}/stop', summary: 'Stop it' })
    .input(which)
    .output(experimentSchema),
  decide: base
    .route({
      ...{ method: 'POST', path: '/experiments/{experimentId}/decide' },
      summary: 'Stop it and decide by its rule, or overrule it with a reason',
    })
    .input(
      which.extend({
        overrule: z.object({ decision: decisionSchema, reason: textSchema }).optional(),
      }),
    )
    .output(experimentSchema),
  assign: base
    .route({
      ...{ method: 'GET', path: '/experiments/{experimentId}/assign' },
      summary: 'Tell which variant a unit sees; the same one each time',
    })
    .input(which.extend({ unit: z.string().min(1).max(200) }))
    .output(z.object({ variant: z.string(), text: z.string() })),
  evaluate: base
    .route({ method: 'POST', path: '/experiments/evaluate', summary: 'Evaluate given sums' })
    .input(evaluationInputSchema)
    .output(evaluationSchema),
  createAa: base
    .route({
      ...{ method: 'POST', path: '/experiments/{experimentId}/aa' },
      summary: 'Create its A/A run: both arms show the control, and a difference is a fault',
    })
    .input(which)
    .output(experimentSchema),
  retention: base
    .route({
      ...{ method: 'GET', path: '/experiments/{experimentId}/retention' },
      summary: 'Tell how long the people of each variant stayed',
    })
    .input(which.extend({ goneDays: z.coerce.number().gt(0).max(365).default(7) }))
    .output(experimentRetentionSchema),
  comparePosts: base
    .route({
      ...{ method: 'POST', path: '/experiments/posts' },
      summary: 'Compare posts in pairs by the views that both had at the same age',
    })
    .input(postPairsSchema)
    .output(comparedPostsSchema),
  plan: base
    .route({ method: 'POST', path: '/experiments/plan', summary: 'Plan a size' })
    .input(planInputSchema)
    .output(plannedSizeSchema),
};
