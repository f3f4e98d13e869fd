"""Figures: they show the numbers of the trace, say them in words, and leave matplotlib as it was."""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

from whygrad import i18n
from whygrad.errors import InputError
from whygrad.i18n.numbers import number
from whygrad.trace import Trace
from whygrad.trial import Trial
from whygrad.views import gallery, plots
from whygrad.views.depth import passages
from whygrad.views.plots import Picture, _style


def _texts(picture: Picture) -> str:
    from matplotlib.text import Text

    return "\n".join(text.get_text() for text in picture.figure.findobj(Text))


@pytest.fixture
def every(trace: Trace, trial: Trial) -> Callable[[], list[Picture]]:
    """All figures that need no training."""
    few = passages(("tanh", "relu"), ("he-normal",), 4)
    return lambda: [
        plots.loss_curves(trace),
        plots.layers_over_time(trace, "gradient_rms"),
        plots.layers_over_time(trace, "dead_share"),
        plots.histograms(trace, "gradient_histogram"),
        plots.time_profile(_with_time(trace)),
        plots.forest(trial),
        plots.activation_gallery(("relu", "softmax")),
        plots.derivative_products(few),
    ]


def test_every_figure_is_a_picture_with_words(every: Callable[[], list[Picture]]) -> None:
    before = dict(mpl.rcParams)
    for picture in every():
        assert any(character.isdigit() for character in picture.alt), picture.alt
        assert picture.title
        assert picture.png().startswith(b"\x89PNG\r\n\x1a\n")
        root = ET.fromstring(picture.svg())
        assert root.tag.endswith("svg")
    assert dict(mpl.rcParams) == before  # matplotlib's settings are as they were


def test_no_window_system_is_touched() -> None:
    code = "import sys, whygrad.views.plots; assert 'matplotlib.pyplot' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_loss_is_the_median_over_runs(trace: Trace) -> None:
    picture = plots.loss_curves(trace)
    axes = picture.figure.axes[0]
    drawn = np.asarray(axes.lines[0].get_ydata(), float)
    expected = [statistics.median(float(value) for value in column) for column in trace["loss_train"].T]
    assert drawn == pytest.approx(expected)
    assert axes.get_yscale() == "log"  # two decades
    assert number(expected[0]) in picture.alt
    assert number(expected[-1]) in picture.alt


def test_broken_runs_are_marked_and_told(trace_of: Callable[..., Trace]) -> None:
    picture = plots.loss_curves(trace_of(broken=True))
    crosses = [line for line in picture.figure.axes[0].lines if line.get_marker() == "x"]
    assert [list(line.get_xdata()) for line in crosses] == [[0.0]]
    assert "NaN" in picture.alt


def test_layers_are_drawn_as_logarithms_of_the_median(trace: Trace) -> None:
    picture = plots.layers_over_time(trace, "gradient_rms")
    mesh: Any = picture.figure.axes[0].collections[0]
    expected = np.log10(np.median(trace["gradient_rms"], axis=0)).T
    assert np.asarray(mesh.get_array()).reshape(expected.shape) == pytest.approx(expected)
    assert "hidden1" in picture.alt


def _with_time(trace: Trace, times: int = 7) -> Trace:
    """The trace with a gradient through time in its first two layers; the second's sequence is shorter."""
    random = np.random.default_rng(1)
    shape = (*trace["gradient_rms"].shape, times)
    values = random.lognormal(-1.5 * np.arange(times), 0.3, shape).astype(np.float32)
    values[:, :, 2] = np.nan
    values[:, :, 1, -2:] = np.nan
    return Trace(trace.meta, trace.steps, trace.seeds, {**trace.channels, "time_gradient": values})


def test_the_gradient_through_time_is_drawn_at_three_records(trace: Trace) -> None:
    recurrent = _with_time(trace)
    values = recurrent["time_gradient"]
    picture = plots.time_profile(recurrent)
    panels = [axes for axes in picture.figure.axes if axes.lines]
    assert [axes.get_title("left") for axes in panels] == ["hidden1", "hidden2"]
    records = (0, len(trace.steps) // 2, len(trace.steps) - 1)
    for layer, axes in enumerate(panels):
        assert axes.get_yscale() == "log"
        known = [7, 5][layer]
        for line, band, record in zip(axes.lines, axes.collections, records, strict=True):
            assert line.get_label() == f"update {trace.steps[record]}"
            expected = np.median(values[:, record, layer], axis=0)
            assert np.asarray(line.get_xdata()).tolist() == list(range(7))
            assert np.asarray(line.get_ydata(), float) == pytest.approx(expected, rel=1e-6, nan_ok=True)
            edges = band.get_paths()[0].vertices[:, 1]
            low, high = np.quantile(values[:, record, layer, :known].astype(float), (0.25, 0.75), axis=0)
            assert (edges.min(), edges.max()) == pytest.approx((low.min(), high.max()), rel=1e-6)
    last = np.median(values[:, -1, 1].astype(float), axis=0)
    assert f"{number(last[0])} at the last time step. 4 time steps earlier: {number(last[4])}." in picture.alt


def test_gradients_through_time_side_by_side_say_who_was_clipped(trace: Trace) -> None:
    plain, other = _with_time(trace), _with_time(trace, 5)
    clipped = Trace(
        replace(other.meta, experiment={"training": {"clip": 1.0}}), other.steps, other.seeds, other.channels
    )
    picture = plots.time_profiles({"off": plain, "on": clipped})
    panels = [axes for axes in picture.figure.axes if axes.lines]
    clip = "on, clipped at 1"
    assert [axes.get_title("left") for axes in panels] == [
        "off: hidden1", "off: hidden2", f"{clip}: hidden1", f"{clip}: hidden2",
    ]  # fmt: skip
    for axes, one, layer in zip(panels, (plain, plain, clipped, clipped), (0, 1, 0, 1), strict=True):
        expected = np.median(one["time_gradient"][:, -1, layer], axis=0)
        assert np.asarray(axes.lines[-1].get_ydata(), float) == pytest.approx(expected, rel=1e-6, nan_ok=True)
        assert axes.get_ylim() == panels[0].get_ylim()
    assert clip in picture.alt


def test_the_gradient_through_time_without_a_number_is_told(trace: Trace) -> None:
    empty = np.full((*trace["gradient_rms"].shape, 4), np.nan)
    picture = plots.time_profile(Trace(trace.meta, trace.steps, trace.seeds, {"time_gradient": empty}))
    picture.svg()
    assert "nothing finite" in picture.alt


def test_figures_of_a_trace_hold_the_gradient_through_time_where_there_is_one(trace: Trace) -> None:
    assert "time-gradient" not in dict(gallery.of_trace(trace))
    found = dict(gallery.of_trace(_with_time(trace)))
    assert "recurrent" in found["time-gradient"].title


def test_a_channel_without_numbers_is_drawn_and_told(trace_of: Callable[..., Trace]) -> None:
    trace = trace_of()
    empty = Trace(trace.meta, trace.steps, trace.seeds, {"gradient_rms": np.full(trace["gradient_rms"].shape, np.nan)})
    picture = plots.layers_over_time(empty, "gradient_rms")
    picture.svg()
    assert "nothing finite" in picture.alt


def test_exactly_zero_is_not_unknown(trace_of: Callable[..., Trace]) -> None:
    trace = trace_of()
    gradient = trace["gradient_rms"].copy()
    gradient[:, :, 0] = 0
    gradient[:, :, 1] = np.nan
    shown = plots.layers_over_time(
        Trace(trace.meta, trace.steps, trace.seeds, {"gradient_rms": gradient}), "gradient_rms"
    )
    mesh: Any = shown.figure.axes[0].collections[0]
    colors = mesh.to_rgba(mesh.get_array().reshape(gradient.shape[2], -1))
    assert (colors[0] == [0, 0, 0, 1]).all()  # black: no gradient at all
    assert (colors[1, :, 3] == 0).all()  # see-through: nothing recorded
    assert (colors[2, :, :3] != 0).any()


def test_single_record(trace_of: Callable[..., Trace]) -> None:
    full = trace_of()
    first = {name: values[:, :1] for name, values in full.channels.items()}
    one = Trace(full.meta, full.steps[:1], full.seeds, first)
    plots.loss_curves(one).svg()
    plots.layers_over_time(one, "gradient_rms").svg()


def test_forest_shows_differences_with_their_intervals(trial: Trial) -> None:
    picture = plots.forest(trial)
    segments = [line for line in picture.figure.axes[0].lines if len(np.asarray(line.get_xdata())) == 2][1:]
    drawn = [tuple(np.asarray(line.get_xdata(), float)) for line in segments]
    results = [*trial.results, *trial.controls]
    assert drawn == [pytest.approx([100 * end for end in result.interval]) for result in results]
    assert "ReLU" in picture.alt


@pytest.mark.parametrize("name", ["sigmoid", "relu", "selu"])
def test_gallery_draws_function_and_derivative(name: str) -> None:
    torch = pytest.importorskip("torch")
    axes = plots.activation_gallery((name,)).figure.axes[0]
    function, derivative = axes.lines[2], axes.lines[3]
    z = torch.tensor(np.asarray(function.get_xdata(), float), requires_grad=True)
    value = getattr(torch.nn.functional, name)(z)
    value.sum().backward()
    away = np.abs(z.detach().numpy()) > 0.1  # derivatives at a kink are a convention
    assert np.asarray(function.get_ydata(), float)[away] == pytest.approx(value.detach().numpy()[away])
    assert np.asarray(derivative.get_ydata(), float)[away] == pytest.approx(z.grad.numpy()[away])


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_saving(trace: Trace, tmp_path: Path, ending: str) -> None:
    path = tmp_path / "new" / f"loss.{ending}"
    plots.loss_curves(trace).save(path)
    start = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[ending]
    assert path.read_bytes().startswith(start)


def test_saving_as_something_else_is_refused(trace: Trace, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.png"):
        plots.loss_curves(trace).save(tmp_path / "loss.bmp")


def test_korean(trace: Trace, monkeypatch: pytest.MonkeyPatch) -> None:
    with i18n.use("ko"):
        if _style.hangul_font() is not None:
            assert "에포크" in _texts(plots.loss_curves(trace))
        monkeypatch.setattr(_style, "hangul_font", lambda: None)
        picture = plots.loss_curves(trace)
    assert "epoch" in _texts(picture)  # no font: English in the picture …
    assert "손실" in picture.alt  # … but not in its description
    assert "손실" in picture.title


def test_products_of_derivatives_stay_below_their_bounds() -> None:
    found = {
        (one.activation, one.init): one for one in passages(("linear", "sigmoid", "tanh"), ("orthogonal", "zeros"), 6)
    }
    assert found["linear", "orthogonal"].product == pytest.approx(np.ones(7))  # orthogonal maps keep lengths
    assert (found["sigmoid", "orthogonal"].product <= 0.25 ** np.arange(7) * (1 + 1e-9)).all()  # f' <= 1/4
    assert (found["tanh", "orthogonal"].product <= 1 + 1e-9).all()
    assert math.isnan(found["tanh", "zeros"].factor)


def test_product_of_derivatives_is_what_backpropagation_computes() -> None:
    torch = pytest.importorskip("torch")
    from whygrad.nets.initializers import Shape, parse_init
    from whygrad.views.depth import RUNS, SAMPLES, WIDTH, passage

    layers = 3
    random = np.random.default_rng(0)
    x = torch.tensor(random.standard_normal((RUNS, SAMPLES, WIDTH)), requires_grad=True)
    initializer, scale = parse_init("xavier-normal")
    value = x
    for layer in range(layers):
        w = initializer.draw(np.arange(RUNS, dtype=np.uint32), Shape(layer, WIDTH, WIDTH, scale))
        value = torch.tanh(value @ torch.tensor(w).transpose(1, 2))
    error = torch.tensor(random.standard_normal((RUNS, SAMPLES, WIDTH)))
    value.backward(error)
    ratio = (x.grad.square().mean(dim=(1, 2)) / error.square().mean(dim=(1, 2))).sqrt()
    expected = float(torch.exp(torch.log(ratio).mean()))
    assert passage("tanh", "xavier-normal", layers).product[-1] == pytest.approx(expected, rel=1e-9)
