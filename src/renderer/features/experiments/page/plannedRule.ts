import type { ExperimentSpec, PlanInput } from '../../../../contract/index.ts';

/** What the size of an experiment is planned from; the start freezes what comes of it. */
export function plannedRuleInput(spec: ExperimentSpec): PlanInput {
  const { baseline, sd, minimumEffect, alpha, power, unitsPerDay, metric, variants } = spec;
  return {
    ...{ baseline, alpha, power, variants: variants.length - 1 },
    ...(metric.of !== 'share' && sd !== undefined && { sd }),
    ...(unitsPerDay !== undefined && { unitsPerDay }),
    minimumEffect: metric.higherIsBetter ? minimumEffect : -minimumEffect,
  };
}
