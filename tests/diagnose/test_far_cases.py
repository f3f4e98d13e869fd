"""What rules say where records are few, are far apart, or are not finite."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.diagnose.handmade import LN2, STEPS, codes, found, layers, meta, numbers, shows, stuck, trace

from whygrad.diagnose import Severity, diagnose
from whygrad.trace import LossFacts, ParameterFacts, ProgramFacts, Status, Trace

PROGRAM = ProgramFacts(stop="finished", epochs=40.0)


def test_what_ended_in_nan_would_not_arrive_later() -> None:
    """However much of the loss it had explained before."""
    broken = STEPS >= 500
    loss = np.where(broken, np.nan, LN2 * (0.2 + 0.8 * np.exp(-STEPS / 100.0)))
    ended = {
        "status": [Status.NON_FINITE], "non_finite_step": [500], "non_finite_layer": [-1], "non_finite_what": ["loss"],
    }  # fmt: skip
    diagnosis = diagnose(trace(meta(kind="script", program=PROGRAM), ended=ended, loss_train=loss))
    assert "non-finite" in codes(diagnosis)
    slow = found(diagnosis, "no-progress")
    assert slow is None or slow.severity is not Severity.INFO


@pytest.mark.parametrize(("mean", "large"), [(0.0, True), (50.0, False)])
def test_targets_far_from_0_are_no_sure_first_answers(mean: float, large: bool) -> None:
    about = numbers(kind="script", chance_loss=100.0)
    loss = LossFacts("mse_loss", "squared", "train", "train.py:9", 100, "identity", target_mean=mean, target_std=10.0)
    about = replace(about, program=replace(PROGRAM, losses=(loss,)))
    first = 100.0 * (1 + (50.0 / 10.0) ** 2)
    values = np.maximum(first * np.exp(-STEPS / 20.0), 80.0)
    weights = np.array(trace()["weight_rms"][0])
    weights[..., 0] *= 30.0
    diagnosis = diagnose(trace(about, loss_train=values, weight_rms=weights))
    assert ("init-too-large" in codes(diagnosis)) is large


@pytest.mark.parametrize(("order", "severity"), [(1, Severity.ERROR), (-1, Severity.INFO)])
def test_a_parameter_of_no_layer_is_not_the_output(order: int, severity: Severity) -> None:
    """Of a compiled model no layer is seen."""
    known: dict[str, Any] = {"size": 100, "requires_grad": True, "used": True, "lasting": True}
    parameters = (
        ParameterFacts(
            "lower", optimized=True, reached=True, had_gradient=True, changed=True, order=order - 1, **known
        ),
        ParameterFacts("left", optimized=False, reached=True, had_gradient=True, order=order, **known),
    )
    program = replace(PROGRAM, parameters=parameters)
    seen = trace(meta(kind="script", program=program, layers=layers(widths=(4, 16, 1))))
    if order < 0:
        plain = {name: values for name, values in seen.channels.items() if np.ndim(values) < 3}
        seen = Trace(replace(seen.meta, layers=()), STEPS, np.arange(1), plain)
    assert shows(seen, "not-optimized").severity is severity


def test_layer_normalization_is_not_linear() -> None:
    plain = tuple(replace(one, activation="identity") for one in layers())
    normalized = tuple(replace(one, normalization="layer") for one in plain)
    assert "linear-network" in codes(diagnose(trace(meta(layers=plain), **stuck())))
    assert "linear-network" not in codes(diagnose(trace(meta(layers=normalized), **stuck())))


@pytest.mark.parametrize(("records", "sure"), [(1, False), (len(STEPS), True)])
def test_a_first_record_without_gradient_is_not_enough(records: int, sure: bool) -> None:
    """Below an output layer that begins at 0 no layer gets any before the first update."""
    full = trace(gradient_rms=0.0, **stuck())
    cut = {name: values[:, :records] if np.ndim(values) > 1 else values for name, values in full.channels.items()}
    diagnosis = diagnose(Trace(full.meta, STEPS[:records], np.arange(1), cut))
    assert ("no-gradient" in codes(diagnosis)) is sure


def test_one_record_is_no_beginning() -> None:
    """A block that begins at 0 beside a way past it is alike at the first record only."""
    steps = np.array([0, *range(500, 9000, 500)])
    channels = {name: np.array(values) for name, values in trace().channels.items()}
    channels["loss_train"] = channels["loss_test"] = (LN2 * (0.2 + 0.8 * np.exp(-steps / 150.0)))[None]
    for name in ("weight_rms", "activation_rms", "unit_std"):
        channels[name][:, 0, 1] = 0.0
    sparse = Trace(meta(total_steps=int(steps[-1])), steps, np.arange(1), channels)
    assert "symmetric-init" not in codes(diagnose(sparse))


@pytest.mark.parametrize(("samples", "tells"), [(1, False), (50, True)])
def test_a_single_wrong_answer_tells_little(samples: int, tells: bool) -> None:
    about = meta(kind="script", test_samples=samples, program=PROGRAM)
    diagnosis = diagnose(trace(about, loss_test=None, accuracy_train=1.0, accuracy_test=0.0))
    assert ("overfitting" in codes(diagnosis)) is tells


def test_a_rate_has_faded_since_it_was_small_for_good() -> None:
    """Not since a warm-up began at 0."""
    rate = np.where(STEPS < 32, 0.03 * STEPS / 32, np.where(STEPS < 300, 0.03, 1e-6))
    falling = LN2 * np.where(STEPS < 300, 1 - 0.4 * STEPS / 300, 0.6)
    poor = {"loss_train": falling, "loss_test": falling, "accuracy_train": 0.7, "accuracy_test": 0.7}
    finding = shows(trace(learning_rate=rate, **poor), "learning-rate-too-low")
    assert finding.evidence[0].quantity == "rate_left"
    assert finding.evidence[0].step == 300
