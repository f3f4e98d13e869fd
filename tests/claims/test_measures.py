"""The shared measures on traces whose numbers are known, and on trainings that are measured a second way."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

import whygrad as wg
from whygrad.claims.measures import NAMES, measure
from whygrad.data import load
from whygrad.errors import InputError
from whygrad.nets import forward, plan
from whygrad.trace import Status, Trace


@pytest.fixture(scope="module")
def experiment() -> wg.Experiment:
    return wg.Experiment().replace(
        name="moons", hidden=[6, 4], activation="relu", init="he-normal", epochs=30, learning_rate=0.3, l1=0.003
    )


@pytest.fixture(scope="module")
def trace(experiment: wg.Experiment) -> Trace:
    return wg.train(experiment, seeds=4)


def test_every_measure_gives_a_finite_number_per_run(trace: Trace) -> None:
    arguments = {"log2-updates-to-loss": {"fraction": 0.5}, "solved": {"accuracy": 0.9}}
    for name in NAMES:
        values = measure(name)(trace, **arguments.get(name, {}))
        assert values.shape == (4,), name
        assert np.isfinite(values).all(), name


def test_a_name_that_no_measure_has_is_refused() -> None:
    for name in ("failure", "np", "measure", "-failed"):
        with pytest.raises(InputError, match="no measure"):
            measure(name)


def test_accuracy_and_loss_are_those_of_the_trained_network(experiment: wg.Experiment, trace: Trace) -> None:
    """Oracle: the plan's own forward pass with the final parameters, and cross-entropy written out."""
    data = load(experiment.data)
    assert trace.final_parameters is not None
    network = plan(experiment, data.x_test.shape[1], data.task, data.classes)
    logits = forward(network, trace.final_parameters.astype(np.float64), data.x_test.astype(np.float64))[-1][..., 0]
    right = ((logits > 0) == data.y_test).mean(axis=1)
    loss = np.logaddexp(0, np.where(data.y_test == 1, -logits, logits)).mean(axis=1)
    assert measure("test-accuracy")(trace) == pytest.approx(100 * right)
    assert measure("relative-loss")(trace) == pytest.approx(100 * loss / trace.meta.chance_loss, rel=1e-4)


def test_weights_are_those_of_the_plan(experiment: wg.Experiment, trace: Trace) -> None:
    data = load(experiment.data)
    network = plan(experiment, data.x_train.shape[1], data.task, data.classes)
    assert trace.final_parameters is not None
    parts = [
        trace.final_parameters[:, one.offset : one.offset + int(np.prod(one.shape))]
        for one in network.parameters if one.kind == "weight"
    ]  # fmt: skip
    weights = np.concatenate(parts, axis=1).astype(np.float64)
    assert measure("weight-rms")(trace) == pytest.approx(np.sqrt((weights**2).mean(axis=1)))
    assert measure("small-weights")(trace, below=0.05) == pytest.approx(100 * (np.abs(weights) < 0.05).mean(axis=1))


def _with(trace: Trace, status: Status = Status.FINISHED, **channels: object) -> Trace:
    given = {name: np.asarray(trace[name]) for name in trace.channels} | {
        name: np.broadcast_to(np.asarray(values, dtype=np.float32), np.shape(trace[name]))
        for name, values in channels.items()
    }
    return Trace(trace.meta, trace.steps, trace.seeds, given, status=status, final_parameters=trace.final_parameters)


def test_updates_are_counted_to_the_first_record_that_is_low_enough(trace: Trace) -> None:
    loss = np.full(len(trace.steps), trace.meta.chance_loss)
    loss[5:] *= 0.4
    falling = _with(trace, loss_train=loss)
    assert measure("log2-updates-to-loss")(falling, fraction=0.5) == pytest.approx(np.log2(trace.steps[5]))
    assert measure("log2-updates-to-loss")(falling, fraction=0.3) == pytest.approx(np.log2(2 * trace.steps[-1]))


def test_gradients_that_halve_from_layer_to_layer(trace: Trace) -> None:
    deep = wg.train(wg.Experiment().replace(hidden=[3] * 6, epochs=1), seeds=2)
    halving = _with(deep, backprop_rms=0.5 ** np.arange(7)[::-1])
    assert measure("log10-gradient-per-layer")(halving) == pytest.approx(np.log10(0.5), rel=1e-5)
    assert measure("log10-first-to-last-gradient")(halving) == pytest.approx(5 * np.log10(0.5), rel=1e-5)


def test_failed_runs_count_as_the_worst(trace: Trace) -> None:
    broken = _with(trace, Status.NON_FINITE)
    assert (measure("failed")(broken) == 100).all()
    assert (measure("relative-loss")(broken) == 1000).all()
    assert measure("test-accuracy")(broken) == pytest.approx(100 * trace.meta.chance_accuracy)
    assert (measure("log2-loss-surge")(broken) == 20).all()


def test_a_loss_that_grows_sixteenfold_surges_by_four(trace: Trace) -> None:
    loss = np.ones(len(trace.steps))
    loss[3] = 16
    assert measure("log2-loss-surge")(_with(trace, loss_train=loss)) == pytest.approx(4)


def test_fractions_of_layers_are_weighted_by_their_units(trace: Trace) -> None:
    half = _with(trace, dead_share=np.array([0.5, 0.0, 0.0]))  # 3 of 6 units, 0 of 4
    assert [layer.outputs for layer in half.meta.layers] == [6, 4, 1]
    assert measure("dead-units")(half) == pytest.approx(30)


def test_a_relative_loss_without_a_chance_level_is_no_number_beyond_bounds(trace: Trace) -> None:
    meta = dataclasses.replace(trace.meta, chance_loss=0.0)
    strange = Trace(meta, trace.steps, trace.seeds, dict(trace.channels))
    assert (measure("relative-loss")(strange) <= 1000).all()
