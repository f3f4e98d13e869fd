"""The same experiment and seed give bit-equal results, whatever trains beside them, in whatever order and threads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from tests.engine.runs import channels, make_job, parameters, trained

from whygrad.engine import native, train
from whygrad.experiment import Experiment
from whygrad.trace import DETAILS, Status, Trace

VALUES: dict[str, Any] = {
    "samples": 60, "hidden": [5, 4], "activation": "gelu", "normalization": "batch", "dropout": 0.2, "batch_size": 7,
    "epochs": 4, "every": 5, "optimizer": "adam", "learning_rate": 0.01,
}  # fmt: skip
PLAIN: dict[str, Any] = {"samples": 60, "hidden": [5, 4], "batch_size": 7, "epochs": 4, "every": 5}
KINDS = {"everything": VALUES, "plain": PLAIN} | {
    optimizer: {**PLAIN, "optimizer": optimizer}
    for optimizer in ("momentum", "nesterov", "adagrad", "rmsprop", "adamw")
}


def _assert_same_bits(one: Sequence[np.ndarray], other: Sequence[np.ndarray]) -> None:
    for a, b in zip(one, other, strict=True):
        np.testing.assert_array_equal(a, b)


def _results(population: native.Population, runs: Sequence[int] | slice = slice(None)) -> list[np.ndarray]:
    return [parameters(population)[runs], *(values[runs] for values in channels(population).values())]


@pytest.mark.parametrize("isa", native.instruction_sets())
@pytest.mark.parametrize("size", [1, 15, 16, 17, 1000])
@pytest.mark.parametrize("kind", KINDS)
def test_population_size_does_not_matter(kind: str, size: int, isa: str) -> None:
    alone = trained(make_job([3], **KINDS[kind]), isa=isa, detail=DETAILS)
    seeds = [3, *range(100, 100 + size - 1)]
    detail = DETAILS if size < 1000 else ()
    many = trained(make_job(seeds, **KINDS[kind]), isa=isa, detail=detail)
    found, expected = channels(many), channels(alone)
    _assert_same_bits([parameters(many)[:1]], [parameters(alone)])
    _assert_same_bits([found[name][:1] for name in found], [expected[name] for name in found])


def test_order_of_seeds_does_not_matter() -> None:
    seeds = np.arange(21)
    order = np.random.default_rng(0).permutation(21)
    one = trained(make_job(seeds, **VALUES), detail=DETAILS)
    other = trained(make_job(seeds[order], **VALUES), detail=DETAILS)
    _assert_same_bits(_results(one, order), _results(other))


@pytest.mark.parametrize("threads", [2, 5])
def test_threads_do_not_matter(threads: int) -> None:
    job = make_job(range(70), **VALUES)
    _assert_same_bits(_results(trained(job)), _results(trained(job, threads=threads)))


OTHERS: list[dict[str, Any]] = [
    {"learning_rate": 0.3},
    {"l2": 0.1},
    {"l1": 0.02},
    {"clip": 0.1},
    {"dropout": 0.6},
    {"init": "normal:2"},
    {"l2": 1000.0, "learning_rate": 1e6},  # weights grow a billionfold an update, until they are infinite
]


def _assert_same_trace(one: Trace, other: Trace) -> None:
    assert one.status == other.status
    assert one.channels.keys() == other.channels.keys()
    _assert_same_bits([one.steps, one.seeds], [other.steps, other.seeds])
    _assert_same_bits([one[name] for name in one.channels], [other[name] for name in one.channels])
    assert one.final_parameters is not None
    assert other.final_parameters is not None
    _assert_same_bits([one.final_parameters, one.non_finite_step], [other.final_parameters, other.non_finite_step])
    assert one.non_finite_what == other.non_finite_what


@pytest.mark.parametrize("kind", KINDS)
def test_other_experiments_beside_do_not_matter(kind: str) -> None:
    """Experiments that share lanes of a register, one at a time and all together; those that fail among them, too."""
    base = Experiment().replace(**KINDS[kind])
    others = [base.replace(**values) for values in OTHERS if base.network.dropout > 0 or "dropout" not in values]
    together = train([base, *others], 3, detail=DETAILS)
    for experiment, trace in zip([base, *others], together, strict=True):
        _assert_same_trace(trace, train(experiment, 3, detail=DETAILS))
    if base.training.optimizer in ("sgd", "momentum", "nesterov"):
        assert set(together[-1].status) == {Status.NON_FINITE}
    assert {status for trace in together[:-1] for status in trace.status} <= {Status.FINISHED, Status.DIVERGED}
    for other in others:
        _assert_same_trace(train([other, base], 3)[1], train(base, 3))


def test_different_programs_beside_do_not_matter() -> None:
    base = Experiment().replace(**PLAIN)
    others = base.vary(hidden=[[3], [64, 64]], epochs=[2, 9])
    together = train([*others, base], 5, threads=2)
    for experiment, trace in zip([*others, base], together, strict=True):
        _assert_same_trace(trace, train(experiment, 5, threads=1))


@pytest.mark.parametrize("kind", KINDS)
def test_recording_changes_nothing(kind: str) -> None:
    often, seldom = (trained(make_job(range(3), **KINDS[kind] | {"every": every})) for every in (1, 1000))
    _assert_same_bits([parameters(often)], [parameters(seldom)])
    ends = slice(None, None, 20)
    for name in ("loss_train", "accuracy_test", "gradient_norm", "activation_std"):
        _assert_same_bits([channels(often)[name][:, ends]], [channels(seldom)[name]])


def test_seeds_matter() -> None:
    final = parameters(trained(make_job([1, 2], **PLAIN)))
    assert not np.isclose(final[0], final[1]).any()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("isa", native.instruction_sets()[1:] or ["baseline"])
def test_instruction_sets_agree(isa: str, kind: str) -> None:
    """Within rounding: 20 updates in float32. (Adam divides a bias's gradient before batch normalization, which is
    nothing but rounding, by its own size: no two roundings agree there.)"""
    job = make_job(range(5), **KINDS[kind] | {"optimizer": "nesterov"})
    widest, other = trained(job), trained(job, isa=isa)
    np.testing.assert_allclose(parameters(other), parameters(widest), rtol=1e-4, atol=1e-5)
    for name in ("loss_train", "loss_test", "gradient_norm"):
        np.testing.assert_allclose(channels(other)[name], channels(widest)[name], rtol=1e-4)
