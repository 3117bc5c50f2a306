"""What gbstats and lifelines make of the cases on standard input, as JSON on standard output.

p values come from the survival function of the statistic and degrees of freedom that gbstats
computes, and expected losses below 1e-8 from an integral over its posterior: its own 1 - cdf has no
digits below 1e-16.
"""

import json
import sys

import numpy as np
from gbstats.bayesian.tests import (
    EffectBayesianABTest,
    EffectBayesianConfig,
    GaussianPrior,
)
from gbstats.frequentist.tests import (
    FrequentistConfig,
    SequentialConfig,
    SequentialTwoSidedTTest,
    TwoSidedTTest,
)
from gbstats.models.statistics import (
    ProportionStatistic,
    QuantileStatistic,
    RatioStatistic,
    RegressionAdjustedStatistic,
    SampleMeanStatistic,
)
from gbstats.utils import check_srm
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test
from scipy.integrate import quad
from scipy.stats import norm, t


def statistic_of(kind, arm):
    n = arm["n"]
    if kind == "quantile":
        return QuantileStatistic(
            n=n,
            n_star=arm["nStar"],
            nu=0.5,
            quantile_hat=arm["value"],
            quantile_lower=arm["low"],
            quantile_upper=arm["high"],
        )
    if kind == "proportion":
        metric = ProportionStatistic(n=n, sum=arm["sum"])
    else:
        metric = SampleMeanStatistic(n=n, sum=arm["sum"], sum_squares=arm["sumSquares"])
    if kind == "ratio":
        return RatioStatistic(
            n=n,
            m_statistic=metric,
            d_statistic=SampleMeanStatistic(
                n=n, sum=arm["denominatorSum"], sum_squares=arm["denominatorSumSquares"]
            ),
            m_d_sum_of_products=arm["sumProducts"],
        )
    if "cuped" in arm:
        before = arm["cuped"]
        return RegressionAdjustedStatistic(
            n=n,
            post_statistic=metric,
            pre_statistic=SampleMeanStatistic(
                n=n, sum=before["sum"], sum_squares=before["sumSquares"]
            ),
            post_pre_sum_of_products=before["sumProducts"],
            theta=0,
        )
    return metric


def expected_above(mean, sd, told):
    """E max(x, 0): what gbstats says, or an integral where its 1 - cdf has no digits left."""
    if told > 1e-8 * sd:
        return told
    z = mean / sd
    area, _ = quad(lambda u: u * np.exp(u * z - u * u / 2), 0, np.inf, epsrel=1e-12)
    return float(sd * norm.pdf(z) * area)


def bayesian(case, prior):
    config = EffectBayesianConfig(
        difference_type="relative", alpha=case["alpha"], prior_effect=prior
    )
    arms = [statistic_of(case["metric"], case[arm]) for arm in ("control", "variant")]
    result = EffectBayesianABTest(*arms, config).compute_result()
    ignore, choose = result.risk
    mean, sd = result.uplift.mean, result.uplift.stddev
    return {
        "chanceToWin": float(result.chance_to_win),
        "risk": {
            "choose": expected_above(-mean, sd, choose),
            "ignore": expected_above(mean, sd, ignore),
        },
        "interval": list(result.ci),
    }


def compare_arms(case):
    def arms():
        return [statistic_of(case["metric"], case[arm]) for arm in ("control", "variant")]

    config = FrequentistConfig(difference_type="relative", alpha=case["alpha"])
    test = TwoSidedTTest(*arms(), config)
    sequential = SequentialTwoSidedTTest(
        *arms(),
        SequentialConfig(
            difference_type="relative",
            alpha=case["alpha"],
            sequential_tuning_parameter=case["nStar"],
        ),
    )
    prior = case["prior"]
    return {
        "lift": float(test.point_estimate),
        "pValue": float(2 * t.sf(abs(test.critical_value), test.dof)),
        "interval": [float(limit) for limit in test.confidence_interval],
        "sequentialInterval": [float(limit) for limit in sequential.confidence_interval],
        "sequentialP": float(sequential.p_value),
        "flat": bayesian(case, GaussianPrior()),
        "prior": bayesian(case, GaussianPrior(prior["mean"], prior["sd"] ** 2, True)),
    }


def compare_survival(case):
    groups = []
    for group in case["groups"]:
        fitter = KaplanMeierFitter(alpha=case["alpha"])
        fitter.fit(group["durations"], group["observed"])
        band = fitter.confidence_interval_.to_numpy()
        curve = fitter.survival_function_.iloc[:, 0]
        # lifelines misses a half by the rounding of its products.
        halves = curve[curve <= 0.5 + 1e-9].index
        groups.append(
            {
                "points": [
                    # Nothing is said of a band where nobody is left.
                    [float(time), float(share)] + ([] if share <= 0 else [float(x) for x in limits])
                    for (time, share), limits in zip(curve.items(), band)
                    if time > 0
                ],
                "median": float(halves[0]) if len(halves) else None,
            }
        )
    durations = [x for group in case["groups"] for x in group["durations"]]
    observed = [x for group in case["groups"] for x in group["observed"]]
    labels = [at for at, group in enumerate(case["groups"]) for _ in group["durations"]]
    test = multivariate_logrank_test(durations, labels, observed)
    return {
        "groups": groups,
        "statistic": float(test.test_statistic),
        "pValue": float(test.p_value),
    }


def answer(case):
    if case["kind"] == "arms":
        return compare_arms(case)
    if case["kind"] == "ratioOfArms":
        return {"pValue": float(check_srm(case["units"], case["shares"]))}
    return compare_survival(case)


json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
