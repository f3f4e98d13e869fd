"""The published rules, re-implemented: each fires where its paper or manual says, and not on a smooth training."""

from __future__ import annotations

from dataclasses import replace

import pytest

from training_programs.adapters.autotrainer import MEANS as AUTOTRAINER_MEANS
from training_programs.adapters.autotrainer import autotrainer
from training_programs.adapters.recorded import Step, Weight
from training_programs.adapters.sagemaker import MEANS as SAGEMAKER_MEANS
from training_programs.adapters.sagemaker import sagemaker
from training_programs.labels import labels

LAST = Weight(1, 0.1, 0.2, 0, 10, 0.1)


def steps(count: int, **changes: object) -> list[Step]:
    weight = Weight(gradient=1.0, mean_gradient=0.1, spread=0.2, zeros=0.0, entries=10, variance=0.1, moved=0.01)
    healthy = Step(loss=1.0, kind="categorical", accuracy=0.9, width=3, row_sum=1.0, weights=[weight, weight])
    made = [replace(healthy, loss=3 - 0.02 * i) for i in range(count)]
    return [replace(step, **changes) for step in made]


def test_both_are_silent_on_a_smooth_training() -> None:
    assert autotrainer(steps(100)) == []
    assert sagemaker(steps(100)) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"accuracy": 0.3, "row_sum": 2.0}, "improper activation"),
        ({"accuracy": 0.3, "width": 1}, "improper loss"),
        ({"accuracy": 0.3, "hidden": [50.0, 1.0]}, "abnormal data"),
        ({"accuracy": 0.3}, "slow convergence"),
        ({"accuracy": 0.3, "weights": [Weight(1e-6, 1e-8, 1e-8, 0, 10, 0.1), LAST]}, "gradient vanish"),
        ({"accuracy": 0.3, "weights": [Weight(90, 9, 9, 0, 10, 0.1), LAST]}, "gradient explode"),
        ({"accuracy": 0.3, "weights": [Weight(1, 0.1, 0.2, 0.8, 10, 0.1)]}, "dying ReLU"),
    ],
)  # fmt: skip
def test_autotrainer_reports(changes: dict[str, object], problem: str) -> None:
    assert autotrainer(steps(100, **changes)) == [problem]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"dead": [0.6]}, "DeadRelu"),
        ({"saturated": [0.6]}, "SaturatedActivation"),
        ({"loss": float("nan")}, "ExplodingTensor"),
        ({"weights": [Weight(1e-6, 1e-8, 0.1, 0, 10, 0.1, moved=0.1)]}, "VanishingGradient"),
        ({"weights": [Weight(1, 0.1, 0.2, 0, 10, 0.1, moved=11)]}, "WeightUpdateRatio"),
        ({"weights": [Weight(1, 0.1, 0.2, 1, 10, 0.1, moved=0.1)]}, "AllZero"),
        ({"weights": [Weight(1, 0.1, 1e-4, 0, 10, 0.1, moved=0.1)]}, "PoorWeightInitialization"),
        ({"classes": {0: (40, 0), 1: (2, 0)}}, "ClassImbalance"),
        ({"validation": 1.5}, "Overfit"),
    ],
)
def test_sagemaker_fires(changes: dict[str, object], rule: str) -> None:
    assert rule in sagemaker(steps(100, **changes))


@pytest.mark.parametrize("means", [AUTOTRAINER_MEANS, SAGEMAKER_MEANS])
def test_every_finding_stands_for_labels(means: dict[str, frozenset[str]]) -> None:
    assert all(stands_for and stands_for <= set(labels()) for stands_for in means.values())
