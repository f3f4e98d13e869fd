"""Decision boundaries and data pictures, against networks whose boundary is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from whygrad.data import load
from whygrad.engine import train
from whygrad.experiment import Experiment
from whygrad.nets import forward, plan
from whygrad.trace import Meta, Status, Trace
from whygrad.views import gallery, plots
from whygrad.views.plots import Member, _field


def _trained(experiment: Experiment, parameters: np.ndarray, meta: Meta) -> Trace:
    """A trace of one record whose runs have these parameters."""
    runs = len(parameters)
    one = np.linspace(0.1, 0.2, runs)[:, None]
    channels = dict.fromkeys(("loss_train", "loss_test", "accuracy_train", "accuracy_test"), one)
    return Trace(meta, [0], np.arange(runs), channels, status=Status.FINISHED, final_parameters=parameters)


def _single(weights: tuple[float, float], bias: float) -> np.ndarray:
    return np.array([[*weights, bias]], np.float32)


def test_boundary_is_where_the_network_says_so(meta_of: Callable[..., Meta]) -> None:
    experiment = Experiment().replace(name="gauss", hidden=[])
    dataset = load(experiment.data)
    parameters = np.concatenate([_single((1, -1), 0.5), _single((1, 1), 0)])
    trace = _trained(experiment, parameters, meta_of())
    shown = _field.field(experiment, trace, dataset, 21)
    x, y = np.meshgrid(shown.x, shown.y)
    sides = _field.margin(shown.meta, shown.outputs).reshape(2, 21, 21)
    assert (np.sign(sides[0]) == np.sign(x - y + 0.5)).all()
    assert (np.sign(sides[1]) == np.sign(x + y)).all()
    assert sides[0] == pytest.approx(np.tanh((x - y + 0.5) / 2), abs=1e-6)  # 2·sigmoid(z) - 1
    picture = plots.boundary(experiment, trace, dataset)
    assert picture.svg()
    assert "2 runs" in picture.alt


def test_features_and_preprocessing_are_seen_through(meta_of: Callable[..., Meta]) -> None:
    experiment = Experiment().replace(name="circle", hidden=[], features=["x1^2", "x2^2"], preprocessing=["center"])
    dataset = load(experiment.data)
    trace = _trained(experiment, _single((1, 1), 0), meta_of())
    shown = _field.field(experiment, trace, dataset, 15)
    x, y = np.meshgrid(shown.x, shown.y)
    radius = (dataset.x_raw_train**2).sum(axis=1).mean()  # what centering subtracts
    inside = x**2 + y**2 < radius
    assert ((_field.margin(shown.meta, shown.outputs).reshape(15, 15) < 0) == inside).all()


def test_batch_normalization_uses_the_training_share(meta_of: Callable[..., Meta]) -> None:
    experiment = Experiment().replace(name="moons", hidden=[3], normalization="batch")
    dataset = load(experiment.data)
    network = plan(experiment, 2, "classes", 2)
    parameters = np.random.default_rng(0).standard_normal((2, network.count)).astype(np.float32)
    running = _field._statistics(network, parameters, dataset.x_train)
    expected = forward(network, parameters, dataset.x_train)[-1]  # its own batch statistics
    assert forward(network, parameters, dataset.x_train, running)[-1] == pytest.approx(expected, abs=1e-5)


def test_many_classes_and_lines(meta_of: Callable[..., Meta]) -> None:
    rings = Experiment().replace(name="rings", hidden=[])
    network = plan(rings, 2, "classes", 3)
    parameters = np.random.default_rng(0).standard_normal((3, network.count)).astype(np.float32)
    assert "3 classes" in plots.boundary(rings, _trained(rings, parameters, meta_of(classes=3)), load(rings.data)).alt
    sine = Experiment().replace(name="sine", hidden=[])
    dataset = load(sine.data)
    line = np.array([[2.0, 1.0]], np.float32)
    meta = meta_of(task="numbers", classes=0, loss="squared", takes_logits=False)
    shown = _field.field(sine, _trained(sine, line, meta), dataset, 9)
    assert shown.outputs[0, :, 0] == pytest.approx(2 * shown.x + 1, rel=1e-5, abs=1e-5)
    plots.boundary(sine, _trained(sine, line, meta), dataset).svg()


def test_broken_networks_are_drawn(meta_of: Callable[..., Meta]) -> None:
    experiment = Experiment().replace(name="xor", hidden=[])
    parameters = np.full((2, 3), np.nan, np.float32)
    plots.boundary(experiment, _trained(experiment, parameters, meta_of()), load(experiment.data)).svg()


def test_digits_have_no_field() -> None:
    dataset = load(Experiment().replace(name="digits").data)
    assert not plots.has_field(dataset)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "moons"}, "2 inputs"),
        ({"name": "digits", "preprocessing": ["pca:2", "whiten"]}, "After preprocessing"),
        ({"name": "digits", "preprocessing": ["center", "scale"]}, "64 inputs"),
        ({"name": "sine"}, "1 inputs"),
    ],
)
def test_data_before_and_after(changes: dict[str, Any], words: str) -> None:
    experiment = Experiment().replace(**changes)
    before = load(experiment.replace(preprocessing=[]).data)
    after = load(experiment.data) if experiment.data.preprocessing else None
    picture = plots.dataset_picture(before, after)
    assert words in picture.alt
    points = picture.figure.axes[len(picture.figure.axes) // 2 :]
    shown = after if after is not None else before
    drawn = np.asarray(points[-1].containers[0].lines[0].get_ydata(), float)
    assert drawn == pytest.approx(shown.x_train.mean(axis=0), abs=1e-4)
    picture.svg()


def _members(trace: Trace, values: list[Any]) -> list[Member]:
    experiment = Experiment()
    dataset = load(experiment.data)
    return [
        Member(f"learning_rate {value}", (value,), experiment, trace, dataset, 0.9 - 0.1 * place, 0.8, 1.0)
        for place, value in enumerate(values)
    ]


def test_range_test_draws_the_metric_against_the_number(trace: Trace) -> None:
    members = _members(trace, [1.0, 0.001, 0.1])
    picture = plots.comparison(members, ["learning_rate"], "test accuracy", boundaries=False)
    line = picture.figure.axes[0].lines[0]
    assert list(line.get_xdata()) == [0.001, 0.1, 1.0]
    assert list(line.get_ydata()) == pytest.approx([0.8, 0.7, 0.9])
    assert picture.figure.axes[0].get_xscale() == "log"
    assert len(picture.figure.axes) == 1 + 3 or len([a for a in picture.figure.axes if a.axison]) == 1 + 3
    assert "learning_rate 0.1: 0.7" in picture.alt


def test_words_are_compared_without_that_panel(trace: Trace) -> None:
    picture = plots.comparison(_members(trace, ["cosine", "step", "linear"]), ["schedule"], "loss", boundaries=False)
    assert len([axes for axes in picture.figure.axes if axes.axison]) == 3


def test_infinite_targets_are_drawn_without_a_warning(tmp_path: Path) -> None:
    """Warnings are errors in tests."""
    rows = "".join(f"{n},{n * n % 7},{target}\n" for n, target in enumerate([1.5, "inf", 2.5, "-inf", 3.25, 0.5] * 3))
    (tmp_path / "inf.csv").write_text("a,b,y\n" + rows)
    experiment = Experiment().replace(name=str(tmp_path / "inf.csv"), hidden=[2], epochs=1)
    trace = train(experiment, seeds=1)
    for _, picture in gallery.of_trace(trace, experiment, (), ()):
        assert picture.svg()
