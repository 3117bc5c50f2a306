import type { ExperimentArm, ExperimentMetric } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import {
  type ArmStatistic,
  meanStatistic,
  proportionStatistic,
  quantileStatistic,
  ratioStatistic,
  type Sums,
} from '../statistics/armStatistic.ts';
import { adjustByCovariate, type CovariateArm } from '../statistics/cuped.ts';
import { reasons } from './reasons.ts';

export interface NamedArm {
  name: string;
  arm: ExperimentArm;
}

/** Two arms that can be compared, or why they cannot. */
export type ReadArms =
  | { control: ArmStatistic; variant: ArmStatistic; theta?: number }
  | { problem: string };

/** A variance below this share of the mean square has lost its digits to rounding. */
const minVarianceShare = 1e-11;

/**
 * The statistics of a control and a variant. What can never be right (more conversions than units, a
 * negative variance, a missing sum) is `experiment.invalidInput`; what only tells nothing is a problem.
 */
export function readArms(metric: ExperimentMetric, control: NamedArm, variant: NamedArm): ReadArms {
  const read = [control, variant].map((named) => statisticOf(metric, named));
  const [base, other] = read;
  if (base === undefined || other === undefined) throw new Error('Two arms were given.');
  for (const [at, { name, arm }] of [control, variant].entries()) {
    if (arm.n === 0) return { problem: reasons.empty(name) };
    if (arm.n < 2) return { problem: reasons.tooFewToTell(name) };
    if (metric.kind === 'ratio' && arm.denominatorSum === 0) {
      return { problem: reasons.zeroDenominator(name) };
    }
    const { variance = 0, mean = 0 } = read[at] ?? {};
    if (!(variance > minVarianceShare * mean ** 2)) return { problem: reasons.constant(name) };
  }
  if (base.unadjustedMean === 0) return { problem: reasons.zeroBase };
  const covariates = covariatesOf(metric, control, variant, { base, other });
  if (covariates === undefined) return { control: base, variant: other };
  const adjusted = adjustByCovariate(...covariates);
  if (!(adjusted.control.variance > 0 && adjusted.variant.variance > 0)) {
    throw invalid(variant.name, 'the covariate explains more than the metric varies: check cuped');
  }
  return adjusted;
}

function statisticOf({ kind }: ExperimentMetric, { name, arm }: NamedArm): ArmStatistic {
  const { n } = arm;
  switch (kind) {
    case 'proportion': {
      const sum = required(name, 'sum', arm.sum);
      if (sum < 0 || sum > n) {
        throw invalid(name, `sum is ${sum} of ${n} units: each unit converts once or not at all`);
      }
      return proportionStatistic({ n, sum });
    }
    case 'mean':
      return meanStatistic(sumsOf(name, n, 'sum', arm.sum, arm.sumSquares));
    case 'ratio': {
      const by = sumsOf(name, n, 'denominatorSum', arm.denominatorSum, arm.denominatorSumSquares);
      const of = sumsOf(name, n, 'sum', arm.sum, arm.sumSquares);
      return ratioStatistic(of, by, required(name, 'sumProducts', arm.sumProducts));
    }
    case 'quantile': {
      const value = required(name, 'value', arm.value);
      const low = required(name, 'low', arm.low);
      const high = required(name, 'high', arm.high);
      if (!(low <= value && value <= high)) {
        throw invalid(name, `value ${value} is not between low ${low} and high ${high}`);
      }
      return quantileStatistic({ n, value, low, high });
    }
  }
}

/** Sums whose variance can exist: the squares are at least sum^2 / n, but for rounding. */
function sumsOf(
  name: string,
  n: number,
  field: string,
  sum: number | undefined,
  sumSquares: number | undefined,
): Sums {
  const squares = field === 'sum' ? 'sumSquares' : `${field}Squares`;
  const read = {
    n,
    sum: required(name, field, sum),
    sumSquares: required(name, squares, sumSquares),
  };
  const least = n === 0 ? 0 : read.sum ** 2 / n;
  if (!Number.isFinite(least)) throw invalid(name, `${field} is too large to square`);
  if (read.sumSquares < least * (1 - 1e-9)) {
    throw invalid(
      name,
      `${squares} is ${read.sumSquares}, less than ${field}^2 / n = ${least}: no values have such sums`,
    );
  }
  if (n === 0 && (read.sum !== 0 || read.sumSquares !== 0)) {
    throw invalid(name, `${field} is not 0, but there are no units`);
  }
  return read;
}

function covariatesOf(
  metric: ExperimentMetric,
  control: NamedArm,
  variant: NamedArm,
  { base, other }: { base: ArmStatistic; other: ArmStatistic },
): [CovariateArm, CovariateArm] | undefined {
  const [before, after] = [control.arm.cuped, variant.arm.cuped];
  if (before === undefined && after === undefined) return undefined;
  if (before === undefined || after === undefined) {
    throw invalid(before === undefined ? control.name : variant.name, 'cuped is missing');
  }
  const isProportion = metric.kind === 'proportion';
  if (!isProportion && metric.kind !== 'mean') {
    throw invalid(control.name, `cuped is for proportions and means, not for a ${metric.kind}`);
  }
  const arm = (
    { name, arm: { n, sum = 0, sumSquares = sum } }: NamedArm,
    covariate: NonNullable<ExperimentArm['cuped']>,
    statistic: ArmStatistic,
  ): CovariateArm => {
    sumsOf(`${name}.cuped`, n, 'sum', covariate.sum, covariate.sumSquares);
    const { sumProducts } = covariate;
    return { statistic, metric: { n, sum, sumSquares }, covariate, sumProducts, isProportion };
  };
  return [arm(control, before, base), arm(variant, after, other)];
}

function required(name: string, field: string, value: number | undefined): number {
  if (value === undefined) throw invalid(name, `${field} is missing`);
  return value;
}

function invalid(name: string, problem: string): AppError {
  return new AppError('experiment.invalidInput', `${name}: ${problem}.`);
}
