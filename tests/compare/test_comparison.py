"""Comparisons: what they train, count, rank, and say."""

from __future__ import annotations

import numpy as np
import pytest

import whygrad as wg
from whygrad import i18n
from whygrad.compare import Comparison
from whygrad.errors import WhygradError
from whygrad.views.comparison import shown
from whygrad.views.terminal import plain

BASE = wg.presets["healthy-moons"].replace(epochs=10, hidden=[6])


@pytest.fixture(scope="module")
def found() -> Comparison:
    return wg.compare(BASE, ["learning_rate=1e-3:1:log", "width=2:12"], samples=6, seeds=6)


def test_the_outcomes_are_those_of_trainings_alone(found: Comparison) -> None:
    for place in (0, 3):
        alone = wg.train(found.variants[place].experiment, seeds=6)
        mean = float(alone["accuracy_test"][:, -1].mean())
        assert found.numbers(place, "accuracy_test")[0] == pytest.approx(mean)


def test_parameters_and_operations_are_counted(found: Comparison) -> None:
    for variant, trace, cost in zip(found.variants, found.traces, found.costs, strict=True):
        width = variant.values["width"]
        assert cost.parameters == 2 * width + width + width + 1
        assert trace.final_parameters is not None
        assert cost.parameters == trace.final_parameters.shape[1]
        assert cost.multiply_adds == 2 * width + width
        assert cost.training == pytest.approx(cost.multiply_adds * trace.meta.train_samples * 10)


def test_the_front_is_that_of_accuracy_operations_and_parameters(found: Comparison) -> None:
    points = [
        (-found.numbers(place, "accuracy_test")[0], cost.training, cost.parameters)
        for place, cost in enumerate(found.costs)
    ]
    beaten = [
        any(all(x <= y for x, y in zip(other, one, strict=True)) and other != one for other in points) for one in points
    ]
    assert found.front().tolist() == [not one for one in beaten]


def test_orders(found: Comparison) -> None:
    accuracy = [found.numbers(place, "accuracy_test")[0] for place in found.order("accuracy_test")]
    assert accuracy == sorted(accuracy, reverse=True)
    parameters = [found.costs[place].parameters for place in found.order("parameters")]
    assert parameters == sorted(parameters)
    assert found.order() == list(range(6))
    assert [one["values"] for one in found.to_json("parameters")["variants"]] == [
        found.variants[place].values for place in found.order("parameters")
    ]
    with pytest.raises(WhygradError, match="accuracy_train"):
        found.order("accuracy_train")


def test_seconds_are_measured_only_when_asked_for(found: Comparison) -> None:
    assert found.seconds is None
    assert {one["seconds"] for one in found.to_json()["variants"]} == {None}
    timed = wg.compare(BASE, ["width=2,3"], seeds=2, measure_time=True)
    assert timed.seconds is not None
    assert min(timed.seconds) > 0
    assert timed.times() == list(timed.seconds)
    assert [timed.seconds[place] for place in timed.order("time")] == sorted(timed.seconds)
    again = wg.compare(BASE, ["width=2,3"], seeds=2)
    for one, other in zip(timed.traces, again.traces, strict=True):  # one after another or side by side: the same
        assert np.array_equal(one["loss_train"], other["loss_train"])


def test_losses_of_different_kinds_are_not_ranked() -> None:
    numbers = wg.Experiment().replace(name="plane", epochs=2)
    mixed = wg.compare(numbers, ["l2=0,0.1"], seeds=2)
    assert mixed.decisive == "loss_test"
    assert mixed.ranks() is not None
    kinds = wg.compare(BASE, ["loss=squared,hinge"], seeds=2)
    assert kinds.ranks("loss_test") is None
    assert kinds.ranks() is not None
    with pytest.raises(WhygradError, match="different losses"):
        kinds.order("loss_test")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_table_says_how_to_read_it(found: Comparison, language: str) -> None:
    with i18n.use(language):
        said = plain(shown(found, "accuracy_test"))
    assert "●" in said
    assert "95" in said
    assert str(max(cost.parameters for cost in found.costs)) in said


def test_time_is_not_measured_on_other_machines() -> None:
    with pytest.raises(WhygradError, match="--on"):
        wg.compare(wg.Experiment(), ["learning_rate=0.1,1"], measure_time=True, train=wg.train)
