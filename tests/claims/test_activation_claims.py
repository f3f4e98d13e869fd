"""The measures of the claims about activation functions, compared with other sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

import whygrad as wg
from whygrad.activations import ACTIVATIONS
from whygrad.claims.c08_largest_derivative_of_sigmoid_and_tanh import measure as c08
from whygrad.claims.c09_sigmoid_gradient_shrinks_with_depth import measure as c09
from whygrad.claims.c12_outputs_away_from_zero_slow_training import training as c12_training
from whygrad.claims.c15_relu_is_cheaper_than_exponentials import measure as c15
from whygrad.claims.c17_dead_relu_units_stay_dead import measure as c17
from whygrad.claims.c18_leaky_relu_prelu_elu_train_better import measure as c18
from whygrad.claims.c20_negative_slope_in_max_is_leaky_relu import measure as c20
from whygrad.claims.c22_prelu_as_a_maximum import measure as c22


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "silu", "gelu", "mish"])
def test_the_largest_derivative_is_that_which_an_optimizer_finds(name: str) -> None:
    derivative = ACTIVATIONS[name].derivative

    def negative(z: float) -> float:
        return -float(derivative(np.array([z]))[0])

    found: Any = minimize_scalar(negative, bounds=(-1, 4), method="bounded")
    assert c08.largest_derivative(name) == pytest.approx(-found.fun, rel=1e-8)


def test_the_half_that_shrinks_less_counts() -> None:
    """Slopes by NumPy's polynomial fit, layer by layer of a trained network."""
    trace = wg.train(wg.Experiment().replace(hidden=[6] * 9, activation="sigmoid", epochs=1), 3)
    log10 = np.log10(trace["backprop_rms"][:, 0, :-1].astype(float))[:, ::-1]
    halves = [[np.polyfit(range(part.size), part, 1)[0] for part in np.split(run, [4])] for run in log10]
    assert c09.of_trace(trace) == pytest.approx(np.max(halves, axis=1), rel=1e-6)


def test_dead_units_that_come_back_are_counted() -> None:
    """Four units of one run: always off, dies, comes back, always on; the middle record is halfway."""
    active = np.array([[[[0.0, 0.5, 0.5, 1.0]], [[0.0, 0.5, 0.0, 1.0]], [[0.0, 0.0, 0.5, 1.0]]]])
    assert {of: c17.percent_dead(active, of)[0] for of in ("all", "dead", "living")} == {
        "all": 50.0, "dead": 50.0, "living": 50.0,
    }  # fmt: skip
    assert c17.percent_dead(active[:, :, :, 3:], "dead")[0] == 100.0
    assert c17.percent_dead(active[:, :, :, :1], "living")[0] == 0.0


def test_a_dead_unit_counts_as_failed_unless_it_is_of_relu() -> None:
    base = wg.Experiment().replace(name="moons", hidden=[4] * 6, init="he-normal", epochs=2)
    for activation in ("relu", "leaky-relu", "prelu", "elu"):
        trace = wg.train(base.replace(activation=activation), 20)
        accuracy = 100 * trace["accuracy_train"][:, -1].astype(float)
        dead = (trace["dead_share"][:, -1, :-1] > 0).any(axis=1)
        assert dead.any() == (activation == "relu")
        assert c18.of_trace(trace) == pytest.approx(accuracy)


def test_hidden_weights_of_step_units_do_not_move() -> None:
    trace = wg.train(wg.Experiment().replace(name="moons", hidden=[4, 3], activation="step", epochs=5), 3)
    before, after = trace.initial_parameters, trace.final_parameters
    assert before is not None
    assert after is not None
    hidden = 4 * 2 + 4 + 3 * 4 + 3
    assert np.array_equal(before[:, :hidden], after[:, :hidden])
    assert (before[:, hidden:] != after[:, hidden:]).any(axis=1).all()


@pytest.mark.parametrize("slope", [0.01, 0.3])
def test_the_formula_with_a_minus_sign_is_twice_the_leak_away(slope: float) -> None:
    """|-a·x - a·x| = 2a|x| for x < 0, and the derivatives -a and a; with a plus sign nothing is left."""
    settings = {"slope": slope, "range": 3.0, "of": "value"}
    assert c20.values({**settings, "factor": -slope}, [0]) == pytest.approx([2.0])
    assert c20.values({**settings, "factor": -slope, "of": "derivative"}, [0]) == pytest.approx([2.0])
    assert c20.values({**settings, "factor": slope}, [0]) == pytest.approx([0.0])


@pytest.mark.parametrize("alpha", [-2.0, 0.0, 0.5, 1.0, 1.001, 3.0])
def test_the_maximum_is_compared_with_pytorchs_prelu(alpha: float) -> None:
    torch = pytest.importorskip("torch")
    x = torch.linspace(-10, 10, 401, dtype=torch.float64)
    prelu = torch.nn.functional.prelu(x, torch.tensor([alpha], dtype=torch.float64))
    assert c22.is_prelu(alpha) == torch.equal(torch.maximum(alpha * x, x), prelu)


def test_four_times_the_work_takes_about_four_times_as_long() -> None:
    def work(numbers: int) -> Callable[[], None]:
        def add() -> None:
            sum(range(numbers))

        return add

    one, four, again = c15.shortest([work(5_000), work(20_000), work(5_000)])
    assert 2.5 < four / one < 6
    assert 0.6 < again / one < 1.7


@pytest.mark.parametrize(("activation", "init"), [("sigmoid", "xavier-uniform"), ("relu", "he-normal")])
def test_without_a_shift_the_losses_are_those_of_the_engine(activation: str, init: str) -> None:
    experiment = wg.Experiment().replace(
        name="circle", hidden=[6, 5], activation=activation, init=init, epochs=3, every=5, learning_rate=0.5
    )
    found = c12_training.losses(experiment, [3, 7], 0.0, [0.1, 0.5])[1]
    assert found == pytest.approx(wg.train(experiment, [3, 7])["loss_train"].astype(float), rel=1e-4)


def test_a_shift_leaves_the_function_but_not_its_training() -> None:
    experiment = wg.Experiment().replace(name="circle", hidden=[6, 5], activation="tanh", epochs=1, every=25)
    plain, shifted = (c12_training.losses(experiment, [3, 7], shift, [0.5])[0] for shift in (0.0, 1.0))
    assert shifted[:, 0] == pytest.approx(plain[:, 0], rel=1e-12)
    assert (np.abs(shifted[:, -1] - plain[:, -1]) > 1e-6).all()


def test_a_shifted_sigmoid_is_half_a_tanh_of_half() -> None:
    """σ(z) - ½ = ½ tanh(z/2): one update of a network by finite differences of its loss, for a weight of each layer."""
    experiment = wg.Experiment().replace(name="circle", hidden=[3, 2], activation="sigmoid")
    networks = c12_training.ShiftedNetworks(experiment, [5], -0.5)
    z, a = networks.forward(networks.x)
    assert a[1] == pytest.approx(0.5 * np.tanh(z[0] / 2))
    before = [weight.copy() for weight in networks.weights]
    slopes: list[float] = []
    for weight in networks.weights:
        sides: list[float] = []
        for step in (1e-5, -1e-5):
            weight[0, 0, 0] += step
            sides.append(float(networks.loss()[0]))
            weight[0, 0, 0] -= step
        slopes.append((sides[0] - sides[1]) / 2e-5)
    networks.update(np.arange(len(networks.y))[None], np.ones((1, 1, 1)))
    moved = [float(old[0, 0, 0] - new[0, 0, 0]) for old, new in zip(before, networks.weights, strict=True)]
    assert moved == pytest.approx(slopes, rel=1e-6)
