"""What the kernel says of single samples: values against NumPy's forward pass, derivatives against differences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.engine.runs import make_job, numpy_loss, parameters, trained, with_random_parameters
from tests.parity.test_gradients import CASES

from whygrad import nets
from whygrad.engine import native
from whygrad.engine.program import Job

SAMPLES = 37  # not a multiple of any number of lanes
BLOCKS = {name: CASES[name] for name in ("gelu", "prelu", "batch-prelu", "residual-layer-prelu", "dropout-off")}


def _job(values: dict[str, Any]) -> Job:
    job = make_job(**{"samples": 150, "epochs": 1, **values})
    return job if "init" in values else with_random_parameters(job)


def _samples(job: Job, n: int = SAMPLES) -> tuple[np.ndarray, np.ndarray]:
    dataset = job.program.dataset
    return dataset.x_train[:n], dataset.y_train[:n]


def _halves(population: native.Population, job: Job) -> tuple[np.ndarray, np.ndarray]:
    """Parameters and running statistics after training, in float64."""
    both = parameters(population).astype(np.float64)
    return both[:, : job.program.plan.count], both[:, job.program.plan.count :]


@pytest.mark.parametrize("values", CASES.values(), ids=CASES)
def test_values_are_the_forward_pass(values: dict[str, Any]) -> None:
    """After an epoch, so that running statistics have moved."""
    job = _job(values)
    population = trained(job)
    x, _ = _samples(job)
    found = population.values(x)
    expected = nets.forward(job.program.plan, *_swap(_halves(population, job), x))
    assert [v.shape for v in found] == [v.shape for v in expected]
    for value, (mine, oracle) in enumerate(zip(found, expected, strict=True)):
        np.testing.assert_allclose(mine, oracle, rtol=2e-4, atol=2e-5 * np.abs(oracle).max(), err_msg=f"value {value}")


def _swap(halves: tuple[np.ndarray, np.ndarray], x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return halves[0], x.astype(np.float64), halves[1]


@pytest.mark.parametrize("isa", native.instruction_sets())
@pytest.mark.parametrize("n", [1, 4, 5, 75])
def test_neither_lanes_nor_neighbors_matter(isa: str, n: int) -> None:
    job = _job(CASES["batch-prelu"])
    population = native.Population([job], isa=isa)
    x, _ = _samples(job, n)
    whole = population.values(x)
    for sample in range(0, n, 7):
        alone = population.values(x[sample : sample + 1])
        for all_of, one in zip(whole, alone, strict=True):
            np.testing.assert_array_equal(all_of[:, sample : sample + 1], one)


@pytest.mark.parametrize("values", CASES.values(), ids=CASES)
def test_explanations_are_differences(values: dict[str, Any]) -> None:
    """The gradient of a few samples' mean loss, evaluated, against central differences of NumPy's forward pass."""
    job = _job(values)
    plan = job.program.plan
    if plan.count > 600:
        pytest.skip("too many parameters for differences")
    population = trained(job)
    x, y = _samples(job, 3)
    found = population.explain(x, y)
    weights, running = _halves(population, job)
    np.testing.assert_allclose(
        found.loss.mean(1), numpy_loss(plan, _out(plan, weights, running, x), y), rtol=1e-4, atol=1e-6
    )
    for mine, same in zip(found.values, population.values(x), strict=True):
        np.testing.assert_allclose(mine, same, rtol=1e-5, atol=1e-6)
    run, h = 1, 1e-6
    moves = np.concatenate((np.eye(plan.count), -np.eye(plan.count))) * h + weights[run]
    loss = numpy_loss(plan, _out(plan, moves, np.repeat(running[run : run + 1], len(moves), 0), x), y)
    expected = (loss[: plan.count] - loss[plan.count :]) / (2 * h)
    np.testing.assert_allclose(found.gradient[run], expected, rtol=1e-3, atol=1e-4 * max(np.abs(expected).max(), 1e-3))


def _out(plan: nets.Plan, weights: np.ndarray, running: np.ndarray, x: np.ndarray) -> np.ndarray:
    return nets.forward(plan, weights, x.astype(np.float64), running)[-1]


@pytest.mark.parametrize("values", BLOCKS.values(), ids=BLOCKS)
def test_deltas_reach_the_input(values: dict[str, Any]) -> None:
    """The derivative by the input's features, which has passed through every operation."""
    job = _job(values)
    plan = job.program.plan
    population = trained(job)
    x, y = _samples(job, 2)
    found = population.explain(x, y)
    weights, running = _halves(population, job)
    h = 1e-6
    for sample in range(2):
        for feature in range(x.shape[1]):
            losses: list[np.ndarray] = []
            for sign in (1, -1):
                moved = x.astype(np.float64)
                moved[sample, feature] += sign * h
                losses.append(numpy_loss(plan, nets.forward(plan, weights, moved, running)[-1], y))
            expected = (losses[0] - losses[1]) / (2 * h)
            np.testing.assert_allclose(found.deltas[0][:, sample, feature], expected, rtol=2e-3, atol=2e-5)
