import { AppError } from '../../base/index.ts';
import { assignInPairs } from './assignInPairs.ts';
import { assignVariant } from './assignVariant.ts';
import type { StoredExperiment } from './experimentStore.ts';

export interface Assigned {
  variant: string;
  text: string;
}

/**
 * The variant of a unit. Who asks after a decision to scale gets what won; after any other one, or before
 * the start, the control. Errors: `experiment.notFound`.
 */
export function assignUnit(
  { spec, salt, state, decisions }: StoredExperiment,
  unit: string,
): Assigned {
  const assigned =
    spec.design === 'pairs'
      ? assignInPairs(spec.variants, salt, unit)
      : assignVariant(spec.variants, salt, unit);
  const last = decisions.at(-1);
  const winner = last?.decision === 'scale' ? last.evaluation.winner : undefined;
  const control = spec.variants[0];
  const chosen =
    state === 'running'
      ? assigned
      : (spec.variants.find((variant) => variant.id === winner) ?? control);
  if (chosen === undefined) throw new AppError('experiment.notFound', 'It has no variants.');
  return { variant: chosen.id, text: chosen.text };
}
