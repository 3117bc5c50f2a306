import {
  type ArmStatistic,
  meanStatistic,
  proportionStatistic,
  quantileStatistic,
  ratioStatistic,
} from '../armStatistic.ts';
import { posteriorOf } from '../bayesian.ts';
import { adjustByCovariate } from '../cuped.ts';
import { relativeLift } from '../effect.ts';
import { kaplanMeier, medianSurvival } from '../kaplanMeier.ts';
import { logRank } from '../logRank.ts';
import { sampleRatioTest } from '../sampleRatio.ts';
import { sequentialTest } from '../sequential.ts';
import { welchTest } from '../welch.ts';
import type { OracleArm, OracleCase } from './oracleCase.ts';

type ArmsCase = Extract<OracleCase, { kind: 'arms' }>;

/** Our answer to a case of the oracle, in its shape. */
export function ownAnswer(asked: OracleCase): unknown {
  switch (asked.kind) {
    case 'arms':
      return compareArms(asked);
    case 'ratioOfArms':
      return { pValue: sampleRatioTest(asked.units, asked.shares) };
    case 'survival': {
      const groups = asked.groups.map(({ durations, observed }) =>
        durations.map((duration, at) => ({ duration, isObserved: observed[at] === true })),
      );
      const test = logRank(groups);
      return {
        groups: groups.map((lifetimes) => {
          const points = kaplanMeier(lifetimes, asked.alpha);
          return {
            points: points.map(({ time, survival, low, high }) =>
              survival <= 0 ? [time, survival] : [time, survival, low, high],
            ),
            median: medianSurvival(points).value ?? null,
          };
        }),
        statistic: test?.statistic,
        pValue: test?.pValue,
      };
    }
  }
}

function compareArms({ metric, control, variant, alpha, nStar, prior }: ArmsCase): unknown {
  const [base, other] = statisticsOf(metric, control, variant);
  const effect = relativeLift(base, other);
  const sequential = sequentialTest(effect, { alpha, nStar });
  const bayesian = (before: typeof prior | undefined) => {
    const { chanceToWin, risk, interval } = posteriorOf(effect, before, alpha);
    return { chanceToWin, risk, interval };
  };
  return {
    lift: effect.value,
    ...welchTest(effect, alpha),
    sequentialInterval: sequential.interval,
    sequentialP: sequential.pValue,
    flat: bayesian(undefined),
    prior: bayesian(prior),
  };
}

function statisticsOf(
  metric: ArmsCase['metric'],
  control: OracleArm,
  variant: OracleArm,
): [ArmStatistic, ArmStatistic] {
  if (control.cuped === undefined || variant.cuped === undefined) {
    return [statisticOf(metric, control), statisticOf(metric, variant)];
  }
  const withCovariate = (arm: OracleArm, cuped: NonNullable<OracleArm['cuped']>) => ({
    statistic: statisticOf(metric, arm),
    metric: { n: arm.n, sum: arm.sum ?? 0, sumSquares: arm.sumSquares ?? 0 },
    covariate: cuped,
    sumProducts: cuped.sumProducts,
    isProportion: metric === 'proportion',
  });
  const adjusted = adjustByCovariate(
    withCovariate(control, control.cuped),
    withCovariate(variant, variant.cuped),
  );
  return [adjusted.control, adjusted.variant];
}

function statisticOf(metric: ArmsCase['metric'], arm: OracleArm): ArmStatistic {
  const { n, sum = 0, sumSquares = 0, sumProducts = 0 } = arm;
  switch (metric) {
    case 'proportion':
      return proportionStatistic({ n, sum });
    case 'mean':
      return meanStatistic({ n, sum, sumSquares });
    case 'ratio': {
      const { denominatorSum = 0, denominatorSumSquares = 0 } = arm;
      const by = { sum: denominatorSum, sumSquares: denominatorSumSquares };
      return ratioStatistic({ n, sum, sumSquares }, by, sumProducts);
    }
    case 'quantile': {
      const { nStar = n, value = 0, low = 0, high = 0 } = arm;
      return quantileStatistic({ n, nStar, value, low, high });
    }
  }
}
