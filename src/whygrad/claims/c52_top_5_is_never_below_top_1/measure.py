"""Top-5 minus Top-1 accuracy of classifiers that were trained, not trained, or that answer the same to everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.data import load
from whygrad.engine import train
from whygrad.experiment import Experiment
from whygrad.nets import forward, plan
from whygrad.zoo.evaluation import evaluate

Array = NDArray[np.float64]


def top_5_minus_top_1(probabilities: Array, y: NDArray[np.integer], ties: str = "first") -> float:
    """In percentage points, of probabilities (N, K) and classes (N,).

    `ties`: of equal probabilities the class that is listed first counts as more probable ("first"), for Top-5 and Top-1
    alike; "mixed" counts an equal probability against Top-5 only, as two programs with different rules would.
    """
    names = tuple(map(str, range(probabilities.shape[1])))
    judged = evaluate(probabilities, y, names)
    top_5 = judged.top(5).value
    if ties == "mixed":
        own = np.take_along_axis(probabilities, y[:, None], axis=1)
        top_5 = float(((probabilities >= own).sum(axis=1) <= 5).mean())
    return 100 * (top_5 - judged.top(1).value)


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """Of the test set, by seed: (P,). `probabilities`: "trained", "initial" or "equal" for all classes."""
    settings = dict(settings)
    kind, ties = settings.pop("probabilities"), settings.pop("ties", "first")
    experiment = Experiment().replace(**settings)
    dataset = load(experiment.data, experiment.folder)
    y = dataset.y_test.astype(np.int64)
    if kind == "equal":
        one = np.full((len(y), dataset.classes), 1 / dataset.classes)
        return np.full(len(seeds), top_5_minus_top_1(one, y, ties))
    trace = train([experiment], seeds)[0]
    network = plan(experiment, dataset.x_train.shape[1], dataset.task, dataset.classes)
    numbers = trace.final_parameters if kind == "trained" else trace.initial_parameters
    assert numbers is not None
    logits = np.asarray(forward(network, numbers.astype(np.float64), dataset.x_test.astype(np.float64))[-1], np.float64)
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    found = powers / powers.sum(axis=-1, keepdims=True)
    return np.array([top_5_minus_top_1(one, y, ties) for one in found])
