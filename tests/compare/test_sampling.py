"""Random variants: their distributions, their seeds, and what cannot be drawn."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from scipy import stats

from whygrad.compare import MOST, Dimension, dimensions, grid, samples
from whygrad.errors import WhygradError
from whygrad.experiment import Experiment

BASE = Experiment().replace(hidden=[8])


def _drawn(assignment: str, count: int = 3_000) -> list[object]:
    one = Dimension.parse(assignment)
    return [one.at(float(share)) for share in np.random.default_rng(1).random(count)]


@pytest.mark.parametrize(
    ("assignment", "law"),
    [
        ("learning_rate=1e-4:1:log", stats.loguniform(1e-4, 1)),
        ("l2=0:0.5", stats.uniform(0, 0.5)),
    ],
)
def test_ranges_have_the_distribution_that_they_name(assignment: str, law: stats.rv_continuous) -> None:
    values = np.array(_drawn(assignment), dtype=float)
    assert stats.kstest(values, law.cdf).pvalue > 0.01
    wrong = stats.uniform(1e-4, 1) if assignment.endswith("log") else stats.loguniform(1e-3, 0.5)
    assert stats.kstest(values, wrong.cdf).pvalue < 1e-6


@pytest.mark.parametrize(
    "assignment", ["batch_size=3:10", "width=3:10", "activation=tanh,relu,elu", "hidden=[4],[8,8]"]
)
def test_integers_and_listed_values_are_equally_likely(assignment: str) -> None:
    counts = Counter(map(str, _drawn(assignment)))
    assert len(counts) == Dimension.parse(assignment).count
    assert stats.chisquare(list(counts.values())).pvalue > 0.01


def test_integers_on_a_logarithmic_scale_are_rounded_log_uniform_numbers() -> None:
    counts = Counter(_drawn("batch_size=1:64:log"))
    law = stats.loguniform(0.5, 64.5)
    expected = [3_000 * (law.cdf(number + 0.5) - law.cdf(number - 0.5)) for number in range(1, 65)]
    found = [counts[number] for number in range(1, 65)]
    assert min(counts) == 1
    assert max(counts) <= 64
    edges = np.add.reduceat(expected, range(0, 64, 8)), np.add.reduceat(found, range(0, 64, 8))
    assert stats.chisquare(edges[1], edges[0] * sum(found) / sum(expected)).pvalue > 0.01


def test_the_ends_of_a_range_are_reached_and_kept() -> None:
    one = Dimension.parse("learning_rate=0.125:1:log")
    assert (one.at(0.0), one.at(1.0)) == (0.125, 1)
    word = Dimension.parse("init=normal:0.5:2")
    assert word.at(0.5) == "normal:1.25"
    assert Dimension.parse("name=blobs:2:6").at(0.999) == "blobs:6"


def test_equal_seeds_give_equal_samples_and_fewer_are_the_first_of_more() -> None:
    varied = dimensions(BASE, ["learning_rate=1e-4:1:log", "width=2:64"])
    many = [one.values for one in samples(BASE, varied, 20, seed=3)]
    assert [one.values for one in samples(BASE, varied, 20, seed=3)] == many
    assert [one.values for one in samples(BASE, varied, 5, seed=3)] == many[:5]
    assert [one.values for one in samples(BASE, varied, 5, seed=4)] != many[:5]
    drawn = samples(BASE, varied, 5, seed=3)
    assert all(one.experiment.network.hidden == (one.values["width"],) for one in drawn)
    assert all(one.experiment.training.learning_rate == one.values["training.learning_rate"] for one in drawn)


def test_samples_differ_from_each_other() -> None:
    varied = dimensions(BASE, ["width=2:4", "activation=tanh,relu"])
    assert len({repr(one.values) for one in samples(BASE, varied, 6)}) == 6
    with pytest.raises(WhygradError, match="only 6"):
        samples(BASE, varied, 7)


def test_a_grid_is_every_combination_the_last_key_fastest() -> None:
    varied = dimensions(BASE, ["depth=1,2", "l2=0,0.1"])
    found = [(one.values["depth"], one.values["training.l2"]) for one in grid(BASE, varied)]
    assert found == [(1, 0), (1, 0.1), (2, 0), (2, 0.1)]
    assert [len(one.experiment.network.hidden) for one in grid(BASE, varied)] == [1, 1, 2, 2]


@pytest.mark.parametrize(
    ("vary", "said"),
    [
        (["l2"], "l2 is not a setting to vary"),
        (["l2="], "not a setting"),
        (["width=2,x"], "not a setting"),
        (["width=0,2"], "not a setting"),
        (["l2=1:0"], "empty"),
        (["learning_rate=0:1:log"], "above 0"),
        (["batch_size=1.5:3"], "integers"),
        (["learning_rate=0.1:1e9"], "learning_rate"),
        (["l2=0,0"], "twice"),
        (["l2=0,1", "l2=2,3"], "twice"),
        (["width=2,3", "hidden=[2],[3]"], "hidden"),
    ],
)
def test_what_cannot_be_varied(vary: list[str], said: str) -> None:
    with pytest.raises(WhygradError, match=said):
        dimensions(BASE, vary)


def test_ranges_need_samples_and_there_is_an_end_of_them() -> None:
    varied = dimensions(BASE, ["l2=0:1"])
    with pytest.raises(WhygradError, match="--samples"):
        grid(BASE, varied)
    with pytest.raises(WhygradError, match=str(MOST)):
        samples(BASE, varied, MOST + 1)
    with pytest.raises(WhygradError, match="hidden layers"):
        dimensions(Experiment().replace(hidden=[]), ["width=2:3"])
