from dataclasses import replace

import numpy as np
import pytest
from trial_fakes import META, trace

from whygrad.trace.meta import Status
from whygrad.trial import METRICS
from whygrad.trial.metric import choose, last_finite, repaired, repaired_from

NUMBERS = replace(META, task="numbers", classes=0, loss="squared", chance_accuracy=float("nan"))


@pytest.mark.parametrize(
    ("meta", "root", "name"),
    [
        (META, "vanishing-gradient", "accuracy_test"),
        (META, None, "accuracy_test"),
        (NUMBERS, "learning-rate-too-low", "r2_test"),
        (META, "overfitting", "relative_loss_test"),
        (NUMBERS, "overfitting", "relative_loss_test"),
        (META, "softmax-before-cross-entropy", "relative_loss_test"),
        (replace(META, test_samples=2), "learning-rate-too-low", "relative_loss_train"),
        (replace(META, test_samples=2), "overfitting", "relative_loss_train"),
    ],
)
def test_choice_of_metric(meta, root, name):
    assert choose(meta, root).name == name


def test_accuracy_of_failed_runs_is_chance():
    status = [Status.FINISHED, Status.NON_FINITE, Status.DIVERGED, Status.INTERRUPTED]
    values = METRICS["accuracy_test"].values(trace(accuracy_test=[0.9, 0.99, 0.4, 0.8], status=status))
    np.testing.assert_allclose(values, [0.9, 0.6, 0.6, 0.8], rtol=1e-6)


def test_r2_is_the_explained_share_and_never_below_nothing():
    values = METRICS["r2_test"].values(
        trace(NUMBERS, loss_test=[0.0, 0.125, 0.5, 3.0, 0.1], status=["finished"] * 4 + ["diverged"])
    )
    np.testing.assert_allclose(values, [1, 0.75, 0, 0, 0], atol=1e-7)


def test_relative_losses_and_their_worst():
    made = trace(loss_test=[0.25, 4.0, 1e9, np.nan], loss_train=[0.25, 4.0, 1e9, np.nan])
    np.testing.assert_allclose(METRICS["relative_loss_test"].values(made), [0.5, 8, 10, 0.0])  # its first record is 0
    np.testing.assert_allclose(METRICS["relative_loss_train"].values(made), [0.5, 1, 1, 0.0])


def test_a_run_without_any_record_failed():
    made = trace(accuracy_test=[np.nan])
    only_nan = made.runs([0])
    array = np.full((1, 2), np.nan)
    from whygrad.trace import Trace

    made = Trace(only_nan.meta, [0, 100], [0], {"accuracy_test": array})
    assert METRICS["accuracy_test"].values(made) == [0.6]
    assert METRICS["relative_loss_test"].values(made) == [10]  # not recorded at all


def test_last_finite_value():
    series = [[1, 2, 3], [1, 2, np.nan], [1, np.nan, np.inf], [np.nan] * 3]
    np.testing.assert_array_equal(last_finite(series), [3, 2, 1, np.nan])


def test_repaired_is_four_fifths_of_the_gap():
    metric = METRICS["accuracy_test"]
    threshold = repaired_from(metric, np.full(3, 0.5), np.array([[0.9, 1.0, 1.0], [0.5, 0.6, 0.7]]), chance=0.5)
    assert threshold == pytest.approx(0.9)
    assert repaired(metric, np.array([0.85, 0.9, 1.0]), threshold).tolist() == [False, True, True]


def test_repaired_beats_chance_even_where_the_baseline_is_far_worse():
    metric = METRICS["relative_loss_test"]
    threshold = repaired_from(metric, np.full(3, 5.0), np.full((1, 3), 0.9), chance=1.0)
    assert threshold == pytest.approx(0.95)
    assert repaired(metric, np.array([0.9, 0.97, 1.5]), threshold).tolist() == [True, False, False]


def test_nothing_is_repaired_where_nothing_was_gained():
    metric = METRICS["accuracy_test"]
    assert repaired_from(metric, np.full(3, 0.9), np.full((4, 3), 0.91), chance=0.5) is None
    assert repaired_from(metric, np.full(3, 0.9), np.empty((0, 3)), chance=0.5) is None
    assert not repaired(metric, np.ones((2, 3)), None).any()
