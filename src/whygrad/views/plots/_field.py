"""What a network says all over the plane (or along the line) of its raw inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgb

from whygrad.i18n import text
from whygrad.views.plots._style import CYCLE, GROUND, NEGATIVE, POSITIVE
from whygrad.views.runs import last

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from whygrad.data import Dataset
    from whygrad.experiment import Experiment
    from whygrad.nets import Plan
    from whygrad.trace import Meta, Trace

SIDES = LinearSegmentedColormap.from_list("whygrad-sides", GROUND)
DOTS = LinearSegmentedColormap.from_list("whygrad-dots", (NEGATIVE, "#d9d9d9", POSITIVE))
_MARGIN = 0.08  # of the points' range, around them
_MOST_POINTS = 400  # drawn; more would hide what is below them


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A trained population over the raw inputs that its data set has.

    `x` (n,) and `y` (n,) are the grid's axes (`y` is empty on a line), `outputs` (P, n·n or n, O) what each run
    answers, `typical` the run whose last loss is the median.
    """

    x: np.ndarray
    y: np.ndarray
    outputs: np.ndarray
    typical: int
    meta: Meta


def has_field(dataset: Dataset) -> bool:
    """Whether the data set's samples can be drawn: points of a plane or of a line."""
    return dataset.x_raw_train is not None or dataset.x_train.shape[1] == 1


def field(experiment: Experiment, trace: Trace, dataset: Dataset, resolution: int = 100) -> Field:
    """Ask every run of a trace about a grid of raw inputs.

    Raises `ValueError` for a data set without points to draw or a trace without final parameters.
    """
    from whygrad.nets import forward, plan

    if not has_field(dataset) or trace.final_parameters is None:
        raise ValueError("no points to draw")
    if dataset.x_raw_train is None or dataset.x_raw_test is None:  # a line: drawn as the network sees it
        x = _axis(np.concatenate([dataset.x_train, dataset.x_test])[:, 0], resolution)
        y, seen = np.empty(0), x[:, None].astype(np.float32)
    else:
        raw = np.concatenate([dataset.x_raw_train, dataset.x_raw_test])
        x, y = _axis(raw[:, 0], resolution), _axis(raw[:, 1], resolution)
        seen = dataset.transform(np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2))
    network = plan(experiment, dataset.x_train.shape[1], dataset.task, dataset.classes)
    running = _statistics(network, trace.final_parameters, dataset.x_train)
    with np.errstate(all="ignore"):  # runs that became non-finite
        outputs = forward(network, trace.final_parameters, seen, running)[-1]
    return Field(x, y, np.asarray(outputs, dtype=np.float64), _typical(trace), trace.meta)


def _statistics(network: Plan, parameters: np.ndarray, x_train: np.ndarray) -> np.ndarray | None:
    """Means and variances for batch normalization, those of the training set: (P, network.running)."""
    from whygrad.nets import forward, initial_running

    if not network.running:
        return None
    running = initial_running(network, len(parameters))
    with np.errstate(all="ignore"):
        values = forward(network, parameters, x_train)
    for op in network.ops:
        if op.kind == "batch-norm":
            units, seen = network.widths[op.target], values[op.source]  # (P, N, units)
            running[:, op.running : op.running + units] = seen.mean(axis=1)
            running[:, op.running + units : op.running + 2 * units] = seen.var(axis=1)
    return running


def _axis(values: np.ndarray, resolution: int) -> np.ndarray:
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    room = _MARGIN * max(high - low, 1e-6)
    return np.linspace(low - room, high + room, resolution)


def _typical(trace: Trace) -> int:
    """The run whose last training loss is the median (of those that have one)."""
    losses = last(trace["loss_train"])
    losses = np.where(np.isfinite(losses), losses, np.inf)
    return int(np.argsort(losses)[(len(losses) - 1) // 2])


def margin(meta: Meta, outputs: np.ndarray) -> np.ndarray:
    """How far two classes are apart, in -1 … 1, negative for the first: outputs (…, 1) -> (…).

    2·sigmoid(z) - 1 of a logit; 2·p - 1 of a probability; the output itself where targets are ±1, cut there.
    """
    z = outputs[..., 0]
    if meta.takes_logits and meta.output == "identity":
        return np.tanh(z / 2)
    if meta.output == "sigmoid":
        return 2 * z - 1
    return np.clip(z, -1, 1)


def draw(axes: Axes, shown: Field, dataset: Dataset, *, points: float = 14.0) -> None:
    """The typical run as color, the other runs' borders as thin lines, the samples as dots (test: hollow)."""
    if not shown.y.size:
        _draw_line(axes, shown, dataset)
        return
    side = len(shown.x), len(shown.y)
    shape = (len(shown.outputs), side[1], side[0])
    extent = (shown.x[0], shown.x[-1], shown.y[0], shown.y[-1])
    if shown.meta.task == "numbers" or shown.outputs.shape[-1] == 1:
        values = shown.outputs[..., 0] if shown.meta.task == "numbers" else margin(shown.meta, shown.outputs)
        values = np.nan_to_num(values.reshape(shape), nan=0.0, posinf=1e3, neginf=-1e3)
        limit = 1.0 if shown.meta.task == "classes" else _limit(dataset)
        axes.imshow(values[shown.typical], origin="lower", extent=extent, cmap=SIDES, vmin=-limit, vmax=limit,
                    aspect="auto", interpolation="bilinear")  # fmt: skip
        if shown.meta.task == "classes":
            for run, surface in enumerate(values):
                if surface.min() < 0 < surface.max():
                    wide, dark = (1.6, 0.9) if run == shown.typical else (0.5, 0.3)
                    axes.contour(shown.x, shown.y, surface, levels=[0.0], colors="#222222", linewidths=wide, alpha=dark)
    else:
        axes.imshow(_classes(shown, shape), origin="lower", extent=extent, aspect="auto", interpolation="nearest")
    _scatter(axes, dataset, points)
    axes.set_xlim(shown.x[0], shown.x[-1])
    axes.set_ylim(shown.y[0], shown.y[-1])


def _classes(shown: Field, shape: tuple[int, int, int]) -> np.ndarray:
    """Each pixel in its class's color, paler where runs disagree: (n, n, 3)."""
    votes = np.argmax(np.nan_to_num(shown.outputs), axis=-1).reshape(shape)
    winner = votes[shown.typical]
    agreement = (votes == winner).mean(axis=0)[..., None]
    colors = np.array([to_rgb(CYCLE[index % len(CYCLE)]) for index in range(shown.outputs.shape[-1])])[winner]
    strength = 0.15 + 0.35 * agreement
    return 1 - strength * (1 - colors)


def _scatter(axes: Axes, dataset: Dataset, size: float) -> None:
    for raw, target, hollow in (
        (dataset.x_raw_train, dataset.y_train, False),
        (dataset.x_raw_test, dataset.y_test, True),
    ):
        if raw is None:
            continue
        shown = slice(None, _MOST_POINTS)
        colors: Any = point_colors(dataset, target[shown])
        axes.scatter(raw[shown, 0], raw[shown, 1], s=size, c="none" if hollow else colors, linewidths=0.7,
                     edgecolors=colors if hollow else "white")  # fmt: skip


def _limit(dataset: Dataset) -> float:
    """The largest finite size of a target: that of the ends of the color scale."""
    sizes = np.abs(dataset.y_train)
    return max(float(sizes.max(initial=0.0, where=np.isfinite(sizes))), 1e-9)


def point_colors(dataset: Dataset, target: np.ndarray) -> np.ndarray:
    """A color for each sample: its class, or where its number lies between the extremes."""
    if dataset.task == "numbers":
        place = np.clip(np.nan_to_num(target.ravel() / _limit(dataset), nan=0.0, posinf=1.0, neginf=-1.0), -1, 1)
        return DOTS(0.5 + 0.5 * place)
    palette = (NEGATIVE, POSITIVE) if dataset.classes == 2 else CYCLE
    return np.array([to_rgb(palette[int(index) % len(palette)]) for index in target.ravel()])


def _draw_line(axes: Axes, shown: Field, dataset: Dataset) -> None:
    if dataset.task == "numbers":
        axes.plot(dataset.x_train[:, 0], np.ravel(dataset.y_train), ".", color="#999999", markersize=4,
                  label=text("plot-samples"))  # fmt: skip
    for run, curve in enumerate(shown.outputs[..., 0]):
        typical = run == shown.typical
        axes.plot(shown.x, curve, color=CYCLE[0], linewidth=1.8 if typical else 0.6, alpha=1.0 if typical else 0.35)
