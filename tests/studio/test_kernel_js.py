"""The kernel in WebAssembly, driven by kernel.js in Node, against the same kernel in Python."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.engine.runs import trained
from tests.studio.driving import call, needs_node

from whygrad.engine import native
from whygrad.engine.program import Job, lower
from whygrad.experiment import Experiment
from whygrad.studio.wire import encoded

pytestmark = needs_node

SEEDS = (0, 1, 2, 7, 4_000_000_000)
STEPS = 200  # 250 training samples in batches of 25, 20 epochs
CASES: dict[str, dict[str, Any]] = {
    "default": {},
    "adam-batch-norm": {"hidden": [6, 5], "activation": "relu", "optimizer": "adam", "normalization": "batch"},
    "dropout-residual": {"hidden": [5, 5, 5], "residual": True, "dropout": 0.3, "normalization": "layer"},
    "softmax": {"name": "blobs:4", "hidden": [7], "activation": "gelu", "optimizer": "momentum", "learning_rate": 0.01},
    "numbers": {"name": "sine", "hidden": [9, 4], "activation": "mish", "schedule": "cosine", "warmup": 0.1},
    "prelu-clip": {"hidden": [4], "activation": "prelu", "clip": 0.5, "l1": 0.001, "optimizer": "rmsprop"},
    "hinge": {"loss": "hinge", "hidden": [3], "activation": "silu", "optimizer": "adamw", "l2": 0.01},
    "perceptron": {"name": "moons", "hidden": [], "optimizer": "perceptron"},
}


def _experiment(**values: Any) -> Experiment:
    return Experiment().replace(**{"samples": 500, "batch_size": 25, "epochs": 20, "recording.every": 40, **values})


def _job(experiment: Experiment) -> Job:
    return lower(experiment, SEEDS, name="test", kind="experiment")


def _native(experiment: Experiment) -> tuple[Job, native.Population]:
    job = _job(experiment)
    return job, trained(job, isa="baseline")


@pytest.mark.parametrize("values", CASES.values(), ids=CASES)
def test_it_trains_as_python_does(values: dict[str, Any]) -> None:
    """Every record and the parameters after 200 updates."""
    experiment = _experiment(**values)
    job, population = _native(experiment)
    steps = [0, *np.diff(job.program.record_steps).tolist()]
    assert sum(steps) == STEPS
    *records, parameters, running = call(
        experiment, SEEDS, *(["advance", n] for n in steps), ["parameters", 3], ["running", 3]
    )
    final = population.final_parameters(slice(None))[3]
    np.testing.assert_allclose(np.concatenate((parameters, running)), final, rtol=1e-4, atol=1e-4)
    channels = population.channels(slice(None), slice(None))
    for number, record in enumerate(records):
        assert record["step"] == job.program.record_steps[number]
        for name, found in {**record["run"], **record["layer"]}.items():
            expected = channels[name][:, number].ravel()
            if name == "step_quality":  # a quotient of two small differences
                np.testing.assert_array_equal(np.isfinite(found), np.isfinite(expected))
                continue
            close = {"rtol": 1e-4, "atol": 1e-5} if name.startswith("loss") else {"rtol": 1e-3, "atol": 1e-4}
            np.testing.assert_allclose(found, expected, **close, err_msg=f"{name}, record {number}")


def test_the_channels_are_pythons() -> None:
    found = call(_experiment(), (0,), ["RUN_CHANNELS"], ["LAYER_CHANNELS"], ["HISTOGRAMS"], ["SETTINGS"])
    assert [tuple(names) for names in found[:3]] == [native.RUN_CHANNELS, native.LAYER_CHANNELS, native.HISTOGRAMS]
    assert found[3][0] == "learning_rate"


def test_histograms() -> None:
    experiment = _experiment(hidden=[4, 3])
    job = _job(experiment)
    population = native.Population([job], ("histograms",), "baseline")
    native.run([population], 1, lambda _: None)
    (record,) = call(experiment, SEEDS, ["advance", STEPS], histograms=True)
    for name in native.HISTOGRAMS:
        found = record["histogram"][name].reshape(len(SEEDS), 3, -1)
        np.testing.assert_allclose(found.sum(axis=2), 1.0, rtol=1e-5)
        np.testing.assert_allclose(found, population.channels(slice(None), slice(None))[name][:, -1], atol=0.02)


@pytest.mark.parametrize("values", CASES.values(), ids=CASES)
def test_values_and_explanations_are_pythons(values: dict[str, Any]) -> None:
    experiment = _experiment(**values)
    job, population = _native(experiment)
    dataset = job.program.dataset
    samples = list(range(11))
    trained_to = population.final_parameters(slice(3, 4))[:, : job.program.plan.count]
    _, found, explained, losses = call(
        experiment,
        SEEDS,
        ["advance", STEPS, False],
        ["values", 3, {"rowsOf": samples}],
        ["explain", 3, {"rowsOf": samples}],
        ["losses", 3, encoded(trained_to.repeat(5, axis=0))],
    )
    expected = population.explain(dataset.x_train[:11], dataset.y_train[:11])
    for v, (mine, oracle) in enumerate(zip(found, expected.values, strict=True)):
        np.testing.assert_allclose(mine.reshape(-1, 11), oracle[3].T, rtol=1e-3, atol=1e-4, err_msg=f"value {v}")
        np.testing.assert_allclose(explained["values"][v], mine, rtol=1e-4, atol=1e-5)
        delta = explained["deltas"][v].reshape(-1, 11)
        np.testing.assert_allclose(delta, expected.deltas[v][3].T, rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(explained["gradient"], expected.gradient[3], rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(explained["loss"], expected.loss[3], rtol=1e-3, atol=1e-4)
    channels = population.channels(slice(None), slice(None))
    np.testing.assert_allclose(losses[:5], channels["loss_train"][3, -1], rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(losses[5:], channels["loss_test"][3, -1], rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("values", [CASES["default"], CASES["dropout-residual"], CASES["adam-batch-norm"]])
def test_neighbors_and_slices_do_not_matter(values: dict[str, Any]) -> None:
    """Bit for bit: one run, the same among 16, and trained in slices of any size."""
    experiment = _experiment(**values)
    alone = call(experiment, (9,), ["advance", STEPS], ["parameters", 0])
    among = call(experiment, range(16), ["advance", STEPS], ["parameters", 9])
    slices = call(experiment, (3, 9), *(["advance", n, n == 7] for n in (7, 1, 100, 7, 85)), ["parameters", 1])
    np.testing.assert_array_equal(alone[-1], among[-1])
    np.testing.assert_array_equal(alone[-1], slices[-1])
    for name in ("loss_train", "gradient_norm", "step_quality"):
        np.testing.assert_array_equal(alone[0]["run"][name], among[0]["run"][name][9:10])


def test_a_broken_run_is_reported() -> None:
    """Where Python's kernel finds it; the others go on; records of it are NaN."""
    experiment = _experiment(hidden=[6, 6], activation="relu", loss="squared", output="identity", learning_rate=3.0)
    _, population = _native(experiment)
    steps, layers, what = population.non_finite(slice(None))
    assert (steps >= 0).any()
    record, status = call(experiment, SEEDS, ["advance", STEPS], ["status"])
    broken = steps >= 0
    np.testing.assert_array_equal(status["badStep"] >= 0, broken)
    np.testing.assert_array_equal(np.isnan(record["run"]["loss_train"]), broken)
    np.testing.assert_array_equal(status["badStep"], steps)
    np.testing.assert_array_equal(status["badLayer"][broken], layers[broken])
    names = ("", "input", "activation", "loss", "gradient", "weight")
    assert [names[number] for number in status["badWhat"]] == list(what)


def test_it_stops_where_the_last_run_broke() -> None:
    wild = _experiment(hidden=[6, 6], activation="relu", loss="squared", output="identity", learning_rate=10.0)
    record, status, again = call(wild, SEEDS, ["advance", STEPS], ["status"], ["advance", 5])
    assert record["step"] == again["step"] == status["badStep"].max() + 1
    assert (status["badStep"] >= 0).all()


def test_edits() -> None:
    """A weight, a learning rate of one run, then back to the start."""
    experiment = _experiment()
    start, _, edited, still, _, stopped, _, again = call(
        experiment, SEEDS, ["parameters", 1], ["setParameter", 1, 2, 0.625], ["parameters", 1], ["parameters", 2],
        ["setSetting", "learning_rate", 0.0, 1], ["advance", 10], ["reset"], ["parameters", 1],
    )  # fmt: skip
    np.testing.assert_array_equal(np.flatnonzero(start != edited), [2])
    assert edited[2] == 0.625
    assert not np.array_equal(still, edited)
    assert stopped["layer"]["update_ratio"].reshape(len(SEEDS), -1)[1].max() == 0.0
    assert stopped["layer"]["update_ratio"].reshape(len(SEEDS), -1)[0].min() > 0.0
    np.testing.assert_array_equal(again, start)


def test_it_goes_on_after_the_schedule() -> None:
    experiment = _experiment(schedule="step", learning_rate=0.5)
    early, end, after = call(experiment, (0,), ["advance", 10], ["advance", STEPS - 10], ["advance", 3 * STEPS])
    assert early["run"]["learning_rate"][0] == np.float32(0.5)
    for record in (end, after):
        np.testing.assert_allclose(record["run"]["learning_rate"], 0.005, rtol=1e-6)
    assert after["step"] == 4 * STEPS
    assert after["layer"]["update_ratio"].min() > 0


def test_a_network_that_is_too_large_says_so() -> None:
    with pytest.raises(AssertionError, match="too large"):
        call(_experiment(), range(65), ["advance", 1])
