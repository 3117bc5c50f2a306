import type { ExperimentMetric, LiftEstimate } from '../../../contract/index.ts';
import { type Prior, posteriorOf } from '../statistics/bayesian.ts';
import { type Effect, relativeLift } from '../statistics/effect.ts';
import { sequentialTest } from '../statistics/sequential.ts';
import { welchTest } from '../statistics/welch.ts';
import { type NamedArm, readArms } from './readArms.ts';

export interface EstimateOptions {
  alpha: number;
  sequential?: { nStar: number } | undefined;
  /** Left out: flat. */
  prior?: Prior | undefined;
}

/** An estimate with what a decision needs beside it: the same, turned so that more is better. */
export interface Estimated {
  estimate: LiftEstimate;
  theta?: number;
  /** Positive is better, whatever the metric's direction. */
  gain: number;
  /** The interval of the gain that the decision rests on: the sequential one where there is one. */
  gainInterval: [low: number, high: number];
  /** The p value that belongs to it. */
  decisiveP: number;
  chanceToLose: number;
  /** Mean and variance of a unit of the control, for planning. */
  control: { mean: number; variance: number };
  variantVariance: number;
  /** Its variance is p(1 - p). */
  isProportion: boolean;
}

/** A variant's lift over the control, every way it is told; or why it cannot be told. */
export function estimateLift(
  metric: ExperimentMetric,
  control: NamedArm,
  variant: NamedArm,
  { alpha, sequential, prior }: EstimateOptions,
): Estimated | { problem: string } {
  const arms = readArms(metric, control, variant);
  if ('problem' in arms) return arms;
  const effect = relativeLift(arms.control, arms.variant);
  const gained = metric.higherIsBetter ? effect : turned(effect);
  const posterior = posteriorOf(gained, prior, alpha);
  const fixed = welchTest(effect, alpha);
  const always = sequential && sequentialTest(effect, { alpha, nStar: sequential.nStar });
  const { interval, pValue } = always ?? fixed;
  return {
    estimate: {
      lift: effect.value,
      interval: fixed.interval,
      ...(always && { sequentialInterval: always.interval }),
      chanceToWin: posterior.chanceToWin,
      risk: posterior.risk,
      pValue: fixed.pValue,
      ...(always && { sequentialPValue: always.pValue }),
    },
    ...(arms.theta !== undefined && { theta: arms.theta }),
    gain: gained.value,
    gainInterval: metric.higherIsBetter ? interval : [-interval[1], -interval[0]],
    decisiveP: pValue,
    chanceToLose: posterior.chanceToLose,
    control: { mean: arms.control.unadjustedMean, variance: arms.control.variance },
    variantVariance: arms.variant.variance,
    isProportion: metric.kind === 'proportion' && arms.theta === undefined,
  };
}

function turned(effect: Effect): Effect {
  return { ...effect, value: -effect.value };
}
