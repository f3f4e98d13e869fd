"""Samples that are held out from the training set: none of the test set, and what the network sees of them."""

from __future__ import annotations

import numpy as np
import pytest

from whygrad.data import load
from whygrad.engine import train
from whygrad.experiment import Experiment
from whygrad.search import Validation


def _rows(x: np.ndarray, y: np.ndarray) -> set[tuple[float, ...]]:
    return set(map(tuple, np.column_stack((x, y.reshape(len(x), -1))).astype(np.float32).tolist()))


@pytest.mark.parametrize(
    "data",
    [
        {"name": "moons", "samples": 300, "noise": 0.2},
        {"name": "spiral", "features": ["x1", "x2", "x1*x2", "sin(x1)"], "preprocessing": ["center", "scale"]},
        {"name": "digits", "preprocessing": ["pca:5"]},
        {"name": "digits", "noise": 0.1, "train_share": 0.8},
        {"name": "sine", "samples": 200, "noise": 0.3},
        {"name": "copying:6", "samples": 120},
        {"name": "sine-wave", "samples": 120},
    ],
    ids=lambda data: " ".join(map(str, data.values())),
)
def test_training_and_validation_samples_are_the_training_set(data: dict[str, object]) -> None:
    experiment = Experiment().replace(**{f"data.{name}": value for name, value in data.items()})
    held = Validation().held_out(experiment)
    assert held is not None
    whole, part = load(experiment.data, experiment.folder), load(held.data, held.folder)
    assert len(part.y_test) == len(whole.y_train) - round(0.8 * len(whole.y_train))
    assert len(part.y_train) + len(part.y_test) == len(whole.y_train)
    seen = _rows(part.x_train, part.y_train) | _rows(part.x_test, part.y_test)
    assert seen == _rows(whole.x_train, whole.y_train)
    assert (part.task, part.classes, part.shape, part.picture_shape) == (
        whole.task, whole.classes, whole.shape, whole.picture_shape,
    )  # fmt: skip


def test_each_run_holds_another_fifth_back() -> None:
    experiment = Experiment().replace(name="moons", samples=300)
    validation = Validation()
    parts = [validation.held_out(experiment, run) for run in range(3)]
    sets = [load(one.data, one.folder) for one in parts if one is not None]
    held = [_rows(one.x_test, one.y_test) for one in sets]
    assert len(held) == 3
    assert held[0] != held[1] != held[2]
    assert all(_rows(one.x_train, one.y_train) | rows == held[0] | _rows(sets[0].x_train, sets[0].y_train)
               for one, rows in zip(sets, held, strict=True))  # fmt: skip
    assert not any(_rows(one.x_train, one.y_train) & rows for one, rows in zip(sets, held, strict=True))


def test_of_a_published_training_set_a_part_decides() -> None:
    experiment = Experiment().replace(name="fashion-mnist-small")
    held = Validation().held_out(experiment)
    assert held is not None
    assert held.data.train_share == 0.8
    part, whole = load(held.data, None), load(experiment.data, None)
    assert len(part.y_train) + len(part.y_test) == len(whole.y_train)
    assert not (_rows(part.x_test, part.y_test) & _rows(whole.x_test, whole.y_test))
    divided = experiment.replace(train_share=0.7)
    assert Validation().held_out(divided) is divided


def test_where_nothing_can_be_held_back() -> None:
    assert Validation().held_out(Experiment().replace(name="and", samples=40)) is None
    assert Validation().held_out(Experiment().replace(name="digits", augmentation=["crop"])) is None


def test_a_held_out_experiment_trains_as_on_the_same_arrays() -> None:
    """The loss on the validation samples by hand, from the trained parameters of a linear model."""
    held = Validation().held_out(Experiment().replace(name="plane", hidden=[], epochs=3, loss="squared"))
    assert held is not None
    trace = train(held, seeds=2)
    dataset = load(held.data, held.folder)
    assert trace.final_parameters is not None
    weights, bias = trace.final_parameters[:, :-1], trace.final_parameters[:, -1]
    errors = dataset.x_test @ weights.T + bias - dataset.y_test
    assert trace["loss_test"][:, -1] == pytest.approx(0.5 * (errors**2).mean(axis=0), rel=1e-4)
