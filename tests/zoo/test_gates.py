"""Gates set by hand and gates that are learned: one perceptron for AND, OR and NAND, two layers for XOR (S01, S02)."""

from __future__ import annotations

import operator
from collections.abc import Callable

import numpy as np
import pytest

from whygrad.data import load
from whygrad.engine import train
from whygrad.experiment import Experiment
from whygrad.zoo import CORNERS, GATES, Lesson, lessons, separation
from whygrad.zoo.gates import perceptron, two_layers

SEEDS = 32

TRUTH: dict[str, Callable[[int, int], int]] = {
    "and": operator.and_,
    "or": operator.or_,
    "nand": lambda a, b: 1 - (a & b),
    "xor": operator.xor,
}


def wanted(name: str) -> list[int]:
    return [TRUTH[name](int(a), int(b)) for a, b in CORNERS]


@pytest.mark.parametrize("name", GATES)
def test_hand_set_networks_have_the_gates_truth_tables(name: str) -> None:
    gate = GATES[name]
    assert gate.evaluate(CORNERS)[1].tolist() == wanted(name) == list(gate.answers)
    data = load(gate.experiment.data)  # the same gate as the data set
    np.testing.assert_array_equal(gate.evaluate(data.x_train)[1], data.y_train)


def test_xor_is_nand_and_or() -> None:
    xor = GATES["xor"]
    hidden = xor.evaluate(CORNERS)[0].T.tolist()
    assert hidden == [wanted("nand"), wanted("or")]
    assert [unit.name for unit in xor.hidden] == ["nand", "or"]
    assert (xor.output, xor.hidden) == (GATES["and"].output, (GATES["nand"].output, GATES["or"].output))
    assert [layer.activation for layer in xor.plan.layers] == ["step", "identity"]


def test_single_units_are_single_layers() -> None:
    assert [len(GATES[name].plan.layers) for name in ("and", "or", "nand", "xor")] == [1, 1, 1, 2]


@pytest.mark.parametrize("name", GATES)
def test_lines_part_all_gates_but_xor(name: str) -> None:
    gate = GATES[name]
    found = gate.separation()
    assert found.separable is (name != "xor")
    if found.weights is not None:
        assert found.bias is not None
        assert ((CORNERS @ found.weights + found.bias > 0) == np.array(gate.answers, bool)).all()


@pytest.fixture(scope="module")
def taught() -> tuple[Lesson, ...]:
    return lessons(SEEDS)


@pytest.mark.parametrize("place", range(3), ids=["and", "or", "nand"])
def test_perceptrons_learn_what_a_line_can_part(taught: tuple[Lesson, ...], place: int) -> None:
    lesson = taught[place]
    assert lesson.gate == list(GATES)[place]
    assert lesson.experiment.network.hidden == ()
    assert lesson.experiment.training.optimizer == "perceptron"
    assert lesson.learned.all()
    assert (lesson.epoch <= 10).all()
    assert (np.asarray(lesson.trace["accuracy_test"])[:, -1] == 1).all()


def test_perceptrons_never_learn_xor(taught: tuple[Lesson, ...]) -> None:
    """A line gets at most three of the four corners."""
    lesson = taught[3]
    data = load(lesson.experiment.data)
    corners = np.unique(data.x_train, axis=0, return_counts=True)[1]
    three = 1 - corners.min() / len(data.x_train)
    assert not lesson.learned.any()
    assert np.isnan(lesson.epoch).all()
    assert lesson.best.max() <= three + 1e-6
    weights = np.asarray(lesson.trace.final_parameters)
    longer = train(lesson.experiment.replace(epochs=100), SEEDS)
    assert (longer.final_parameters != weights).any(axis=1).all(), "it never comes to rest"


@pytest.mark.parametrize("rate", [0.003, 0.03, 1.0])
@pytest.mark.parametrize("init", ["zeros", "xavier-uniform", "normal:1"])
def test_no_setting_saves_the_perceptron(rate: float, init: str) -> None:
    trace = train(perceptron("xor-gate").replace(learning_rate=rate, init=init), 8)
    assert np.asarray(trace["accuracy_train"]).max() < 0.8


def test_perceptrons_stay_near_chance_on_the_playgrounds_xor() -> None:
    trace = train(perceptron("xor"), SEEDS)
    assert np.asarray(trace["accuracy_test"])[:, -1].mean() < 0.6


def test_perceptrons_come_to_rest_where_a_line_exists() -> None:
    """Once every sample is right the rule changes nothing (Novikoff 1962): twice the epochs, the same weights."""
    experiment = Experiment().replace(name="gauss", hidden=[], optimizer="perceptron", batch_size=1, epochs=50)
    data = load(experiment.data)
    assert separation(data.x_train, data.y_train).separable
    once, twice = train([experiment, experiment.replace(epochs=100)], 8)
    assert (np.asarray(once["accuracy_train"])[:, -1] == 1).all()
    np.testing.assert_array_equal(once.final_parameters, twice.final_parameters)


def test_one_hidden_layer_learns_xor(taught: tuple[Lesson, ...]) -> None:
    lesson = taught[4]
    assert (lesson.gate, lesson.experiment.network.hidden) == ("xor", (4,))
    assert lesson.learned.all()
    assert (np.asarray(lesson.trace["accuracy_test"])[:, -1] == 1).all()


def test_two_hidden_units_are_enough_but_not_always_found() -> None:
    trace = train(two_layers("xor-gate").replace(hidden=[2]), SEEDS)
    learned = (np.asarray(trace["accuracy_train"])[:, -1] == 1).mean()
    assert 0.1 < learned < 0.9
