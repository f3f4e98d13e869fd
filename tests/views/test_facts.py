"""Numbers about activations and trainings, against closed forms and plain arithmetic."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import integrate, stats

from whygrad.compare import ends, mean_interval
from whygrad.nets import ACTIVATIONS
from whygrad.trace import Trace
from whygrad.views.activations import facts, saturation, softmax_curve
from whygrad.views.summary import as_json


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_means_are_integrals(name: str) -> None:
    f = ACTIVATIONS[name].f
    expected, _ = integrate.quad(
        lambda z: float(f(np.array(z))) * stats.norm.pdf(z), -8, 8, points=[-1, 0, 1], limit=200
    )
    assert facts(name).mean == pytest.approx(expected, abs=1e-4)


def test_closed_forms() -> None:
    assert facts("sigmoid").steepest == pytest.approx(0.25, rel=1e-6)
    assert facts("tanh").steepest == pytest.approx(1, rel=1e-6)
    assert facts("relu").mean == pytest.approx(1 / math.sqrt(2 * math.pi), abs=1e-5)
    assert facts("relu").zeros == pytest.approx(0.5, abs=1e-6)
    assert facts("relu").squared_gain == pytest.approx(0.5, abs=1e-6)
    assert facts("leaky-relu").zeros == 0
    assert facts("sign").mean == 0


def test_where_saturated() -> None:
    assert saturation((-2.5, 2.5)) == "|z| > 2.5"
    assert saturation((-3.0, math.inf)) == "z < -3"
    assert saturation((-math.inf, math.inf)) == "–"


def test_softmax_of_one_logit() -> None:
    from scipy.special import softmax

    z = np.array([-2.0, 0.0, 3.0])
    p, slope = softmax_curve(z)
    assert p == pytest.approx([softmax([x, 0, 1])[0] for x in z])
    assert slope == pytest.approx([(softmax([x + 1e-6, 0, 1])[0] - softmax([x - 1e-6, 0, 1])[0]) / 2e-6 for x in z])


def test_mean_and_interval() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0])
    mean, low, high = mean_interval(values)
    assert mean == 2.5
    assert 1 <= low < 2.5 < high <= 4
    assert mean_interval(np.array([1.0, np.inf]))[0] == math.inf
    assert math.isnan(mean_interval(np.array([1.0, np.nan]))[0])
    assert all(map(math.isnan, mean_interval(np.empty(0))))


def test_a_run_that_broke_has_an_infinite_loss(trace_of: Callable[..., Trace]) -> None:
    trace = trace_of(broken=True)
    assert ends(trace, "loss_train")[-1] == math.inf
    assert np.isfinite(ends(trace, "loss_train")[:-1]).all()
    value = as_json(trace)
    assert value["status"].count("non-finite") == 1
    assert value["outcomes"]["loss_test"][0] == pytest.approx(float(trace["loss_test"][0, -1]))
