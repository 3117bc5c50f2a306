import type { EvaluatedGuardrail, EvaluationInput } from '../../../contract/index.ts';
import { AppError, benjaminiHochberg } from '../../base/index.ts';
import { type EstimateOptions, estimateLift } from './estimateLift.ts';

/**
 * Which guardrails a variant harms: a loss whose p value, of one side and adjusted for all guardrails
 * and variants, is below alpha. Errors: `experiment.invalidInput`, also for a variant that is unknown.
 */
export function evaluateGuardrails(
  guardrails: EvaluationInput['guardrails'],
  variantIds: readonly string[],
  options: EstimateOptions,
): EvaluatedGuardrail[] {
  const found = guardrails.flatMap(({ name, metric, control, variants }) =>
    variants.map((arm) => {
      if (!variantIds.includes(arm.id)) {
        const message = `Guardrail ${name}: the experiment has no variant ${arm.id}.`;
        throw new AppError('experiment.invalidInput', message);
      }
      const of = (label: string): string => `${label} (${name})`;
      const estimated = estimateLift(
        metric,
        { name: of('control'), arm: control },
        { name: of(arm.id), arm },
        options,
      );
      return { name, variantId: arm.id, estimated };
    }),
  );
  const oneSided = found.map(({ estimated }) => {
    if ('problem' in estimated) return 1;
    const half = estimated.decisiveP / 2;
    return estimated.gain < 0 ? half : 1 - half;
  });
  const adjusted = benjaminiHochberg(oneSided);
  return found.map(({ name, variantId, estimated }, at) => {
    if ('problem' in estimated) {
      return { name, variantId, isHarmed: false, problem: estimated.problem };
    }
    const { lift, interval, sequentialInterval } = estimated.estimate;
    const adjustedPValue = adjusted[at] ?? 1;
    return {
      ...{ name, variantId, lift, interval: sequentialInterval ?? interval, adjustedPValue },
      isHarmed: estimated.gain < 0 && adjustedPValue < options.alpha,
    };
  });
}
