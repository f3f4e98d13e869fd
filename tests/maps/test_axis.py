"""Axes: what a range or a list means, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from whygrad.errors import WhygradError
from whygrad.experiment import Experiment
from whygrad.maps import Axis
from whygrad.maps.axis import check


def test_range_includes_both_ends() -> None:
    axis = Axis.parse("learning_rate=0.001:10:log", 5)
    np.testing.assert_allclose(axis.numbers, [0.001, 0.01, 0.1, 1, 10], rtol=1e-12)
    assert (axis.key, axis.scale) == ("training.learning_rate", "log")


def test_whole_numbers_occur_once() -> None:
    assert Axis.parse("batch_size=1:8", 100).values == (1, 2, 3, 4, 5, 6, 7, 8)


def test_word_with_a_number() -> None:
    axis = Axis.parse("init=normal:0.5:1.5", 3)
    assert axis.values == ("normal:0.5", "normal:1.0", "normal:1.5")
    assert axis.numbers.tolist() == [0.5, 1.0, 1.5]


def test_listed_values() -> None:
    axis = Axis.parse("hidden=[4],[8,8]", 100)
    assert axis.values == ((4,), (8, 8))
    assert axis.scale == "list"


def test_listed_depths() -> None:
    axis = Axis.parse("depth=2, 4,6", 100)
    assert axis.values == (2, 4, 6)
    assert axis.scale == "list"
    assert axis.apply(Experiment().replace(hidden=[5]), 4).network.hidden == (5, 5, 5, 5)


@pytest.mark.parametrize(("assignment", "hidden"), [("depth=1:3", (5, 5, 5)), ("width=1:3", (3, 3))])
def test_structural_axes_change_the_hidden_layers(assignment: str, hidden: tuple[int, ...]) -> None:
    axis = Axis.parse(assignment, 10)
    assert axis.apply(Experiment().replace(hidden=[5, 4]), 3).network.hidden == hidden


@pytest.mark.parametrize(
    ("assignment", "said"),
    [
        ("learning_rate", "not an axis"),
        ("learning_rate=", "not an axis"),
        ("learning_rate=1:0.1", "empty"),
        ("learning_rate=1:1", "empty"),
        ("learning_rate=0:1:log", "above 0"),
        ("learning_rate=1:nan", "learning_rate cannot be"),
        ("learnin_rate=0.1:1", "learning_rate"),
        ("activation=tanh", "not an axis"),
        ("activation=tanh,tanh", "twice"),
        ("activation=tanh,rellu", "relu"),
        ("depth=tanh", "not an axis"),
        ("depth=0,2", "not an axis"),
        ("width=4", "not an axis"),
        ("width=4,4", "twice"),
        ("layers=1:2", "cannot be an axis"),
    ],
)
def test_what_is_no_axis_is_refused_in_one_line(assignment: str, said: str) -> None:
    with pytest.raises(WhygradError) as error:
        Axis.parse(assignment, 10)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_values_outside_of_the_option_are_refused() -> None:
    with pytest.raises(WhygradError, match="dropout"):
        check(Axis.parse("dropout=0:2", 10), Experiment())


def test_depth_needs_hidden_layers() -> None:
    with pytest.raises(WhygradError, match="hidden"):
        check(Axis.parse("depth=1:3", 10), Experiment().replace(hidden=[]))
