"""An experiment as the page trains it: its program's arrays, initial weights, points to draw and a grid to paint."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.data import Dataset
from whygrad.engine.arrays import program_arrays, rows, run_arrays
from whygrad.engine.program import Job, lower
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment
from whygrad.experiment.linked import weights_text
from whygrad.nets import Plan
from whygrad.studio.wire import encoded, plain

GRID = 100  # cells of the large heatmap along each side; the page averages blocks of them for the small ones
LINE = 200  # samples along a line
PLAYGROUND = 6.0  # TensorFlow Playground shows the plane from -6 to 6
PLAYGROUND_SETS = frozenset({"circle", "xor", "gauss", "spiral", "plane", "bumps"})
_MARGIN = 0.1  # of the points' range, around them
_ARRAYS = ("ops", "layers", "bounds", "segments", "widths", "numbers", "targets", "train", "test")


def lowered(
    experiment: Experiment, seeds: list[int], name: str = "", start: tuple[float, ...] | None = None
) -> dict[str, Any]:
    """The JSON that the page trains by. Raises `ExperimentError` or `DataError` for what cannot be trained.

    With `start`, parameters followed by running statistics, the first run begins with those.
    """
    job = lower(experiment, seeds, name=name, kind="experiment")
    dataset, plan = job.program.dataset, job.program.plan
    arrays = program_arrays(job.program)
    runs = run_arrays([job])
    if start is not None:
        _begin(runs, start)
    domain = _domain(experiment, dataset)
    grid = _grid(dataset, domain)
    return {
        "experiment": experiment.model_dump(),
        "link": link(experiment),
        "toml": experiment.to_toml(),
        "name": name,
        "meta": plain(job.meta.to_json()),
        "plan": _plan(plan),
        "program": {
            **{key: encoded(arrays[key]) for key in _ARRAYS},
            "schedule": encoded(training_schedule(arrays["schedule"])),
            "record_steps": encoded(arrays["record_steps"]),
        },
        **{key: encoded(array) for key, array in runs.items()},
        "weights": None if start is None else weights_text(start),
        "points": _points(dataset, domain),
        "grid": None if grid is None else {"size": grid[0], "rows": encoded(grid[1])},
        "chance": plain({"loss": job.meta.chance_loss, "accuracy": job.meta.chance_accuracy}),
    }


def _begin(runs: dict[str, NDArray[Any]], start: tuple[float, ...]) -> None:
    """Give the first run other numbers to begin with; raises `ExperimentError` unless they are as many as it has."""
    parameters, running = runs["parameters"], runs["running"]
    count = parameters.shape[1]
    if len(start) != count + running.shape[1]:
        raise ExperimentError("studio-error-weights", given=len(start), needed=count + running.shape[1])
    parameters[0], running[0] = start[:count], start[count:]


def link(experiment: Experiment) -> str | None:
    """What follows the `#` of an address; `None` for an experiment that no link can say."""
    try:
        return experiment.to_link()
    except ExperimentError:
        return None


def _plan(plan: Plan) -> dict[str, Any]:
    return plain(
        {
            **{field.name: getattr(plan, field.name) for field in dataclasses.fields(plan)},
            "ops": [dataclasses.asdict(op) for op in plan.ops],
            "parameters": [dataclasses.asdict(parameter) for parameter in plan.parameters],
            "layers": [dataclasses.asdict(layer) for layer in plan.layers],
            "middle": plan.middle,
        }
    )


def training_schedule(factors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The factors up to where they stay what they are: training goes on with the last one."""
    changing = np.flatnonzero(factors != factors[-1])
    return factors[: int(changing[-1]) + 2] if len(changing) else factors[:1]


def _raw(dataset: Dataset) -> tuple[NDArray[np.float32], NDArray[np.float32]] | None:
    """Training and test samples as they are drawn: (N, 2) of the plane, (N, 1) as the network sees them, or nothing."""
    if dataset.x_raw_train is not None and dataset.x_raw_test is not None:
        return dataset.x_raw_train, dataset.x_raw_test
    return (dataset.x_train, dataset.x_test) if dataset.x_train.shape[1] == 1 else None


def _domain(experiment: Experiment, dataset: Dataset) -> list[float]:
    """[x0, x1, y0, y1] of the picture; y is the target's range on a line."""
    if experiment.data.name in PLAYGROUND_SETS:
        return [-PLAYGROUND, PLAYGROUND, -PLAYGROUND, PLAYGROUND]
    raw = _raw(dataset)
    if raw is None:
        return [0.0, 1.0, 0.0, 1.0]
    points = np.concatenate(raw)
    if points.shape[1] == 2:
        return [*_range(points[:, 0]), *_range(points[:, 1])]
    return [*_range(points[:, 0]), *_range(np.concatenate([dataset.y_train, dataset.y_test]))]


def _range(values: NDArray[Any]) -> tuple[float, float]:
    """The range of the finite values with a margin; not empty."""
    finite = values[np.isfinite(values)].astype(np.float64)
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
    margin = _MARGIN * (high - low) or max(abs(low), 1.0) * _MARGIN
    return low - margin, high + margin


def _grid(dataset: Dataset, domain: list[float]) -> tuple[list[int], NDArray[np.float32]] | None:
    """Width and height in cells, and the rows (W·H, …) that the network sees at the cells' middles.

    Row j·W + i is cell (i, j), i from x0 to x1, j from y1 down to y0, as pictures are painted.
    """
    raw = _raw(dataset)
    if raw is None:
        return None
    x0, x1, y0, y1 = domain
    if raw[0].shape[1] == 1:
        seen = np.linspace(x0, x1, LINE, dtype=np.float32)[:, None]
        size = [LINE, 1]
    else:
        middles = (np.arange(GRID) + 0.5) / GRID
        x, y = np.meshgrid(x0 + (x1 - x0) * middles, y1 - (y1 - y0) * middles)
        with np.errstate(all="ignore"):  # of data that is not finite
            seen = dataset.transform(np.stack((x, y), axis=-1).reshape(-1, 2))
        size = [GRID, GRID]
    return size, rows(seen, np.zeros(len(seen), np.float32))


def _points(dataset: Dataset, domain: list[float]) -> dict[str, Any]:
    raw = _raw(dataset)
    return {
        "train": None if raw is None else encoded(raw[0]),
        "test": None if raw is None else encoded(raw[1]),
        "y_train": encoded(dataset.y_train.reshape(-1).astype(np.float32)),
        "y_test": encoded(dataset.y_test.reshape(-1).astype(np.float32)),
        "feature_names": list(dataset.feature_names),
        "raw_names": list(dataset.raw_names),
        "class_names": list(dataset.class_names),
        "pictures": dataset.pictures,
        "domain": domain,
    }


__all__ = ["Job", "link", "lowered", "training_schedule"]
