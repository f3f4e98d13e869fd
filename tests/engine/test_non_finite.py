"""Runs that turn non-finite: where and when, by kernel and by PyTorch, and that their neighbors do not notice."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from tests.engine.runs import channels, make_job, parameters, trained, with_data

from whygrad.engine import native, pytorch, train
from whygrad.engine.program import Job
from whygrad.experiment import Experiment
from whygrad.trace import DETAILS, Status

BASE: dict[str, Any] = {
    "samples": 60, "hidden": [5, 4, 3], "batch_size": 10, "epochs": 5, "every": 4, "activation": "relu",
}  # fmt: skip
GROWING = {"activation": "tanh", "l2": 1000.0, "learning_rate": 1e6}  # weights grow a billionfold an update

Verdict = tuple[list[int], list[int], tuple[str, ...]]


def _verdict(population: native.Population) -> Verdict:
    step, layer, what = population.non_finite(slice(None))
    return step.tolist(), layer.tolist(), what


def _changed(job: Job, name: str, entry: int, value: float, run: int = 0) -> Job:
    """The job with one initial number of a parameter of a run replaced."""
    offset = next(p.offset for p in job.program.plan.parameters if p.name == name)
    initial = job.initial.copy()
    initial[run, offset + entry] = value
    return dataclasses.replace(job, initial=initial)


def _with_bad_input(sample: int, value: float, **values: Any) -> Job:
    job = make_job(**BASE | values)
    x = job.program.dataset.x_train.copy()
    x[sample, 1] = value
    return with_data(job, x_train=x)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_input(value: float) -> None:
    """Noticed in the batch that holds the sample, whichever that is for a run's order."""
    from whygrad.nets.random import sample_order

    job = _with_bad_input(7, value)
    order = sample_order(job.seeds, 0, 30)
    expected = [int(np.flatnonzero(row == 7)[0]) // 10 for row in order]
    assert len(set(expected)) > 1
    assert _verdict(trained(job)) == (expected, [0] * 5, ("input",) * 5)


@pytest.mark.parametrize(
    ("parameter", "value", "layer"),
    [("hidden1.weight", np.inf, 0), ("hidden2.bias", np.nan, 1), ("output.bias", -np.inf, 3)],
)
def test_first_layer_with_a_bad_value(parameter: str, value: float, layer: int) -> None:
    job = _changed(make_job(**BASE | {"activation": "linear"}), parameter, 0, value, run=2)
    assert _verdict(trained(job)) == ([-1, -1, 0, -1, -1], [-1, -1, layer, -1, -1], ("", "", "activation", "", ""))


def test_first_layer_that_overflows() -> None:
    job = make_job(**BASE | {"activation": "linear"})
    for name, value in (("hidden2.bias", 1e10), ("hidden3.weight", 1e30)):
        job = _changed(job, name, 0, value, run=4)
    assert _verdict(trained(job)) == ([-1] * 4 + [0], [-1] * 4 + [2], ("", "", "", "", "activation"))


def test_loss() -> None:
    """Outputs are finite, their squared distance to the target is not."""
    job = _changed(make_job(**BASE | {"name": "sine", "activation": "tanh"}), "output.bias", 0, 1e25, run=1)
    step, layer, what = _verdict(trained(job))
    assert (step[1], layer[1], what[1]) == (0, 3, "loss")
    assert what.count("") == 4


def test_gradient() -> None:
    """The loss is finite, but the output's weights carry its gradient beyond float32's range."""
    job = make_job(**BASE | {"name": "sine", "activation": "linear", "hidden": [1, 1]})
    for name, value in (("hidden1.weight", 1e30), ("hidden2.weight", 1e-30), ("output.weight", 1e15)):
        job = _changed(job, name, 0, value, run=3)
    found = _verdict(trained(job))
    assert (found[0][3], found[1][3], found[2][3]) == (0, 1, "gradient")


def test_weight() -> None:
    """A finite gradient times an overlarge learning rate and penalty: the weights grow until they are infinite."""
    job = make_job(**BASE | GROWING)
    population = trained(job)
    step, layer, what = _verdict(population)
    assert set(what) == {"weight"}
    assert set(step) <= {3, 4, 5}  # nine decimal orders an update, 38 in all
    final = parameters(population)
    for run in range(5):
        pieces = [(p.layer, final[run, p.offset : p.offset + p.count]) for p in job.program.plan.parameters]
        assert layer[run] == min(number for number, piece in pieces if not np.isfinite(piece).all())


SCENES: dict[str, dict[str, Any]] = {
    "large-rate": {"learning_rate": 1e6},
    "large-rate-squared": {"learning_rate": 100.0, "loss": "squared", "output": "identity"},
    "large-weights": {"init": "normal:1000", "learning_rate": 10.0},
    "decay": GROWING,
    "numbers": {"name": "plane", "learning_rate": 10.0, "activation": "linear"},
    "momentum": {"learning_rate": 1000.0, "optimizer": "momentum", "activation": "leaky-relu"},
    "batch-norm": {
        "normalization": "batch", "learning_rate": 1e6, "optimizer": "momentum", "loss": "squared",
        "output": "identity",
    },
    "classes": {"name": "blobs:4", "learning_rate": 1e6, "epochs": 20, "activation": "leaky-relu"},
}  # fmt: skip


@pytest.mark.torch
@pytest.mark.parametrize("scene", SCENES)
def test_verdicts_are_pytorchs(scene: str) -> None:
    job = make_job(range(12), **BASE | SCENES[scene])
    expected = pytorch.train_one(job)
    step, layer, what = _verdict(trained(job))
    assert any(what), "nothing happens in this scene"
    # Whether a number just overflows depends on the order of sums, so not all runs can be asked to agree.
    agree = (step == expected.non_finite_step) & (layer == expected.non_finite_layer)
    agree &= np.array(what) == np.array(expected.non_finite_what)
    assert agree.mean() >= 0.8, (step, expected.non_finite_step, layer, expected.non_finite_layer, what)


@pytest.mark.parametrize("isa", native.instruction_sets())
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e38])
def test_neighbors_are_not_touched(value: float, isa: str) -> None:
    """Bit for bit, whichever lanes are bad."""
    values = BASE | {"normalization": "batch", "dropout": 0.1, "optimizer": "adam"}
    job = make_job(range(20), **values)
    good = trained(job, isa=isa, detail=DETAILS)
    for run in (0, 7, 19):
        job = _changed(job, "hidden2.weight", 3, value, run)
    population = trained(job, isa=isa, detail=DETAILS)
    others = [run for run in range(20) if run not in (0, 7, 19)]
    np.testing.assert_array_equal(parameters(population)[others], parameters(good)[others])
    for name, values_ in channels(population).items():
        np.testing.assert_array_equal(values_[others], channels(good)[name][others], err_msg=name)
    if value != 1e38:  # which batch normalization brings back into range
        assert {run for run, what in enumerate(_verdict(population)[2]) if what} == {0, 7, 19}


def test_a_stopped_run_is_the_same_in_any_company() -> None:
    """What it leaves behind, too: parameters, running statistics and the records before it stopped."""
    values = BASE | SCENES["batch-norm"] | {"every": 1}
    bad = Experiment().replace(**values)
    alone = train(bad, [4], detail=DETAILS)
    assert alone.status == (Status.NON_FINITE,)
    company = train([bad.replace(learning_rate=0.01), bad], [4, 5], detail=DETAILS)[1]
    assert alone.non_finite_step[0] == company.non_finite_step[0]
    np.testing.assert_array_equal(alone.final_parameters[0], company.final_parameters[0])
    for name in alone.channels:
        if name.startswith(("input", "class")):
            continue
        np.testing.assert_array_equal(alone[name][0], company[name][0], err_msg=name)


def test_records_end_where_a_run_stops() -> None:
    job = make_job(**BASE | GROWING | {"every": 1})
    population = trained(job, detail=DETAILS)
    step = population.non_finite(slice(None))[0]
    for name, values in channels(population).items():
        for run in range(5):
            assert np.isnan(values[run, step[run] + 1 :]).all(), name
    assert np.isfinite(channels(population)["loss_train"][:, 0]).all()


def test_an_infinite_loss_at_the_end_is_no_success() -> None:
    """The only update leads to finite weights whose outputs overflow: no further step notices."""
    values = {"hidden": [5] * 8, "epochs": 1, "batch_size": 30, "init": "normal:30", "learning_rate": 1e-4}
    trace = train(Experiment().replace(**BASE | values), 20)
    undefined = ~np.isfinite(trace["loss_train"][:, -1]) & (trace.non_finite_step < 0)
    assert undefined.any()
    assert {status for status, is_so in zip(trace.status, undefined, strict=True) if is_so} == {Status.DIVERGED}


def test_a_finite_training_has_no_verdict() -> None:
    trace = train(Experiment().replace(epochs=3), 3)
    assert trace.non_finite_step.tolist() == trace.non_finite_layer.tolist() == [-1, -1, -1]
    assert trace.non_finite_what == ("", "", "")
    assert set(trace.status) == {Status.FINISHED}
