"""What the lessons state in numbers holds: their experiments as they are, and with the change that a text proposes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import whygrad as wg
from whygrad.experiment import presets

SEEDS = 8
SCALED: dict[str, Any] = {"preprocessing": ["center", "scale"]}
XAVIER: dict[str, Any] = {"init": "xavier-uniform"}

# (lesson, change, channel, low, high): where the median run ends.
STATED: list[tuple[str, dict[str, Any], str, float, float]] = [
    ("healthy-circle", {}, "accuracy_test", 0.995, 1),
    ("healthy-circle", {"hidden": [3]}, "accuracy_test", 0.98, 1),
    ("linear-network-circle", {}, "accuracy_train", 0.45, 0.6),
    ("linear-network-circle", {"activation": "tanh"}, "accuracy_train", 0.995, 1),
    ("learning-rate-too-high-circle", {"learning_rate": 1.0}, "accuracy_test", 0.99, 1),
    ("learning-rate-too-low-circle", {"learning_rate": 0.03}, "accuracy_test", 0.995, 1),
    ("symmetric-init-circle", {}, "loss_train", 0.6925, 0.6935),
    ("symmetric-init-circle", XAVIER, "accuracy_test", 0.995, 1),
    ("no-gradient-circle", {"activation": "tanh"}, "accuracy_test", 0.975, 0.99),
    ("vanishing-gradient-moons", {}, "loss_train", 0.69, 0.7),
    ("dead-units-moons", {}, "loss_train", 0.6925, 0.6935),
    ("overfitting-moons", {}, "accuracy_train", 1, 1),
    ("overfitting-moons", {}, "accuracy_test", 0.765, 0.775),
    ("overfitting-moons", {}, "loss_test", 2, 2.6),
    ("underfitting-rings", {}, "accuracy_train", 0.72, 0.76),
    ("underfitting-rings", {}, "accuracy_test", 0.68, 0.7),
    ("underfitting-rings", {"hidden": [8]}, "accuracy_test", 1, 1),
    ("no-progress-strong-l2", {}, "loss_train", 0.6925, 0.6935),
    ("no-progress-strong-l2", {"l2": 0.01}, "accuracy_test", 0.995, 1),
    ("saturated-units-rings", {}, "accuracy_train", 0.45, 0.55),
    ("output-loss-mismatch-moons", {}, "loss_train", 0.435, 0.445),
    ("output-loss-mismatch-moons", {"output": "auto"}, "loss_train", 0.265, 0.285),
    ("sigmoid-before-logit-loss-moons", {}, "loss_train", 0.57, 0.59),
    ("healthy-sine", {"hidden": [4]}, "loss_train", 0.01, 0.03),
    ("healthy-sine", {}, "loss_train", 0.002, 0.004),
    ("output-range-mismatch-sine", {}, "loss_train", 0.215, 0.23),
    ("output-range-mismatch-sine", {"output": "identity"}, "loss_train", 0.025, 0.034),
    ("healthy-plane", {}, "loss_train", 0.001, 0.003),
    ("healthy-plane", {"hidden": []}, "loss_train", 0, 1e-6),
    ("learning-rate-too-high-plane", {"learning_rate": 0.15}, "loss_train", 0, 1e-6),
    ("class-imbalance-csv", {}, "accuracy_test", 0.89, 0.91),
    ("constant-feature-csv", SCALED, "accuracy_test", 0.955, 0.965),
    ("inputs-not-normalized-csv", SCALED, "accuracy_test", 0.915, 0.925),
    ("labels-look-random-csv", {}, "accuracy_train", 0.52, 0.58),
]


@pytest.mark.parametrize(("name", "change", "channel", "low", "high"), STATED)
def test_a_lesson_ends_where_its_text_says(
    name: str, change: dict[str, Any], channel: str, low: float, high: float
) -> None:
    trace = wg.train(presets[name].replace(**change) if change else presets[name], SEEDS)
    assert low <= float(np.median(np.asarray(trace[channel])[:, -1])) <= high


def test_gradients_are_as_small_as_the_lessons_say() -> None:
    gradient = np.median(np.asarray(wg.train(presets["vanishing-gradient-moons"], SEEDS)["gradient_rms"])[:, 0], axis=0)
    assert gradient[0] < 1e-6
    assert 0.04 < gradient[-1] < 0.06
    gradient = np.median(
        np.asarray(wg.train(presets["vanishing-gradient-digits"], SEEDS)["gradient_rms"])[:, 0], axis=0
    )
    assert gradient[0] < 1e-6 * gradient[-1]


def test_the_constant_answer_beats_the_network_of_the_imbalanced_table() -> None:
    trace = wg.train(presets["class-imbalance-csv"], 1)
    share = float(np.max(np.asarray(trace["class_share"])))  # of the 280 training rows
    assert (362 - round(280 * share)) / 120 == pytest.approx(0.933, abs=0.001)
