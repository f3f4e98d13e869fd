"""Initial weights against the closed forms of their variances, and against the law they are drawn from."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from tests.engine.runs import make_job

from whygrad import nets

INPUTS, OUTPUTS = 40, 24

VARIANCES = {
    "xavier-uniform": 2 / (INPUTS + OUTPUTS),
    "xavier-normal": 2 / (INPUTS + OUTPUTS),
    "he-uniform": 2 / INPUTS,
    "he-normal": 2 / INPUTS,
    "lecun-uniform": 1 / INPUTS,
    "lecun-normal": 1 / INPUTS,
    "normal:0.3": 0.09,
    "playground": 1 / 12,  # of the uniform distribution over ±0.5
    "orthogonal": 1 / INPUTS,  # 24 orthonormal rows of length 40
    "zeros": 0.0,
}


def _weights(init: str, inputs: int = INPUTS, outputs: int = OUTPUTS, runs: int = 60) -> np.ndarray:
    """(runs, outputs, inputs), the second layer's."""
    job = make_job(range(runs), hidden=[inputs, outputs], init=init)
    p = job.program.plan.weight(1)
    assert p.shape == (outputs, inputs)
    return job.initial[:, p.offset : p.offset + p.count].reshape(runs, outputs, inputs)


def test_every_initializer_has_a_closed_form_here() -> None:
    assert {name.partition(":")[0] for name in VARIANCES} == set(nets.INITIALIZERS)


@pytest.mark.parametrize("init", VARIANCES)
def test_mean_and_variance(init: str) -> None:
    weights, variance = _weights(init).astype(np.float64), VARIANCES[init]
    deviation = math.sqrt(variance)
    assert abs(weights.mean()) <= 5 * deviation / math.sqrt(weights.size)
    assert weights.var() == pytest.approx(variance, rel=0.03)


@pytest.mark.parametrize("init", [name for name in VARIANCES if name not in ("orthogonal", "zeros")])
def test_law(init: str) -> None:
    weights, deviation = _weights(init).ravel(), math.sqrt(VARIANCES[init])
    if init.endswith("uniform") or init == "playground":
        bound = math.sqrt(3) * deviation
        assert np.abs(weights).max() <= bound * (1 + 1e-6)
        expected = stats.uniform(-bound, 2 * bound)
    else:
        expected = stats.norm(0, deviation)
    assert stats.kstest(weights, expected.cdf).pvalue > 1e-3


@pytest.mark.parametrize(("inputs", "outputs"), [(9, 9), (12, 5), (5, 12), (1, 4), (4, 1)])
def test_orthogonal(inputs: int, outputs: int) -> None:
    weights = _weights("orthogonal", inputs, outputs, runs=5).astype(np.float64)
    small = min(inputs, outputs)
    product = weights @ weights.transpose(0, 2, 1) if outputs <= inputs else weights.transpose(0, 2, 1) @ weights
    np.testing.assert_allclose(product, np.broadcast_to(np.eye(small), product.shape), atol=1e-6)


def test_orthogonal_is_uniform_over_the_rotations() -> None:
    """Without fixing signs, QR prefers one corner: the mean of the first entry would not be 0."""
    first = _weights("orthogonal", 3, 3, runs=600)[:, 0, 0]
    assert abs(first.mean()) < 4 * math.sqrt(1 / 3 / 600)


@pytest.mark.parametrize("normalization", ["none", "batch", "layer"])
@pytest.mark.parametrize("init", ["he-normal", "playground"])
def test_other_parameters(init: str, normalization: str) -> None:
    values = {"init": init, "normalization": normalization, "activation": "prelu"}
    job = make_job(range(2), hidden=[4, 4], **values)
    expected = {"bias": 0.1 if init == "playground" else 0.0, "gamma": 1.0, "beta": 0.0, "slope": 0.25}
    for p in job.program.plan.parameters:
        if p.kind != "weight":
            assert (job.initial[:, p.offset : p.offset + p.count] == np.float32(expected[p.kind])).all(), p.name


def test_runs_and_layers_differ_and_company_does_not_matter() -> None:
    job = make_job([3, 8], hidden=[6, 6, 6])
    assert not (job.initial[0] == job.initial[1])[job.initial[0] != 0].any()
    second, third = (job.program.plan.weight(layer) for layer in (1, 2))
    assert not np.isin(
        job.initial[:, second.offset : second.offset + 36], job.initial[:, third.offset : third.offset + 36]
    ).any()
    np.testing.assert_array_equal(make_job([8], hidden=[6, 6, 6]).initial, job.initial[1:])
