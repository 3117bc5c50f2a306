import { normalQuantile } from './distributions.ts';

/** What the tests need of one arm: variances are of one unit, not of the mean. */
export interface ArmStatistic {
  /** Units: people, posts or slots. */
  n: number;
  mean: number;
  /** Before CUPED; the same as `mean` without it. Lifts are relative to this one. */
  unadjustedMean: number;
  variance: number;
}

/** Units, the sum of their values and the sum of the squares. */
export interface Sums {
  n: number;
  sum: number;
  sumSquares: number;
}

/** Units that converted, of all: variance p(1 - p). */
export function proportionStatistic({ n, sum }: { n: number; sum: number }): ArmStatistic {
  const mean = n === 0 ? 0 : sum / n;
  return { n, mean, unadjustedMean: mean, variance: mean * (1 - mean) };
}

/** A mean of each unit's value, with the sample variance (divided by n - 1). */
export function meanStatistic(sums: Sums): ArmStatistic {
  const mean = sums.n === 0 ? 0 : sums.sum / sums.n;
  return { n: sums.n, mean, unadjustedMean: mean, variance: sampleVariance(sums) };
}

/** (sum of squares - sum^2 / n) / (n - 1); 0 of fewer than two. */
export function sampleVariance({ n, sum, sumSquares }: Sums): number {
  return n < 2 ? 0 : (sumSquares - (sum * sum) / n) / (n - 1);
}

/** (sum of products - sum of the one * sum of the other / n) / (n - 1); 0 of fewer than two. */
export function sampleCovariance(
  { n, sum }: { n: number; sum: number },
  other: { sum: number },
  sumProducts: number,
): number {
  return n < 2 ? 0 : (sumProducts - (sum * other.sum) / n) / (n - 1);
}

/**
 * A ratio of two sums, such as watch time over views, where the unit is the person. The variance is
 * that of the delta method (Deng, Knoblich and Lu 2018, arXiv 1803.06336):
 * vM / mD^2 - 2 cov mM / mD^3 + vD mM^2 / mD^4.
 */
export function ratioStatistic(
  numerator: Sums,
  denominator: Omit<Sums, 'n'>,
  sumProducts: number,
): ArmStatistic {
  const { n } = numerator;
  const mean = denominator.sum === 0 ? 0 : numerator.sum / denominator.sum;
  const of = meanStatistic(numerator);
  const by = meanStatistic({ n, ...denominator });
  const covariance = sampleCovariance(numerator, denominator, sumProducts);
  const variance =
    by.mean === 0
      ? 0
      : of.variance / by.mean ** 2 -
        (2 * covariance * of.mean) / by.mean ** 3 +
        (by.variance * of.mean ** 2) / by.mean ** 4;
  return { n, mean, unadjustedMean: mean, variance };
}

/** A quantile of a sample, with the order statistics that bound it at 95 %. */
export interface SampledQuantile {
  n: number;
  /** How many values `low` and `high` were taken from, when not from all. */
  nStar?: number;
  value: number;
  low: number;
  high: number;
}

/**
 * A quantile of independent values. Its variance is read off the 95 % interval of the order
 * statistics (Deng, Knoblich and Lu 2018, section 4.1), and is at least 1e-5 from 100 values on, as
 * in GrowthBook: ties would make it zero.
 */
export function quantileStatistic(sample: SampledQuantile): ArmStatistic {
  const { n, nStar = n, value, low, high } = sample;
  const standardError = (high - low) / (2 * normalQuantile(0.975));
  const measured = n < 2 ? 0 : (nStar / n) * (n - 1) * standardError ** 2;
  const variance = n < 100 ? measured : Math.max(measured, 1e-5);
  return { n, mean: value, unadjustedMean: value, variance };
}
