import itertools

import numpy as np
import pytest
import scipy.stats
from tests.all_faults import all_at_once

from whygrad.trial import statistics


@all_at_once("freedom", [1, 2, 3, 4, 7, 8, 15, 30, 101])
@all_at_once("probability", [0.6, 0.9, 0.975, 0.9995])
def test_t_quantile_is_scipys(probability, freedom):
    assert statistics.t_quantile(probability, freedom) == pytest.approx(
        scipy.stats.t.ppf(probability, freedom), rel=1e-6
    )


@pytest.mark.parametrize("runs", [5, 8, 20])
def test_interval_is_scipys_percentile_interval_at_the_expanded_level(runs):
    values = np.random.default_rng(1).exponential(size=runs) - 0.5
    level = 1 - 2 * statistics.tail_share(runs)
    oracle = scipy.stats.bootstrap(
        (values,), np.mean, n_resamples=200_000, confidence_level=level, method="percentile", rng=0, batch=10_000
    ).confidence_interval
    means = statistics.bootstrap_means(values[None], resamples=200_000)
    low, high = statistics.interval(means, runs)[0]
    spread = values.std() / np.sqrt(runs)
    assert low == pytest.approx(oracle.low, abs=0.05 * spread)
    assert high == pytest.approx(oracle.high, abs=0.05 * spread)


@pytest.mark.parametrize("runs", [6, 8, 12])
def test_interval_of_normal_values_is_students(runs):
    values = np.random.default_rng(2).normal(size=(200, runs))
    intervals = statistics.interval(statistics.bootstrap_means(values), runs)
    half = statistics.t_quantile(0.975, runs - 1) * values.std(axis=1, ddof=1) / np.sqrt(runs)
    ratio = (intervals[:, 1] - intervals[:, 0]) / (2 * half)
    assert np.median(ratio) == pytest.approx(1, abs=0.05)


def test_interval_covers_what_it_says():
    random = np.random.default_rng(3)
    normal = random.normal(size=(3000, 8))
    intervals = statistics.interval(statistics.bootstrap_means(normal), 8)
    covered = np.mean((intervals[:, 0] <= 0) & (intervals[:, 1] >= 0))
    assert covered == pytest.approx(0.95, abs=0.015)  # standard error 0.004


def test_constant_differences_have_an_interval_without_width():
    means = statistics.bootstrap_means([[0.5] * 8, [0.0] * 8])
    np.testing.assert_allclose(statistics.interval(means, 8), [[0.5, 0.5], [0, 0]], atol=1e-12)


def test_one_seed_has_no_interval():
    assert np.isnan(statistics.interval(statistics.bootstrap_means([[0.5]]), 1)).all()


def test_rows_do_not_touch_each_other():
    values = np.random.default_rng(4).normal(size=(6, 8))
    together = statistics.bootstrap_means(values)
    alone = np.concatenate([statistics.bootstrap_means(row[None]) for row in values])
    np.testing.assert_allclose(together, alone, atol=1e-12)
    np.testing.assert_allclose(
        statistics.bootstrap_means(values[:1] - values[1:2]), together[:1] - together[1:2], atol=1e-12
    )


def test_adjusted_p_of_one_remedy_is_scipys_permutation_test():
    values = np.random.default_rng(5).normal(0.4, 1, size=8)
    oracle = scipy.stats.permutation_test(
        (values,), lambda x: x.sum(), permutation_type="samples", n_resamples=np.inf, alternative="greater"
    )
    assert statistics.adjusted_p(values[None])[0] == pytest.approx(oracle.pvalue, abs=1e-12)


def test_adjusted_p_of_several_is_the_textbooks_loop():
    values = np.random.default_rng(6).normal(0.3, 1, size=(4, 6))

    def statistic(row):
        return row.sum() / np.sqrt((row**2).sum())

    observed = [statistic(row) for row in values]
    largest = [
        max(statistic(row * np.array(signs)) for row in values) for signs in itertools.product([1, -1], repeat=6)
    ]
    expected = [np.mean(np.array(largest) >= value - 1e-9) for value in observed]
    np.testing.assert_allclose(statistics.adjusted_p(values), expected, atol=1e-12)


def test_twelve_useless_remedies_rarely_have_a_winner():
    random = np.random.default_rng(7)
    # All remedies are compared with the same baseline, so their differences go together.
    trials = 600
    wins = sum(
        (statistics.adjusted_p(random.normal(size=(12, 8)) - random.normal(size=8)) <= 0.05).any()
        for _ in range(trials)
    )
    assert wins / trials <= 0.08  # 0.05 and three standard errors


def test_more_seeds_than_can_be_enumerated():
    values = np.random.default_rng(8).normal(0.35, 1, size=(1, 30))
    oracle = scipy.stats.ttest_1samp(values[0], 0, alternative="greater").pvalue
    assert statistics.adjusted_p(values)[0] == pytest.approx(oracle, abs=0.02)


def test_no_difference_at_all_is_no_evidence():
    assert statistics.adjusted_p(np.zeros((2, 8))).tolist() == [1, 1]


def test_fewest_seeds_can_reach_significance_and_one_less_cannot():
    least = statistics.fewest_seeds()
    assert statistics.adjusted_p(np.ones((3, least)))[0] <= 0.05
    assert statistics.adjusted_p(np.ones((3, least - 1)))[0] > 0.05
