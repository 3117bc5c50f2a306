import { type ArmStatistic, type Sums, sampleCovariance, sampleVariance } from './armStatistic.ts';

/** An arm with a covariate from before the experiment: the same units, measured then. */
export interface CovariateArm {
  /** The metric without adjustment. */
  statistic: ArmStatistic;
  metric: Sums;
  covariate: Omit<Sums, 'n'>;
  /** Of metric and covariate, unit by unit. */
  sumProducts: number;
  /** The metric is 0 or 1 a unit: its joint variance is p(1 - p). */
  isProportion: boolean;
}

/**
 * CUPED (Deng, Xu, Kohavi and Walker 2013, WSDM): each mean less theta times that of the covariate,
 * theta = cov(Y, X) / var(X) over both arms together; variance vY + theta^2 vX - 2 theta cov. Without
 * variance in either, theta is 0 and nothing changes.
 */
export function adjustByCovariate(
  control: CovariateArm,
  variant: CovariateArm,
): { theta: number; control: ArmStatistic; variant: ArmStatistic } {
  const theta = jointTheta(control, variant);
  return { theta, control: adjusted(control, theta), variant: adjusted(variant, theta) };
}

function jointTheta(one: CovariateArm, other: CovariateArm): number {
  const n = one.metric.n + other.metric.n;
  const metric = added(n, one.metric, other.metric);
  const covariate = added(n, one.covariate, other.covariate);
  const share = metric.sum / n;
  const metricVariance = one.isProportion ? share * (1 - share) : sampleVariance(metric);
  const covariateVariance = sampleVariance(covariate);
  if (!(metricVariance > 0 && covariateVariance > 0)) return 0;
  const products = one.sumProducts + other.sumProducts;
  return sampleCovariance(metric, covariate, products) / covariateVariance;
}

function added(n: number, one: Omit<Sums, 'n'>, other: Omit<Sums, 'n'>): Sums {
  return { n, sum: one.sum + other.sum, sumSquares: one.sumSquares + other.sumSquares };
}

function adjusted(arm: CovariateArm, theta: number): ArmStatistic {
  if (theta === 0) return arm.statistic;
  const { n } = arm.metric;
  const covariance = sampleCovariance(arm.metric, arm.covariate, arm.sumProducts);
  const covariateVariance = sampleVariance({ n, ...arm.covariate });
  return {
    n,
    mean: arm.statistic.mean - (theta * arm.covariate.sum) / n,
    unadjustedMean: arm.statistic.mean,
    variance: arm.statistic.variance + theta ** 2 * covariateVariance - 2 * theta * covariance,
  };
}
