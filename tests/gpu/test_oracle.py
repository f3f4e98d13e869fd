"""The GPU's program, executed on the CPU, gives what the kernel gives: the same random numbers and the same updates bit
for bit, and the same losses within rounding.
"""

from __future__ import annotations

import ctypes
import platform
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.gpu.conftest import Driver

from whygrad.activations import ACTIVATIONS
from whygrad.engine import native
from whygrad.engine.arrays import OPTIMIZERS
from whygrad.engine.program import Job, lower
from whygrad.engine.schedule import SCHEDULES
from whygrad.experiment import Experiment
from whygrad.gpu import Gpu, population, source
from whygrad.gpu.population import CHANNELS, Description, Population, Task
from whygrad.nets.initializers import INITIALIZERS
from whygrad.nets.random import dropout_mask, sample_order

SEEDS = range(34)  # a whole warp and two more
# The mean of a few hundred losses is summed up in another order: relative error of a few units in the last place.
LOSSES = {"rtol": 2e-6, "atol": 1e-7}
FIRST = Experiment().replace(name="circle", samples=120, noise=0.1, epochs=6, hidden=[4, 2], every=7)


def trained(gpu: Gpu, *jobs: Job) -> tuple[Population, native.Population]:
    """The same jobs by the GPU's program and by the kernel."""
    here = native.Population(list(jobs), isa="baseline")
    assert native.run([here], 1, lambda _: None)
    there = gpu.population(jobs)
    assert gpu.run([there], lambda _: None)
    return there, here


def lowered(experiment: Experiment, **settings: Any) -> Job:
    return lower(experiment.replace(**settings), SEEDS, name="", kind="experiment")


def compare(gpu: Gpu, driver: Driver, job: Job, *, exact: bool = True) -> NDArray[np.int64]:
    """Raise unless both agree; gives the step at which each run turned non-finite."""
    there, here = trained(gpu, job)
    every = slice(None)
    step = there.non_finite_step(every)
    np.testing.assert_array_equal(step, here.non_finite(every)[0])
    theirs, ours = there.channels(every), here.channels(every, every)
    assert set(theirs) == set(CHANNELS)
    for name in ("loss_train", "loss_test"):
        np.testing.assert_allclose(theirs[name], ours[name], err_msg=name, **LOSSES)
    if exact:
        for name in ("accuracy_train", "accuracy_test"):
            np.testing.assert_allclose(theirs[name], ours[name], err_msg=name, rtol=1e-6)
    count = job.program.plan.count
    parameters, expected = (
        driver.parameters(len(SEEDS), count)[step < 0],
        here.final_parameters(every)[step < 0, :count],
    )
    if exact and platform.machine() == "x86_64":  # elsewhere the kernel fuses multiplications and additions
        np.testing.assert_array_equal(parameters, expected)
    else:
        np.testing.assert_allclose(parameters, expected, rtol=1e-4, atol=1e-5)
    assert not np.array_equal(parameters, job.initial[step < 0])
    return step


def test_first_network(gpu: Gpu, driver: Driver) -> None:
    """2-4-2-1 with tanh, by gradient descent on batches of 10."""
    assert (compare(gpu, driver, lowered(FIRST)) < 0).all()


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation(gpu: Gpu, driver: Driver, activation: str) -> None:
    # PReLU's slope sums over a chunk before it adds up, and the GPU's chunks are smaller.
    compare(gpu, driver, lowered(FIRST, activation=activation, hidden=[5, 7, 3]), exact=activation != "prelu")


@pytest.mark.parametrize("optimizer", [name for name in OPTIMIZERS if name != "perceptron"])
def test_every_optimizer(gpu: Gpu, driver: Driver, optimizer: str) -> None:
    compare(gpu, driver, lowered(FIRST, optimizer=optimizer, l1=0.001, l2=0.01, learning_rate=0.01))


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_schedule(gpu: Gpu, driver: Driver, schedule: str) -> None:
    compare(gpu, driver, lowered(FIRST, schedule=schedule, warmup=0.2))


@pytest.mark.parametrize(
    "init", [f"{name}:0.3" if name == "normal" else name for name in INITIALIZERS if name != "zeros"]
)
def test_every_initializer(gpu: Gpu, driver: Driver, init: str) -> None:
    compare(gpu, driver, lowered(FIRST, init=init))


@pytest.mark.parametrize(
    "settings",
    [
        {"loss": "squared"},
        {"loss": "hinge"},
        {"loss": "squared", "output": "sigmoid"},
        {"name": "plane", "loss": "squared"},
        {"name": "digits", "samples": 200, "hidden": [9]},
        {"name": "digits", "samples": 200, "hidden": [9], "loss": "squared", "output": "softmax"},
        {"name": "and", "hidden": [], "activation": "step", "optimizer": "perceptron", "batch_size": 1},  # no test set
    ],
    ids=str,
)
def test_every_loss(gpu: Gpu, driver: Driver, settings: dict[str, Any]) -> None:
    compare(gpu, driver, lowered(FIRST, **settings))


@pytest.mark.parametrize(
    "settings",
    [
        {"normalization": "layer", "hidden": [6, 5]},
        {"normalization": "batch", "hidden": [6, 5], "batch_size": 17},
        {"dropout": 0.4, "hidden": [7, 5]},
        {"residual": True, "hidden": [6, 6, 6]},
        {"residual": True, "normalization": "layer", "dropout": 0.2, "hidden": [6, 6, 6]},
        {"clip": 0.05, "l1": 0.01, "l2": 0.02},
        {"batch_size": 1},
        {"batch_size": 1000},
        {"hidden": []},
    ],
    ids=str,
)
def test_other_settings(gpu: Gpu, driver: Driver, settings: dict[str, Any]) -> None:
    compare(gpu, driver, lowered(FIRST, **settings))


@pytest.mark.slow(20)
@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"activation": "prelu", "optimizer": "adamw", "hidden": [3], "l1": 0.01, "l2": 0.02, "loss": "hinge"},
        {"activation": "relu", "optimizer": "momentum", "clip": 0.05, "residual": True, "hidden": [3, 3, 3]},
        {"activation": "gelu", "optimizer": "rmsprop", "loss": "squared", "batch_size": 7, "schedule": "cosine"},
        {"activation": "mish", "optimizer": "adam", "hidden": [2], "batch_size": 1000},
        {"activation": "sigmoid", "optimizer": "adagrad", "name": "plane", "loss": "squared", "hidden": [4]},
        {"name": "blobs:3", "hidden": [3], "loss": "squared", "output": "softmax", "batch_size": 16},
        {"name": "blobs:3", "hidden": [], "l2": 0.1, "optimizer": "nesterov"},
    ],
    ids=str,
)
def test_programs_made_for_their_networks(
    gpu: Gpu, driver: Driver, with_constants: list[str | None], settings: dict[str, Any]
) -> None:
    """Networks whose numbers fit into registers have a program of their own: the same results bit for bit."""
    compare(gpu, driver, lowered(FIRST, **settings))
    assert with_constants
    assert None not in with_constants


@pytest.mark.parametrize(
    "settings",
    [{"hidden": [9, 9]}, {"normalization": "batch"}, {"normalization": "layer"}, {"dropout": 0.2}],
    ids=str,
)
def test_other_networks_share_one_program(
    gpu: Gpu, driver: Driver, with_constants: list[str | None], settings: dict[str, Any]
) -> None:
    compare(gpu, driver, lowered(FIRST, **settings))
    assert with_constants == [None]


def test_long_trainings_compute_the_order_of_their_samples(
    gpu: Gpu, driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "_MOST_ORDERS", 10)
    compare(gpu, driver, lowered(FIRST))


def test_runs_that_turn_non_finite(gpu: Gpu, driver: Driver) -> None:
    job = lowered(FIRST, name="plane", activation="relu")
    rates = np.geomspace(0.001, 1e38, len(SEEDS)).astype(np.float32)
    job = replace(job, varied={"learning_rate": rates})
    step = compare(gpu, driver, job)
    assert (step < 0).any()
    here = trained(gpu, job)[1]
    assert {"", "weight"} < set(here.non_finite(slice(None))[2]), "some by their update, some before it"


def test_settings_of_each_run(gpu: Gpu, driver: Driver) -> None:
    """Runs of one population have their own learning rate, penalties, clipping and dropout."""
    job = lowered(FIRST, dropout=0.1, hidden=[6, 6])
    spread = {
        name: np.geomspace(low, high, len(SEEDS)).astype(np.float32)
        for name, low, high in (("learning_rate", 0.001, 1), ("l1", 1e-5, 1e-2), ("l2", 1e-5, 0.1), ("clip", 0.01, 10))
    }
    compare(gpu, driver, replace(job, varied={**spread, "dropout": np.linspace(0, 0.8, len(SEEDS), dtype=np.float32)}))


@pytest.mark.parametrize("samples", [1, 2, 9, 10, 97, 1000])
def test_order_of_samples(driver: Driver, samples: int) -> None:
    for seed, epoch in ((0, 0), (3, 1), (2**32 - 1, 77)):
        found = np.empty(samples, np.int32)
        pointer = found.ctypes.data_as(ctypes.c_void_p)
        driver.library.test_order(ctypes.c_uint32(seed), ctypes.c_uint32(epoch), ctypes.c_int32(samples), pointer)
        np.testing.assert_array_equal(found, sample_order(np.array([seed], np.uint32), epoch, samples)[0])


def test_dropout_masks(driver: Driver) -> None:
    found = np.empty((6, 5), np.float32)
    arguments = (ctypes.c_uint32(7), ctypes.c_uint32(2), ctypes.c_uint32(11), 4, 6, 5, ctypes.c_float(0.4))
    driver.library.test_dropout(*arguments, found.ctypes.data_as(ctypes.c_void_p))
    expected = dropout_mask(np.array([7], np.uint32), 2, 11, 4, 6, 5, np.array([0.4], np.float32))
    np.testing.assert_array_equal(found, expected[0])


def test_structures_have_the_same_size(driver: Driver) -> None:
    assert ctypes.sizeof(Description) == driver.count("size_of_population")
    # With these sizes NVRTC's program compiles, too (test_compiler.py).
    stated = f"sizeof(Population) == {ctypes.sizeof(Description)} && sizeof(Task) == {ctypes.sizeof(Task)}"
    assert stated in source.files()["task.h"]
