"""Ranks and the Pareto front, compared with brute force and with simulations."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from whygrad.compare import pareto_front, rank_intervals
from whygrad.compare.ranking import differences_p

POINTS = st.lists(st.tuples(*[st.integers(0, 4) | st.just(float("nan"))] * 3), min_size=1, max_size=12)


@settings(max_examples=200, deadline=None)
@given(POINTS)
def test_front_is_that_of_brute_force(points: list[tuple[float, ...]]) -> None:
    def dominates(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
        return all(x <= y for x, y in zip(a, b, strict=True)) and any(x < y for x, y in zip(a, b, strict=True))

    whole = [not any(np.isnan(one)) for one in points]
    expected = [
        whole[i] and not any(whole[j] and dominates(points[j], points[i]) for j in range(len(points)))
        for i in range(len(points))
    ]
    assert pareto_front(points).tolist() == expected


def test_ranks_are_scipys() -> None:
    values = np.random.default_rng(0).normal(size=(9, 6)).round(1)
    values[3] = values[5][::-1]  # an equal mean, summed in another order
    ranks = rank_intervals(values, higher_is_better=True)
    assert list(ranks.rank) == stats.rankdata(-values.mean(axis=1).round(9), method="min").tolist()
    assert list(rank_intervals(-values, higher_is_better=False).rank) == list(ranks.rank)


def test_p_values_of_two_rows_are_those_of_scipys_permutation_test() -> None:
    values = np.random.default_rng(1).normal([[0.8], [0]], size=(2, 8))
    difference = values[0] - values[1]
    expected = stats.permutation_test(
        (difference,), lambda d: abs(d.sum()), permutation_type="samples", n_resamples=np.inf, alternative="greater"
    ).pvalue
    assert differences_p(values, 1)[0] == pytest.approx(expected)


def test_p_values_are_adjusted_for_the_number_of_rows() -> None:
    """By hand: all sign patterns, all rows."""
    values = np.random.default_rng(2).normal(size=(4, 5))
    d = values - values[0]
    t = [0.0 if not one.any() else one.sum() / np.sqrt((one**2).sum()) for one in d]
    largest = [
        max(abs((np.array(signs) * one).sum()) / np.sqrt((one**2).sum()) for one in d[1:])
        for signs in product((1, -1), repeat=5)
    ]
    expected = [np.mean([one >= abs(value) - 1e-9 for one in largest]) for value in t]
    assert differences_p(values, 0) == pytest.approx(expected)


def test_intervals_hold_the_true_rank() -> None:
    """Twelve variants of which four are equally good: each interval covers one of the true ranks in 95 % or more."""
    random = np.random.default_rng(3)
    truth = np.array([0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8.0])
    low = np.array([1 + (truth < one).sum() for one in truth])  # lowest and highest rank that is right
    high = np.array([(truth <= one).sum() for one in truth])
    right = 0
    for _ in range(200):
        seeds = random.normal(size=8)  # what a seed does to all of them
        ranks = rank_intervals(truth[:, None] + seeds + random.normal(size=(12, 8)), higher_is_better=False)
        right += int(((np.array(ranks.low) <= low) & (np.array(ranks.high) >= high)).sum())
    assert right / (200 * 12) >= 0.95


def test_what_is_far_apart_is_certain_from_six_seeds_on() -> None:
    values = np.arange(3.0)[:, None] + np.random.default_rng(4).normal(0, 0.01, (3, 6))
    ranks = rank_intervals(values, higher_is_better=True)
    assert (list(ranks.low), list(ranks.high)) == ([3, 2, 1], [3, 2, 1])
    few = rank_intervals(values[:, :5], higher_is_better=True)
    assert (list(few.low), list(few.high)) == ([1, 1, 1], [3, 3, 3])
    assert few.may_be_best(0)
    assert not ranks.may_be_best(0)


def test_what_did_not_end_in_a_number_has_no_rank_and_comes_last() -> None:
    values = np.array([[np.inf, 1.0], [2.0, 2.0], [1.0, 1.0], [np.nan, 0.0]])
    ranks = rank_intervals(values, higher_is_better=False)
    assert list(ranks.rank) == [0, 2, 1, 0]
    assert ranks.order == [2, 1, 0, 3]
    assert list(rank_intervals(values[:1], higher_is_better=False).rank) == [0]
