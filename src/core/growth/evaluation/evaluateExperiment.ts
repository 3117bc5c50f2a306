import type {
  Decision,
  EvaluatedVariant,
  Evaluation,
  EvaluationInput,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { holm } from '../statistics/holm.ts';
import { maxMismatchP, sampleRatioTest } from '../statistics/sampleRatio.ts';
import { decideVariant } from './decideVariant.ts';
import { type Estimated, estimateLift } from './estimateLift.ts';
import { evaluateGuardrails } from './evaluateGuardrails.ts';
import { reasons } from './reasons.ts';

/** Units that saw several arms, of all: more than this and the assignment is broken. */
const maxSeveralArms = 0.01;

/** Of several variants the experiment's decision is the first of these that any has. */
const precedence: readonly Decision[] = ['invalid', 'scale', 'keep', 'inconclusive', 'kill'];

/**
 * An experiment's estimates and the decision they lead to; no I/O. Lifts are relative to the control.
 * Errors: `experiment.invalidInput` for figures that cannot be.
 */
export function evaluateExperiment(input: EvaluationInput): Evaluation {
  const { metric, control, variants, alpha, minimumEffect, days, sequential, prior } = input;
  const { minUnits, minDays, loseLine } = input;
  const ids = variants.map(({ id }) => id);
  if (new Set(ids).size < ids.length) {
    throw new AppError('experiment.invalidInput', 'Two variants have the same id.');
  }
  const rule = {
    alpha,
    minUnits,
    minDays,
    loseLine,
    ...(minimumEffect !== undefined && { minimumEffect }),
  };
  const options = { alpha, sequential, prior };
  const srm = sampleRatioOf(input);
  const broken = brokenBy(input, srm);
  const estimates = variants.map((arm) =>
    estimateLift(metric, { name: 'control', arm: control }, { name: arm.id, arm }, options),
  );
  const adjusted = holm(estimates.map((one) => ('problem' in one ? 1 : one.decisiveP)));
  const guardrails = evaluateGuardrails(input.guardrails, ids, options);
  const evaluated = variants.map((arm, at): EvaluatedVariant & Partial<Pick<Estimated, 'gain'>> => {
    const estimated = estimates[at] ?? { problem: reasons.empty(arm.id) };
    const adjustedPValue = adjusted[at] ?? 1;
    const verdict = decideVariant({
      ...{ rule, broken, estimated, days, adjustedP: adjustedPValue },
      isSequential: sequential !== undefined,
      harmed: guardrails
        .filter(({ variantId, isHarmed }) => isHarmed && variantId === arm.id)
        .map(({ name }) => name),
      units: Math.min(control.n, arm.n),
      isCheaper: arm.cost !== undefined && control.cost !== undefined && arm.cost < control.cost,
    });
    if ('problem' in estimated) return { id: arm.id, ...verdict };
    const { estimate, theta, gain } = estimated;
    return {
      ...{ id: arm.id, ...estimate, adjustedPValue, ...verdict, gain },
      ...(theta !== undefined && { theta }),
    };
  });
  const decision = precedence.find((one) => evaluated.some((arm) => arm.decision === one));
  if (decision === undefined) throw new AppError('experiment.invalidInput', 'No variants.');
  const best = evaluated
    .filter((arm) => arm.decision === decision)
    .reduce((one, other) => ((other.gain ?? 0) > (one.gain ?? 0) ? other : one));
  const about = variants.length > 1 && broken.length === 0;
  return {
    variants: evaluated.map(({ gain: _, ...arm }) => arm),
    ...((decision === 'scale' || decision === 'keep') && { winner: best.id }),
    ...(srm !== undefined && { srm }),
    guardrails,
    decision,
    reasons: [
      reasons.decision[decision],
      ...best.reasons.map((sentence) => (about ? reasons.ofVariant(best.id, sentence) : sentence)),
      ...(srm === undefined ? [reasons.noAllocation] : []),
      ...(days === undefined ? [reasons.noDays] : []),
    ],
    rule: {
      ...{ ...rule, isSequential: sequential !== undefined },
      ...(days !== undefined && { days }),
      ...(prior !== undefined && { prior }),
    },
  };
}

function sampleRatioOf({ allocation, control, variants }: EvaluationInput): Evaluation['srm'] {
  if (allocation === undefined) return undefined;
  const units = [control, ...variants].map(({ n }) => n);
  const names = ['control', ...variants.map(({ id }) => id)];
  const shares = Array.isArray(allocation)
    ? allocation
    : names.flatMap((name) => allocation[name] ?? []);
  const given = Object.keys(allocation).length;
  if (shares.length !== units.length || given !== units.length) {
    const message = `allocation has ${given} shares for ${units.length} arms: ${names.join(', ')}.`;
    throw new AppError('experiment.invalidInput', message);
  }
  const pValue = sampleRatioTest(units, shares);
  return { pValue, isMismatch: pValue < maxMismatchP };
}

function brokenBy(
  { multipleExposures = 0, control, variants }: EvaluationInput,
  srm: Evaluation['srm'],
): string[] {
  const units = [control, ...variants].reduce((sum, { n }) => sum + n, 0);
  const share = units === 0 ? 0 : multipleExposures / units;
  return [
    ...(srm?.isMismatch === true ? [reasons.mismatch(srm.pValue)] : []),
    ...(share > maxSeveralArms ? [reasons.exposedToSeveral(share)] : []),
  ];
}
