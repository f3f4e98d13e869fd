"""The named data sets in small, as the page's tiles show them: some points of each, or some pictures."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.data import Dataset, load
from whygrad.experiment import Experiment
from whygrad.studio.asking import page_sets

POINTS = 150
PICTURES = 4
SIDE = 100  # of the square that points lie on, and the darkest pixel


@cache
def thumbnails() -> dict[str, dict[str, Any]]:
    """Name -> `x`, `y` of 0 to 100, y upwards, and `c`, a class or such a value; or `pictures` of `side`² pixels."""
    return {info.name: _pictures(info.name) if info.pictures else _points(info.name) for info in page_sets()}


def _loaded(name: str, samples: int) -> Dataset:
    # Some noise, as without any the points of a gate lie on top of each other.
    noise = 0.05 if name.endswith(("and", "or", "gate")) else 0.0
    return load(Experiment().replace(**{"data.name": name, "data.samples": samples, "data.noise": noise}).data)


def _scaled(values: NDArray[Any], low: float | None = None, high: float | None = None) -> list[int]:
    low = float(values.min()) if low is None else low
    high = float(values.max()) if high is None else high
    return np.clip(np.round((values - low) / (high - low or 1.0) * SIDE), 0, SIDE).astype(int).tolist()


def _points(name: str) -> dict[str, Any]:
    dataset = _loaded(name, POINTS)
    y = np.concatenate([dataset.y_train, dataset.y_test]).reshape(-1)
    if dataset.x_raw_train is None or dataset.x_raw_test is None:
        x = np.concatenate([dataset.x_train, dataset.x_test])[:, 0]
        return {"x": _scaled(x), "y": _scaled(y), "c": _scaled(y), "pictures": [], "side": 0}
    raw = np.concatenate([dataset.x_raw_train, dataset.x_raw_test])
    reach = float(np.abs(y).max())
    classes = dataset.task == "classes"
    return {
        "x": _scaled(raw[:, 0]),
        "y": _scaled(raw[:, 1]),
        "c": y.astype(int).tolist() if classes else _scaled(y, -reach, reach),
        "pictures": [],
        "side": 0,
    }


def _pictures(name: str) -> dict[str, Any]:
    dataset = _loaded(name, 50)
    first = [int(np.flatnonzero(dataset.y_train == label)[0]) for label in np.unique(dataset.y_train)[:PICTURES]]
    pictures = [_scaled(dataset.x_train[index]) for index in first]
    return {"x": [], "y": [], "c": [], "pictures": pictures, "side": int(len(pictures[0]) ** 0.5)}
