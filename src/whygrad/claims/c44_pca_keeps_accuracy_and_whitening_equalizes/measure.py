"""What is left of a classifier's accuracy on few dimensions, and how equal the variances of whitened inputs are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.claims.measures import test_accuracy
from whygrad.data import Table, load
from whygrad.engine import train
from whygrad.experiment import Experiment

Array = NDArray[np.float64]

_TABLE = "components.csv"
_MOST = 50  # of the 64 pixels of a digit, some never vary


def smallest_variance(x: Array) -> float:
    """The smallest variance of any direction in percent of the largest, of samples (N, D)."""
    variances = np.linalg.eigvalsh(np.cov(x, rowvar=False))
    return 100 * float(max(variances[0], 0.0) / variances[-1])


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """In percent, by seed: (P,).

    `measure` is "accuracy": what accuracy above chance is left on the first `dimensions` principal components, relative
    to that on all columns, with the same network and training; the last ones if `last`. Or it is "variance":
    `smallest_variance` of whitened samples of the `samples_of` "train" or "test" set. The data set is divided anew by
    each seed where it was not published in two parts.
    """
    settings = dict(settings)
    kind = settings.pop("measure")
    dimensions, last = settings.pop("dimensions", 0), settings.pop("last", False)
    samples_of = settings.pop("samples_of", "train")
    found: list[float] = []
    for seed in seeds:
        experiment = Experiment().replace(**settings, **{"data.seed": seed})
        if kind == "variance":
            whitened = load(experiment.data, experiment.folder)
            seen = whitened.x_train if samples_of == "train" else whitened.x_test
            found.append(smallest_variance(seen.astype(np.float64)))
            continue
        if last:
            reduced = _last(experiment, dimensions)
        else:
            reduced = experiment.replace(preprocessing=[f"pca:{dimensions}", "scale"])
        traces = train([experiment, reduced], [seed])
        full, left = (float(test_accuracy(trace)[0]) - 100 * trace.meta.chance_accuracy for trace in traces)
        found.append(100 * left / full)
    return np.array(found)


def _last(experiment: Experiment, dimensions: int) -> Experiment:
    """The experiment on the last of the first 50 principal components: those with the least variance among them."""
    dataset = load(experiment.replace(preprocessing=[f"pca:{_MOST}", "scale"]).data, experiment.folder)
    x = np.concatenate([dataset.x_train, dataset.x_test])[:, -dimensions:].astype(np.float64)
    y = np.concatenate([dataset.y_train, dataset.y_test]).astype(np.int64)
    names = tuple(f"pc{_MOST - dimensions + 1 + at}" for at in range(dimensions))
    table = Table(x, y, names, dataset.class_names, published=len(dataset.y_train))
    return experiment.replace(name=_TABLE, preprocessing=[]).at({_TABLE: table})
